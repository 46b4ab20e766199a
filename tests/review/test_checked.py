"""What other houses have checked is suggested on claim and card, with its reason; only a person says what it is."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from desk_claim import act, claim_of, fields_of
from playwright.sync_api import expect

from flows.checked_before import note_checked_before, store_checks
from warehouse import db, publish
from warehouse.published_checks import PublishedCheck

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served, Visit

CHECKS = (
    "A ferry fire left 14 people injured, <b>bridge</b> crew said",
    "The council of Merrin sold its lighthouse to a casino",
    "Ida Lind voted against the harbour wall nine times",
    "Half of the fish in Norvale comes from ponds",
)


def published_check(number: int, claim: str) -> PublishedCheck:
    return PublishedCheck(
        check_id=f"check{number}", url=f"https://checks.osk.example/{number}", claim=claim, claimant="Ida Lind",
        claimed_on=None, publisher="Osk Checks", verdict="Mostly false", rating=2, worst=1, best=5, title="",
        reviewed_on=date(2026, 2, 1), listed_in="file:///checks.json", fetched_at=datetime(2026, 3, 4, tzinfo=UTC),
    )  # fmt: skip


@pytest.fixture
def served(newsroom: Path, serve_home: Callable[..., Served]) -> Served:
    con = db.connect(newsroom)
    store_checks(con, [published_check(number, claim) for number, claim in enumerate(CHECKS)])
    note_checked_before(con)
    publish.publish(con, newsroom)
    con.close()
    return serve_home(newsroom)


@pytest.fixture
def claim(served: Served, visit: Visit) -> str:
    return claim_of(served, visit)


def test_a_published_check_is_suggested_with_its_reason_and_applied_by_nobody(
    served: Served, visit: Visit, claim: str
) -> None:
    page = visit.get(claim).text
    assert "Osk Checks: Mostly false" in page
    assert "Both have the figure 14; the words" in page
    assert "<b>bridge</b>" not in page
    assert "lighthouse" not in page
    assert '<b class="status open">' in page
    card = visit.get(f"/articles/{claim.partition('article=')[2]}").text
    assert "Checked before?" in card
    assert served.app.state.desk.store.events() == []


def test_a_person_confirms_refuses_and_takes_back(served: Served, visit: Visit, claim: str) -> None:
    article = f"/articles/{claim.partition('article=')[2]}"
    act(visit, claim, "checked", check_id="check0", answer="same_claim")
    page = visit.get(claim).text
    assert "The same claim, says Ada" in page
    assert "Perhaps:" not in page
    assert '<b class="status open">' in page  # their verdict is not ours
    assert "<b>Checked before</b>" in visit.get(article).text
    visit.post("/undo")
    assert "Perhaps:" in visit.get(claim).text
    act(visit, claim, "checked", check_id="check0", answer="other_claim")
    assert "Perhaps:" not in visit.get(claim).text
    assert "Checked before?" not in visit.get(article).text
    assert served.acts(3) == ["same_claim", "undo", "other_claim"]
    con = db.connect(served.home)
    db.save(con, served.app.state.desk.store.decisions())
    assert con.execute("SELECT check_id, is_confirmed FROM v1.checked_before").fetchall() == [("check0", False)]
    con.close()


@pytest.mark.parametrize(
    "fields", [{"check_id": "check1", "answer": "same_claim"}, {"check_id": "check0", "answer": "yes"}, {}]
)
def test_an_answer_to_what_was_not_asked_is_refused(
    served: Served, visit: Visit, claim: str, fields: dict[str, str]
) -> None:
    assert act(visit, claim, "checked", **fields).status_code == 400
    assert served.app.state.desk.store.events() == []


def test_an_answer_needs_our_own_page(served: Served, visit: Visit, claim: str) -> None:
    path, fields = f"{claim.partition('?')[0]}/checked", {"check_id": "check0", "answer": "same_claim"}
    csrf = visit.csrf()
    stranger, ours = {"Origin": "https://elsewhere.example"}, {"Origin": visit.origin}
    for told, headers in (({"csrf": csrf}, {}), ({}, ours), ({"csrf": csrf}, stranger)):
        assert visit.client.post(path, data=fields | told, headers=headers).status_code == 403
    assert served.app.state.desk.store.events() == []


def test_a_copy_of_an_older_program_suggests_nothing(served: Served, visit: Visit, claim: str) -> None:
    con = db.connect(served.home)
    con.execute("DROP TABLE main.check_matches CASCADE")
    publish.publish(con, served.home)
    con.close()
    served.app.state.desk.copy()
    assert visit.get(claim).status_code == 200


@pytest.mark.browser
def test_a_suggestion_is_confirmed_by_keys(
    visit: Visit, page_of: Callable, no_axe_violation: Callable, picture: Callable, claim: str
) -> None:
    assert fields_of(visit, claim)["seen"] == ""
    for scheme, width in (("light", 1440), ("dark", 390)):
        page = page_of(visit.origin, color_scheme=scheme, viewport={"width": width, "height": 900})
        page.goto(claim)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        picture(page, f"checked-{width}-{scheme}")
        no_axe_violation(page)
    same = page.get_by_role("button", name="The same claim")
    same.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".checked")).to_contain_text("The same claim, says Ada")
    assert re.search(r"said that it was checked before", page.content())
    page.goto(f"/articles/{claim.partition('article=')[2]}")
    picture(page, "checked-card")
    no_axe_violation(page)
