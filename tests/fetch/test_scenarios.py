"""Every fault of the shared test web ends as its scenario says, with deadlines scaled down."""

from __future__ import annotations

import html
import re
import time
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
import trafilatura
from offline_web import CANARY
from scenarios import SCENARIOS, get, ids
from stored_pages import reencoded

from fetch.charset import decode
from fetch.copies import ALIKE, bands, fingerprint, similarity
from warehouse.terms import Outcome

if TYPE_CHECKING:
    from offline_web import Web

# the scenarios' words -> ours; "failed" there is any failure, and its reason says which
OUTCOMES: dict[str, set[Outcome]] = {
    "ok": {Outcome.OK},
    "gone": {Outcome.GONE},
    "blocked": {Outcome.BLOCKED},
    "paywall": {Outcome.PAYWALLED},
    "consent_page": {Outcome.CONSENT},
    "deferred": {Outcome.DEFERRED},
    "refused": {Outcome.REFUSED},
    "empty": {Outcome.EMPTY},
    "not_article": {Outcome.NOT_ARTICLE},
    "unsupported_type": {Outcome.UNSUPPORTED_TYPE},
    "failed": {Outcome.FAILED, Outcome.TIMEOUT, Outcome.TOO_LARGE},
    "failed_or_retried": {Outcome.FAILED, Outcome.OK},
    "ok_or_unsupported": {Outcome.OK, Outcome.UNSUPPORTED_TYPE},
}
REASONS: dict[str, set[str]] = {
    "too_large_or_encoding": {"too_large", "encoding"},
    "timeout": {"timeout", "deadline"},
}
OVERRIDES = {"redirect_cross_host": {Outcome.ROBOTS_DENIED}}  # its note says so


def text_of(body: bytes) -> str:
    """Return the main text as a reader sees it."""
    return unicodedata.normalize("NFC", trafilatura.extract(decode(body).text) or "")


def test_every_scenario_is_judged_by_one_test() -> None:
    tests = (
        "final",
        "second_fetch",
        "revisions",
        "articles",
        "near_duplicate",
        "text_equals_utf8",
        "robots",
        "listing",
    )
    assert len(SCENARIOS) == 115
    assert sum(len(ids(test)) for test in tests) == 115


@pytest.mark.parametrize("scenario", ids("final"))
def test_a_fault_ends_as_the_scenario_says(web: Web, scenario: dict[str, Any]) -> None:
    expect = scenario["expect"]
    url = web.url(scenario)
    started = time.monotonic()
    rounds = 2 if expect.get("keeps_last_text") else 1
    found = get(web, *[url] * rounds)[-1]
    elapsed = time.monotonic() - started

    place = (scenario["host"], scenario["path"].partition("?")[0])
    wanted = OVERRIDES.get(scenario["id"]) or OUTCOMES[expect.get("final", "failed")]
    assert found.outcome in wanted, found.reason
    assert str(found.outcome) != expect.get("not_stored_as")
    assert found.advice
    slug = found.reason.partition(":")[0]
    assert slug in REASONS.get(expect.get("reason", slug), {expect.get("reason", slug)})
    assert elapsed < expect.get("max_s", 20)
    hits = web.hits[place]
    assert hits <= expect.get("max_requests", 99)
    assert hits == expect.get("requests", hits)
    if "min_gap_s" in expect:
        first, second = web.times[place]
        assert second - first >= expect["min_gap_s"]
    if "final_path" in expect:
        assert found.final_url.endswith(expect["final_path"])
        assert found.requested_url == url
    if "max_bytes_read" in expect:
        assert web.sent[place] <= 8 << 20  # what the kernel took before the connection closed; we read none of it
        assert found.body_bytes == 0
    if found.outcome is Outcome.DEFERRED:
        assert found.next_attempt_at is not None
    if expect.get("warning") == "mojibake":
        assert any("mojibake" in warning for warning in decode(found.body, found.content_type).warnings)
    if scenario["id"] == "nul_bytes":
        assert "\0" not in decode(found.body, found.content_type).text
    assert all(hit[0] != CANARY for hit in web.hits)


@pytest.mark.parametrize("scenario", ids("second_fetch"))
def test_a_page_that_has_not_changed_is_not_sent_again(web: Web, scenario: dict[str, Any]) -> None:
    first, second = get(web, web.url(scenario), web.url(scenario), validate=True)
    assert (first.outcome, second.outcome) == (Outcome.OK, Outcome.NOT_MODIFIED)
    assert second.body == b""


@pytest.mark.parametrize("scenario", ids("revisions"))
def test_only_a_change_of_the_text_is_a_revision(web: Web, scenario: dict[str, Any]) -> None:
    found = get(web, web.url(scenario), web.url(scenario), validate=True)
    assert [one.outcome for one in found] == [Outcome.OK, Outcome.OK]
    assert len({text_of(one.body) for one in found}) == scenario["expect"]["revisions"]


@pytest.mark.parametrize("scenario", ids("articles"))
def test_variants_of_an_address_are_one_article(web: Web, scenario: dict[str, Any]) -> None:
    url = web.url(scenario)
    plain = {"utm_variants": url.partition("?")[0], "same_canonical": url.replace("/amp/", "/")}.get(
        scenario["id"], url
    )
    found = get(web, url, plain)
    assert {one.url for one in found} == {plain}


@pytest.mark.parametrize("scenario", ids("near_duplicate"))
def test_the_same_story_on_another_outlet_is_a_copy(web: Web, scenario: dict[str, Any]) -> None:
    found = get(web, web.url(scenario), f"http://127.40.0.1:{web.port}/original")
    other = next(web.pages.body(one) for one in web.pages.articles if one["outlet"] == "BBC")
    copy, original, another = (fingerprint(text_of(body)) for body in (found[0].body, found[1].body, other))
    assert similarity(copy, original) >= ALIKE
    assert set(bands(copy)) & set(bands(original))
    assert similarity(another, original) < ALIKE


@pytest.mark.parametrize("scenario", ids("text_equals_utf8"))
def test_a_page_reads_the_same_in_every_charset(web: Web, scenario: dict[str, Any]) -> None:
    serve = scenario["serve"]
    (found,) = get(web, web.url(scenario))
    assert found.outcome is Outcome.OK, found.reason
    read = decode(found.body, found.content_type)
    whole, _ = reencoded(web.pages.native(serve["reencode"]), "utf-8", "none")
    same = letters(read.text) == letters(whole.decode())
    # a Lithuanian page in an undeclared Cyrillic charset: no reader can tell, and the scenario only wants a report
    assert same or scenario["id"] == "cs_windows-1251_none", read.encoding


def letters(page: str) -> str:
    """Return a page's words without its declarations of a charset; characters a charset lacks came as entities."""
    bare = re.sub(r"<meta[^>]+charset[^>]*>", "", page, flags=re.IGNORECASE)
    return html.unescape(bare).replace("\r\n", "\n").removeprefix("\ufeff")


def test_the_canary_is_never_reached(web: Web) -> None:
    url = f"http://{CANARY}:{web.port}/"
    shapes = [
        url,
        url.replace(CANARY, "2135033350"),
        url.replace(CANARY, "0x7f.66.6.6"),
        url.replace(CANARY, "[::ffff:7f42:606]"),
    ]
    assert {one.outcome for one in get(web, *shapes, allowed_ports=[web.port])} == {Outcome.REFUSED}
    assert all(hit[0] != CANARY for hit in web.hits)
