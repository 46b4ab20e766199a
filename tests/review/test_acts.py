"""What people decide holds where they said it holds, and nowhere else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served, Visit
    from desk_stories import Story

ELSEWHERE = "https://other.example/copy"


def wait_for_copy(served: Served, name: str) -> None:
    desk = served.app.state.desk
    desk._shelf._looked_at = float("-inf")
    while desk.copy().name != name:
        desk._shelf._looked_at = float("-inf")


def states(visit: Visit, query: str = "state=any") -> dict[str, str]:
    text = visit.get(f"/queue?{query}").text
    return dict(re.findall(r'data-flag="(\w+)"[^>]*data-state="(\w+)"', text))


def first_of(visit: Visit, check: str) -> str:
    return visit.flags(f"/queue?check={check}")[0]


def test_a_decision_is_kept_with_who_why_and_when(visit: Visit, served: Served) -> None:
    flag = first_of(visit, "FG01")
    answer = visit.post(f"/flags/{flag}/decide", act="confirm", confirm_reason="figures_disagree", seen="").json()
    assert answer["state"] == "confirmed"
    event = served.app.state.desk.store.events()[0]
    assert (event.flag_id, event.act, event.reason, event.reviewer) == (flag, "confirm", "figures_disagree", "Ada")
    assert event.sentence == "Ferry fire leaves 14 people injured"
    assert abs(event.decided_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_this_sentence_wherever_it_appears_covers_its_copies(
    home: Path, publisher: Callable, ferry: Story, serve_home: Callable, visitor_to: Callable
) -> None:
    publisher(home, (ferry, replace(ferry, url=ELSEWHERE, outlet="Copy Cat")))
    visit = visitor_to(serve_home(home).address)
    first, other = visit.flags("/queue?check=AT08")
    visit.post(f"/flags/{first}/decide", act="dismiss:opinion", scope="sentence", seen="")
    assert states(visit)[other] == "dismissed"
    visit.post("/undo")
    assert states(visit)[other] == "open"


def test_this_place_only_leaves_the_copies_open(
    home: Path, publisher: Callable, ferry: Story, serve_home: Callable, visitor_to: Callable
) -> None:
    publisher(home, (ferry, replace(ferry, url=ELSEWHERE)))
    visit = visitor_to(serve_home(home).address)
    first, other = visit.flags("/queue?check=AT08")
    visit.post(f"/flags/{first}/decide", act="dismiss:opinion", scope="place", seen="")
    found = states(visit)
    assert (found[first], found[other]) == ("dismissed", "open")


def test_a_wide_dismissal_asks_again_and_is_listed_with_what_it_hides(visit: Visit) -> None:
    flag = first_of(visit, "AT01")
    fields = {"act": "dismiss:check_wrong", "scope": "check", "seen": ""}
    asked = visit.post(f"/flags/{flag}/decide", json=False, **fields)
    assert "This covers 3 flags, and those to come" in asked.text
    assert set(states(visit).values()) == {"open"}
    visit.post(f"/flags/{flag}/decide", sure="yes", **fields)
    assert list(states(visit).values()).count("dismissed") == 3
    page = visit.get("/suppressions").text
    assert "everywhere" in page
    assert "3 flags" in page


def test_a_dismissal_for_one_outlet_leaves_the_others_open(visit: Visit) -> None:
    flag = visit.flags("/queue?check=AT01&outlet=Valley+Courier")[0]
    visit.post(f"/flags/{flag}/decide", act="dismiss:opinion", scope="outlet_check", sure="yes", seen="")
    assert set(states(visit, "state=any&check=AT01&outlet=Valley+Courier").values()) == {"dismissed"}
    assert set(states(visit, "state=any&check=AT01&outlet=Harbour+Post").values()) == {"open"}


def test_an_unchanged_sentence_keeps_its_decision_over_an_edit_elsewhere(
    served: Served, visit: Visit, publisher: Callable, ferry: Story
) -> None:
    flag = first_of(visit, "AT08")
    visit.post(f"/flags/{flag}/decide", act="dismiss:opinion", scope="sentence", seen="")
    edited = replace(ferry, text=ferry.text.replace("towed to port", "towed away"), at=ferry.at + timedelta(hours=1))
    wait_for_copy(served, publisher(served.home, (edited,)))
    assert states(visit)[flag] == "dismissed"


def test_a_changed_sentence_comes_back_with_the_old_decision_beside_it(
    served: Served, visit: Visit, publisher: Callable, ferry: Story
) -> None:
    flag = first_of(visit, "AT01")
    flag = next(f for f in visit.flags("/queue?check=AT01&outlet=Harbour+Post"))
    visit.post(f"/flags/{flag}/decide", act="dismiss:common_knowledge", scope="sentence", seen="")
    text = ferry.text.replace("More than 300 passengers", "More than 340 passengers")
    flags = tuple((c, w.replace("300 p", "340 p"), r, e) for c, w, r, e in ferry.flags)
    edited = replace(ferry, text=text, flags=flags, figures=(), at=ferry.at + timedelta(hours=1))
    wait_for_copy(served, publisher(served.home, (edited,)))
    again = visit.flags("/queue?check=AT01&outlet=Harbour+Post")
    assert again
    assert again != [flag]
    assert "an older form was not a fault, says Ada" in visit.get("/queue?check=AT01&outlet=Harbour+Post").text
    page = visit.get(visit.get(f"/flags/{again[0]}").headers["location"].split("#")[0]).text
    assert "Decided before" in page
    assert "Common knowledge" in page
    assert "More than 300 passengers were taken off" in page


def test_a_decision_on_the_same_sentence_as_it_stands_is_no_older_form(
    served: Served, visit: Visit, publisher: Callable, ferry: Story
) -> None:
    twice = replace(ferry, flags=(*ferry.flags, ("AT01", "off by lifeboat", "", ())), at=ferry.at + timedelta(hours=1))
    wait_for_copy(served, publisher(served.home, (twice,)))
    view = "/queue?check=AT01&outlet=Harbour+Post"
    first, second = visit.flags(view)
    visit.post(f"/flags/{first}/decide", act="dismiss:common_knowledge", scope="place", seen="")
    page = visit.get(view).text
    assert f'data-flag="{second}"' in page
    assert "an older form was" not in page


def test_changed_figures_bring_a_decided_flag_back(
    served: Served, visit: Visit, publisher: Callable, ferry: Story
) -> None:
    flag = first_of(visit, "FG01")
    visit.post(f"/flags/{flag}/decide", act="dismiss:later_update", scope="place", seen="")
    other = "headline 14, text 9; difference 5"
    flags = tuple((c, w, other if c == "FG01" else r, () if c == "FG01" else e) for c, w, r, e in ferry.flags)
    text = ferry.text.replace("left 12 people", "left 9 people")
    edited = replace(ferry, text=text, flags=flags, figures=(), sources=(), at=ferry.at + timedelta(hours=1))
    wait_for_copy(served, publisher(served.home, (edited,)))
    assert states(visit)[flag] == "open"  # the headline stands, what it was compared with does not


def test_later_hides_a_flag_until_its_day(visit: Visit, served: Served) -> None:
    flag = first_of(visit, "AT08")
    soon = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    assert visit.post(f"/flags/{flag}/decide", act="later", due=soon, seen="").json()["state"] == "later"
    assert flag not in visit.flags("/queue")
    board = served.app.state.desk.copy().board
    row = board.row(flag)
    assert board.states(datetime.now(UTC).timestamp())[row] == 3
    assert board.states((datetime.now(UTC) + timedelta(days=4)).timestamp())[row] == 0


def test_assign_and_note_leave_the_flag_open(visit: Visit, served: Served) -> None:
    flag = first_of(visit, "AT08")
    served.app.state.accounts.add("Berit", "a long password", "reviewer", by="Ada")
    visit.post(f"/flags/{flag}/decide", act="assign", assignee="berit")
    visit.post(f"/flags/{flag}/decide", act="note", comment="Rang the company")
    assert visit.flags("/queue?assignee=Berit") == [flag]
    page = visit.get(visit.get(f"/flags/{flag}").headers["location"].split("#")[0]).text
    assert "Rang the company" in page
    assert states(visit)[flag] == "open"


def test_a_second_save_is_refused_and_shows_the_first(visit: Visit, served: Served, visitor_to: Callable) -> None:
    flag = first_of(visit, "FG03")
    visit.post(f"/flags/{flag}/decide", act="confirm", confirm_reason="wrong", seen="")
    other = visitor_to(served.address)
    other.post("/me", name="Berit")
    answer = other.post(f"/flags/{flag}/decide", act="dismiss:rounding", seen="")
    assert answer.status_code == 409
    assert "Right, says Ada" in answer.json()["conflict"]
    assert len(served.app.state.desk.store.events()) == 1


def test_a_reason_is_required_and_another_reason_needs_words(visit: Visit, served: Served) -> None:
    flag = first_of(visit, "AT08")
    assert visit.post(f"/flags/{flag}/decide", act="dismiss").status_code == 400
    assert visit.post(f"/flags/{flag}/decide", act="dismiss:other").status_code == 400
    assert visit.post(f"/flags/{flag}/decide", act="dismiss:other", comment="quoted from a play").status_code == 200
    assert len(served.app.state.desk.store.events()) == 1


def test_a_batch_is_one_act_and_one_undo(visit: Visit, served: Served) -> None:
    page = visit.get("/batch?check=AT01").text
    assert "One decision for 3 flags" in page
    fields = {"view": "check=AT01", "act": "dismiss:opinion", "scope": "place"}
    assert visit.post("/batch", number="2", **fields).status_code == 400
    assert visit.post("/batch", number="3", **fields).status_code == 303
    assert list(states(visit).values()).count("dismissed") == 3
    assert visit.post("/undo").json()["undone"] == 3
    assert set(states(visit).values()) == {"open"}
    events = served.app.state.desk.store.events()
    assert len({event.batch_id for event in events[:3]}) == 1
    assert [event.undoes for event in events[3:]] == [event.decision_id for event in events[:3]]


def test_a_second_look_is_blind_and_disagreement_opens_the_flag(
    newsroom: Path, serve_home: Callable, visitor_to: Callable
) -> None:
    served = serve_home(newsroom, second_look_share=1.0)
    ada, berit = visitor_to(served.address), visitor_to(served.address)
    berit.post("/me", name="Berit")
    first, second = ada.flags("/queue")[:2]
    for flag in (first, second):
        ada.post(f"/flags/{flag}/decide", act="dismiss:opinion", comment="Ada thinks so", seen="")
    page = berit.get("/second").text
    assert "2 flags wait for you" in page
    assert "Ada" not in page
    assert "0 flags wait for you" in ada.get("/second").text
    berit.post(f"/second/{first}", act="second_dismiss")
    berit.post(f"/second/{second}", act="second_confirm")
    assert (states(ada)[first], states(ada)[second]) == ("dismissed", "open")


def test_a_question_is_asked_answered_and_corrected(visit: Visit) -> None:
    flag = first_of(visit, "FG01")
    article = visit.get(f"/flags/{flag}").headers["location"].split("#")[0]
    for act, words in (("asked", "the news desk"), ("answered", "12 is right"), ("corrected", "headline mended")):
        visit.post(f"/flags/{flag}/questions", act=act, comment=words)
    page = visit.get(f"{article}/questions").text
    assert page.index("the news desk") < page.index("12 is right") < page.index("headline mended")


def test_a_flag_goes_only_to_somebody_who_works_here(visit: Visit, served: Served) -> None:
    flag = first_of(visit, "AT08")
    answer = visit.post(f"/flags/{flag}/decide", act="assign", assignee="edd")
    assert answer.status_code == 400
    assert answer.json()["refused"] == "Nobody here is called edd: choose Ada."
    assert served.app.state.desk.store.events() == []


def test_confirming_without_a_reason_says_what_the_check_asks(visit: Visit, served: Served) -> None:
    for check, reason in (("AT08", "vague_source"), ("FG01", "figures_disagree"), ("AT01", "needs_source")):
        flag = visit.flags(f"/queue?check={check}")[0]
        visit.post(f"/flags/{flag}/decide", act="confirm", seen="")
        assert served.app.state.desk.store.events()[-1].reason == reason
