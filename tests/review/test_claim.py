"""A claim gets sources, a verdict of the house's own scale and a ClaimReview: each an act, none lost, none by guess."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk_claim import ORGANISATION, PUBLIC, SOURCE, act, claim_of, fields_of, with_verdict

from review.exports.claimreview import public_link
from review.exports.export import export
from review.settings import Settings
from warehouse.audit import verify
from warehouse.grades import Grade

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Served, Visit
    from desk_stories import Story


@pytest.fixture
def served(newsroom: Path, serve_home: Callable[..., Served]) -> Served:
    return serve_home(newsroom, **ORGANISATION)


@pytest.fixture
def claim(served: Served, visit: Visit) -> str:
    return claim_of(served, visit)


def test_a_verdict_with_sources_becomes_one_claim_review(served: Served, visit: Visit, claim: str) -> None:
    assert act(visit, claim, "source", **SOURCE).status_code == 303
    with_verdict(visit, claim)
    assert json.loads(visit.get("/export/claimreview").text) == []
    assert act(visit, claim, "publish", address=PUBLIC).status_code == 303
    (review,) = json.loads(visit.get("/export/claimreview").text)
    assert review["author"] == {
        "@type": "Organization", "name": "Norvale Checks", "url": "https://checks.norvale.example/"
    }  # fmt: skip
    assert review["itemReviewed"]["author"] == {"@type": "Person", "name": "Ida Lind"}
    assert review["claimReviewed"] == "Fourteen were hurt in the ferry fire"
    assert review["reviewRating"] == {
        "@type": "Rating", "alternateName": "False", "ratingValue": 1, "worstRating": 1, "bestRating": 5
    }  # fmt: skip
    assert (review["url"], review["reviewBody"]) == (PUBLIC, "The port counted twelve.")
    assert review["citation"][0]["archivedAt"] == SOURCE["archived"]
    assert "@graph" not in review
    assert json.loads(visit.get(f"{claim.partition('?')[0]}/claimreview.json").text) == review
    assert json.loads(export(served.home, "claimreview", settings=Settings(**ORGANISATION))) == [review]
    assert served.acts(3) == ["verdict_source", "verdict", "publish_verdict"]
    assert verify(served.app.state.desk.store).fault == ""


def test_the_form_presets_no_verdict(visit: Visit, claim: str) -> None:
    page = visit.get(claim).text
    options = re.findall(
        r'<option value="(\w*)"( selected)?>', page.partition('id="grade"')[2].partition("</select>")[0]
    )
    assert options[0] == ("", "")
    assert all(not selected for _, selected in options)
    assert act(visit, claim, "verdict", verdict="", claim="x").status_code == 400


def test_the_scale_is_the_houses_own_and_a_verdict_keeps_its_words(
    newsroom: Path, serve_home: Callable, visitor_to: Callable, claim: str
) -> None:
    scale = (Grade("Fabricated", 0), Grade("In part"), Grade("Sound", 10))
    visit = visitor_to(serve_home(newsroom, scale=scale, **ORGANISATION).address)
    page = visit.get(claim).text
    assert re.findall(r'<option value="\w+">([^<]+)</option><', page)[:1] == ["Fabricated"]
    with_verdict(visit, claim, verdict="in_part")
    act(visit, claim, "publish", address=PUBLIC)
    (review,) = json.loads(visit.get("/export/claimreview").text)
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "In part"}
    later = visitor_to(serve_home(newsroom, **ORGANISATION).address)  # the scale was changed since
    assert "In part" in later.get(claim).text


def test_an_undo_takes_back_a_source_a_verdict_and_what_was_published(served: Served, visit: Visit, claim: str) -> None:
    act(visit, claim, "source", **SOURCE)
    with_verdict(visit, claim)
    act(visit, claim, "publish", address=PUBLIC)
    source, verdict, _ = served.app.state.desk.store.events()
    visit.post("/undo", undoes=verdict.decision_id)
    assert json.loads(visit.get("/export/claimreview").text) == []
    visit.post("/undo", undoes=source.decision_id)
    page = visit.get(claim).text
    assert "No source yet." in page
    assert page.count('class="undone"') == 2
    assert '<b class="status open">' in page


def test_a_verdict_that_changed_since_must_be_published_again(visit: Visit, claim: str) -> None:
    with_verdict(visit, claim)
    old = fields_of(visit, claim)
    with_verdict(visit, claim, verdict="true")
    answer = visit.post(f"{claim.partition('?')[0]}/publish", **old | {"address": PUBLIC})
    assert answer.status_code == 400
    act(visit, claim, "publish", address=PUBLIC)
    with_verdict(visit, claim, verdict="half_true")
    assert json.loads(visit.get("/export/claimreview").text) == []
    assert "publish it again" in visit.get(claim).text


def test_two_people_on_one_claim_see_each_other_and_lose_no_words(served: Served, visit: Visit, claim: str) -> None:
    stale = fields_of(visit, claim)
    act(visit, claim, "status", status="checking")
    told = stale | {"verdict": "true", "claim": "Mine", "speaker": "", "reasons": "I had <written> this"}
    answer = visit.post(f"{claim.partition('?')[0]}/verdict", json=False, **told)
    assert answer.status_code == 409
    assert "I had &lt;written&gt; this" in answer.text
    assert served.acts(1) == ["claim_status"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("status", {"status": "burnt"}), "Choose open"),
        (("verdict", {"verdict": "murder", "claim": "x"}), "Choose a verdict"),
        (("verdict", {"verdict": "false", "claim": " "}), "Write the claim"),
        (("source", {"address": "javascript:alert(1)"}), "Write the address whole"),
        (("source", {"title": "Seen", "archived": "file:///etc/passwd"}), "Write the address whole"),
        (("source", {"quotation": "Words alone"}), "needs an address or a title"),
        (("publish", {"address": "file:///srv/check.html"}), "Write the public address"),
        (("publish", {"address": "http://127.0.0.1:8377/x"}), "Write the public address"),
        (("publish", {"address": PUBLIC}), "The verdict has changed"),
    ],
)
def test_an_act_that_cannot_be_is_refused(
    served: Served, visit: Visit, claim: str, asked: tuple[str, dict[str, str]], told: str
) -> None:
    answer = act(visit, claim, asked[0], **asked[1])
    assert answer.status_code == 400
    assert told in answer.json()["refused"]
    assert served.app.state.desk.store.events() == []


@pytest.mark.parametrize("name", ["status", "verdict", "source", "publish"])
def test_every_act_on_a_claim_needs_our_own_page(served: Served, visit: Visit, claim: str, name: str) -> None:
    fields = {"status": "checking", "verdict": "false", "claim": "x", "title": "A report", "address": PUBLIC}
    path, csrf = f"{claim.partition('?')[0]}/{name}", visit.csrf()
    stranger, ours = {"Origin": "https://elsewhere.example"}, {"Origin": visit.origin}
    for told, headers in (({"csrf": csrf}, {}), ({}, ours), ({"csrf": csrf}, stranger), ({"csrf": "0" * 32}, ours)):
        assert visit.client.post(path, data=fields | told, headers=headers).status_code == 403
    assert visit.client.get(path).status_code == 405
    assert served.app.state.desk.store.events() == []


def test_nobody_publishes_before_the_settings_name_the_house(
    newsroom: Path, serve_home: Callable, visitor_to: Callable, claim: str
) -> None:
    visit = visitor_to(serve_home(newsroom).address)
    with_verdict(visit, claim)
    assert "[organisation]" in visit.get(claim).text
    answer = act(visit, claim, "publish", address=PUBLIC)
    assert "[organisation]" in answer.json()["refused"]


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("https://checks.norvale.example/a", True),
        ("https://93.184.216.34/a", True),
        ("file:///srv/a.html", False),
        ("http://localhost/a", False),
        ("http://desk.local/a", False),
        ("http://10.1.2.3/a", False),
        ("http://[::1]/a", False),
        ("http://intern/a", False),
        ("https://[broken", False),
        ("javascript:alert(1)", False),
    ],
)
def test_only_what_the_whole_web_can_open_is_a_public_address(address: str, is_public: bool) -> None:
    assert bool(public_link(address)) is is_public


def test_nothing_of_the_houses_own_machine_is_published(
    home: Path, publisher: Callable, ferry: Story, serve_home: Callable, visitor_to: Callable
) -> None:
    publisher(home, (replace(ferry, url="file:///srv/wire/ferry.txt"),))
    served = serve_home(home, **ORGANISATION)
    visit = visitor_to(served.address)
    flag = visit.flags("/queue?check=FG01")[0]
    article = served.app.state.desk.copy().board.article_id(0)
    claim = visit.get(f"/articles/{article}/claim?flag={flag}").headers["location"]
    act(visit, claim, "source", address="http://10.0.0.4/minutes", title="Minutes")
    with_verdict(visit, claim)
    act(visit, claim, "publish", address=PUBLIC)
    told = visit.get("/export/claimreview").text
    assert "file:" not in told
    assert "10.0.0.4" not in told
    assert "appearance" not in json.loads(told)[0]["itemReviewed"]


def test_hostile_words_stay_words(visit: Visit, claim: str) -> None:
    nasty = "</script><img src=x onerror=alert(1)> {{ 7*7 }}"
    act(visit, claim, "source", title=nasty, quotation=nasty)
    with_verdict(visit, claim, claim=nasty, speaker=nasty, reasons=nasty)
    act(visit, claim, "publish", address=PUBLIC)
    assert "<img" not in visit.get(claim).text
    told = visit.get("/export/claimreview").text
    assert "</script>" not in told
    assert json.loads(told)[0]["claimReviewed"] == nasty


def test_a_claim_stays_with_its_sentence_and_says_when_that_was_edited(
    served: Served, visit: Visit, publisher: Callable, ferry: Story, claim: str
) -> None:
    with_verdict(visit, claim)
    bare = claim.partition("?")[0]
    assert "is about these words" not in visit.get(bare).text
    headline = ferry.headline.replace("14", "15")
    publisher(served.home, (replace(ferry, headline=headline, flags=(), figures=(), sources=()),))
    until = time.monotonic() + 60
    while "is about these words" not in (page := visit.get(bare).text) and time.monotonic() < until:
        time.sleep(0.1)
    assert "is about these words" in page
    assert "Fourteen were hurt in the ferry fire" in page
    assert bare in visit.get("/claims").text
    assert bare not in visit.get("/claims?status=open").text


def test_a_claim_review_passes_a_tester_of_structured_data(visit: Visit, claim: str, tmp_path: Path) -> None:
    tester = Path(sys.prefix) / "npm" / "node_modules" / ".bin" / "sdtt"
    if not tester.exists():
        pytest.skip("npm's structured-data-testing-tool is not installed (make needs, where npm is)")
    act(visit, claim, "source", **SOURCE)
    with_verdict(visit, claim)
    act(visit, claim, "publish", address=PUBLIC)
    told = visit.get("/export/claimreview").text
    page = tmp_path / "review.html"
    page.write_text(
        f'<html><head><script type="application/ld+json">{told}</script></head><body></body></html>', "utf-8"
    )
    command = [str(tester), "--file", str(page), "--schemas", "jsonld:ClaimReview", "--presets", "Google"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Google > ClaimReview > #0 (jsonld) - 100%" in done.stdout
