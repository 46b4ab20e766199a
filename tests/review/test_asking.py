"""A reporter without an account answers the sheet under a link, and can do nothing else with it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote

import httpx
import pytest

from review.access.accounts import Accounts
from review.pages import asking
from warehouse.audit import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served, Visit


def sheet_of(visit: Visit) -> str:
    flag = visit.flags("/queue")[0]
    return visit.get(f"/flags/{flag}").headers["location"].partition("#")[0].partition("?")[0] + "/questions"


def ask(visit: Visit, **fields: str) -> str:
    """Make a link for Ola Rein and return its path."""
    sheet = sheet_of(visit)
    visit.post(sheet.replace("/questions", "/ask"), json=False, **({"name": "Ola Rein", "days": "3"} | fields))
    return re.findall(r'href="[^"]*(/answer/[\w.]+)"', visit.get(sheet).text)[0]


@pytest.fixture
def login_desk(newsroom: Path, serve_home: Callable[..., Served]) -> Served:
    return serve_home(newsroom, demand_login=True)


def logged_in(served: Served, visit: Visit) -> Visit:
    Accounts(served.app.state.desk.store).add("edi", "a long password", "editor", by="root")
    seed = re.search(r'name="csrf" value="(\w+)"', visit.get("/login").text)
    assert seed
    headers = {"Origin": visit.origin}
    visit.client.post("/login", data={"csrf": seed[1], "name": "edi", "password": "a long password"}, headers=headers)
    return visit


def test_an_answer_under_a_link_stands_beside_its_question(
    login_desk: Served, visitor_to: Callable[[str], Visit]
) -> None:
    edi = logged_in(login_desk, visitor_to(login_desk.address))
    link = ask(edi)
    reporter = httpx.Client(base_url=login_desk.address, trust_env=False)
    page = reporter.get(link)
    assert page.status_code == 200
    assert "data-csrf" not in page.text
    assert 'aria-label="Main"' not in page.text
    [first, *_] = re.findall(r'name="(answer-\w+)"', page.text)
    sent = reporter.post(link, data={first: "The harbour office counted them."}, headers={"Origin": login_desk.address})
    assert "the desk has your answers" in sent.text
    store = login_desk.app.state.desk.store
    event = store.events()[-1]
    assert (event.act, event.reviewer, event.flag_id) == (
        "answered",
        "Ola Rein (by link)",
        first.removeprefix("answer-"),
    )
    assert "The harbour office counted them." in edi.get(sheet_of(edi)).text
    assert verify(store).fault == ""
    for path in ("/", "/queue", "/people", sheet_of(edi), link.rpartition("/")[0]):
        assert reporter.get(path).headers.get("location", "").startswith("/login") or path == "/answer", path
    reporter.close()


def test_a_link_that_is_forged_old_or_taken_back_says_no_more(
    served: Served, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = ask(visit)
    assert visit.get(link).status_code == 200
    token = link.rpartition("/")[2]
    for other in (token[:-1] + ("0" if token[-1] != "0" else "1"), token.partition(".")[0], "none.0", "%2e%2e"):
        assert visit.get(f"/answer/{other}").status_code == 404, other
    event = served.app.state.desk.store.events()[0]
    seal = served.app.state.desk.store.key.seal(event.event_hash)[:32]
    assert visit.get(f"/answer/{event.decision_id}.{seal}").status_code == 404  # an event's own seal opens nothing

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime.now(UTC) + timedelta(days=4) if tz else datetime.now(UTC)

    monkeypatch.setattr(asking, "datetime", Later)
    assert visit.get(link).status_code == 404
    monkeypatch.undo()
    assert visit.get(link).status_code == 200
    visit.post("/undo", undoes=event.decision_id)
    assert visit.get(link).status_code == 404
    answer = visit.client.post(link, data={"answer-x": "late"}, headers={"Origin": visit.origin})
    assert answer.status_code == 404
    assert [one.act for one in served.app.state.desk.store.events()] == ["ask", "undo"]


def test_a_link_takes_answers_to_its_own_questions_only_and_few(served: Served, visit: Visit) -> None:
    link = ask(visit)
    headers = {"Origin": visit.origin}
    first = re.findall(r'name="(answer-\w+)"', visit.get(link).text)[0]
    assert visit.client.post(link, data={"answer-other": "x"}, headers=headers).status_code == 400
    assert visit.client.post(link, data={first: "x"}, headers={"Origin": "https://evil.example"}).status_code == 403
    for number in range(7):
        visit.client.post(link, data={first: f"{number} {'x' * 5_000}"}, headers=headers)
    given = [event for event in served.app.state.desk.store.events() if event.act == "answered"]
    assert len(given) == asking.MOST_ANSWERS
    assert max(len(event.comment) for event in given) <= asking.LONGEST_ANSWER


def test_the_sheet_is_a_mail_of_ones_own_with_nothing_but_text(
    newsroom: Path, publisher: Callable, hostile: object, serve_home: Callable, visitor_to: Callable[[str], Visit]
) -> None:
    publisher(newsroom, (hostile,))
    visit = visitor_to(serve_home(newsroom).address)
    [address, *_] = re.findall(r'class="bymail" href="(mailto:[^"]*)"', visit.get(sheet_of(visit)).text)
    assert not re.search(r"[\s<>\"]", address)
    assert "&amp;cc" not in address.lower()
    assert "&amp;bcc" not in address.lower()
    assert "\u202e" not in unquote(address)
    assert "Who gives this figure, and where was it published?" in unquote(address)


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"name": ""}, "Say whom you ask"), ({"days": "0"}, "1 to 60 days"), ({"days": "x"}, "1 to 60 days")],
)
def test_a_link_that_cannot_be_made_says_why(served: Served, visit: Visit, fields: dict[str, str], why: str) -> None:
    answer = visit.post(sheet_of(visit).replace("/questions", "/ask"), **({"name": "Ola", "days": "3"} | fields))
    assert answer.status_code == 400
    assert why in answer.text
    assert served.app.state.desk.store.events() == []
