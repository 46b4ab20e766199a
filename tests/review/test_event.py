"""The event page holds one event's articles side by side; what people say of it is shown at once and done by a run."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import time
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import duckdb
import pytest
from desk_event import publish_again

from review.desk import RefusedError
from review.stories.event_files import FILES, export_event

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served, Visit

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def served(events_once: Path, home: Path, serve_home: Callable[..., Served]) -> Served:
    shutil.copytree(events_once, home)
    return serve_home(home)


def event(visit: Visit, headline: str = "At least 12 dead") -> str:
    """The address of an event, as the search finds it."""
    [address] = re.findall(rf'href="(/event/\w+)">{headline}', visit.get("/search", params={"q": headline}).text)
    return str(address)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def articles(visit: Visit, address: str) -> dict[str, str]:
    """The articles that can be ticked on the page of an event, by outlet."""
    found = re.findall(r'name="article" value="(\w+)".*?<b>(\w+)</b>', visit.get(address).text)
    return {outlet: article for article, outlet in found}


def cell(page: str, outlet: str, kind: str) -> str:
    """What the table says in the column of an outlet and the row of a kind."""
    table = page[page.index('<table class="matrix">') :]
    outlets = re.findall(r'<th scope="col"[^>]*><b>(\w+)</b>', table)
    [row] = re.findall(rf'<tr><th scope="row">{kind}.*?</tr>', table, re.DOTALL)
    return str(re.findall(r"<td.*?</td>", row, re.DOTALL)[outlets.index(outlet)])


def test_the_page_holds_every_outlets_figure_beside_the_others(visit: Visit) -> None:
    page = visit.get(event(visit)).text
    assert "5 articles by 5 outlets and 1 copy of one, counted once" in words(page)
    assert re.search(r"copied by Ledger", words(page))
    assert "≠ differs" in cell(page, "Northline", "Killed")
    assert "differs from “Fifteen” in Post; theirs may be later" in words(cell(page, "Northline", "Killed"))
    assert "“Fourteen” in Gazette; this one may be later" in words(cell(page, "Post", "Killed"))
    assert "coast guard" in words(cell(page, "Post", "Killed"))
    assert "agrees with “31” in Gazette" in words(cell(page, "Post", "Wounded"))
    assert "not given" in words(cell(page, "Northline", "Wounded"))


def test_a_copy_with_another_figure_stands_for_itself(visit: Visit) -> None:
    page = visit.get(event(visit)).text
    assert "a copy with other figures" in words(page)
    assert "differs from" in words(cell(page, "Herald", "Killed"))


def test_another_count_is_no_difference_and_says_why(visit: Visit) -> None:
    found = cell(visit.get(event(visit)).text, "Courier", "Killed")
    assert 'class="scope"' in found
    assert "other count" in words(found)
    assert "not the same count as “Fifteen” in Post: other people" in words(found)


def test_a_figure_is_linked_to_its_very_words_in_the_article(visit: Visit) -> None:
    found = cell(visit.get(event(visit)).text, "Post", "Killed")
    [(article, anchor)] = re.findall(r'href="(/articles/\w+)#(fig-\w+)">Fifteen</a>', found)
    assert re.search(
        rf'<a id="{anchor}"></a>(?:<a id="[^"]*"></a>)*<(?:span|mark)[^>]*>Fifteen<', visit.get(article).text
    )


def test_a_quotation_says_who_carries_it_and_where_its_wording_differs(visit: Visit) -> None:
    page = visit.get(event(visit)).text
    assert "Mara Lind ≠ the wording differs" in words(page)
    said = r'<a class="person"[^>]*>Mara Lind</a>'
    assert "We had people jumping before the first" in words(cell(page, "Gazette", said))
    assert '<b class="other">after</b>' in cell(page, "Post", said)
    assert "not quoted" in cell(page, "Northline", said)
    assert "as in Gazette" in cell(page, "Herald", said)  # a copy that stands for itself says it too
    assert words(cell(page, "Post", "Named")) == "Mara Lind coast guard"


def test_a_quiet_edit_is_among_the_changes(visit: Visit) -> None:
    page = visit.get(event(visit)).text
    assert "Seventeen Fifteen without a note" in words(cell(page, "Post", "Figure"))
    assert "unchanged" in cell(page, "Gazette", "Figure")


def test_each_flag_stands_in_the_one_cell_that_has_its_words(visit: Visit) -> None:
    address = event(visit)
    page = visit.get(address).text
    cells = re.findall(r'id="cell-(\w+)"', page)
    flags = {one["flag_id"]: one for one in json.loads(visit.get(f"{address}/json").text)["flags"]}
    outlets = {row["article_id"]: row["outlet"] for row in json.loads(visit.get(f"{address}/json").text)["articles"]}
    assert len(cells) == len(set(cells)) >= 6
    rows = {"FG19": "Killed", "FG20": "Figure", "QT07": r'<a class="person"[^>]*>Mara Lind</a>'}
    for flag in cells:
        one = flags[flag]
        outlet = outlets[one["article_id"]]
        column = {"Ledger": "Gazette"}.get(outlet, outlet)  # a copy stands with its first
        found = cell(page, column, rows[one["check_code"]])
        assert f'id="cell-{flag}"' in found
        assert ("in Ledger" in found) == (one["check_code"] == "FG19" and column == "Gazette")


def test_a_figure_is_decided_in_its_cell_without_script_and_taken_back(visit: Visit, served: Served) -> None:
    address = event(visit)
    found = cell(visit.get(address).text, "Northline", "Killed")
    [flag] = re.findall(r'id="cell-(\w+)"', found)
    assert 'value="dismiss:different_things"' in found
    back = f"{address}#cell-{flag}"
    fields = {"seen": "", "next": back, "act": "dismiss:different_things"}
    without_origin = visit.client.post(f"/flags/{flag}/decide", data=fields | {"csrf": visit.csrf()})
    assert without_origin.status_code == 403
    assert visit.post(f"/flags/{flag}/decide", json=False, **fields).headers["location"] == back
    [act] = served.app.state.desk.store.events()
    assert (act.act, act.reason, act.flag_id) == ("dismiss", "different_things", flag)
    decided = cell(visit.get(address).text, "Northline", "Killed")
    assert "Not a fault, says Ada" in words(decided)
    assert visit.post("/undo", json=False, undoes=act.decision_id, next=back).headers["location"] == back
    assert "Not a fault, says Ada" not in words(cell(visit.get(address).text, "Northline", "Killed"))


def test_a_reader_sees_the_table_and_nothing_to_press(
    events_once: Path, home: Path, serve_home: Callable[..., Served], visitor_to: Callable[[str], Visit]
) -> None:
    shutil.copytree(events_once, home)
    served = serve_home(home, demand_login=True)
    visit = visitor_to(served.address)
    served.app.state.accounts.add("Rea", "a long enough password", "reader", by="Ada")
    token = served.app.state.accounts.open_session("Rea", "reader").token
    visit.client.cookies.set("copydesk_session", token)
    page = visit.get(event(visit)).text
    [flag] = re.findall(r'id="cell-(\w+)"', cell(page, "Northline", "Killed"))
    assert "<button" not in page[page.index('<table class="matrix">') : page.index("</table>")]
    assert visit.post(f"/flags/{flag}/decide", seen="", act="confirm").status_code == 403
    assert not any(act.flag_id for act in served.app.state.desk.store.events())


def published_anew(served: Served) -> None:
    name = publish_again(served.home)
    desk, end = served.app.state.desk, time.monotonic() + 30
    while desk.copy().name != name:
        desk._shelf._looked_at = float("-inf")
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_split_shows_at_once_and_the_next_run_makes_the_event(visit: Visit, served: Served) -> None:
    address = event(visit)
    answer = visit.post(address, json=False, act="split", article=articles(visit, address)["Courier"])
    assert answer.headers["location"] == f"{address}#regroup"
    page = visit.get(address).text
    assert "leaves Courier Two children killed in ferry fire off Skerra split off by Ada" in words(page)
    [act] = served.app.state.desk.store.events()
    assert (act.act, act.url) == ("split_story", "https://courier.example/fire")
    assert visit.get(f"/event/{act.sentence_id}").headers["location"] == address  # not made yet
    published_anew(served)
    assert articles(visit, address).keys() == {"Northline", "Gazette", "Post", "Herald"}
    assert articles(visit, f"/event/{act.sentence_id}").keys() == {"Courier"}
    visit.post("/undo")
    assert "joins Courier" in words(visit.get(address).text)
    published_anew(served)
    assert "Courier" in articles(visit, address)


def test_a_merge_brings_the_other_events_articles_and_its_address_leads_on(visit: Visit, served: Served) -> None:
    address, other = event(visit), event(visit, "Merrin teachers")
    found = visit.post(address, json=False, act="find", **{"with": "teachers merrin"}).headers["location"]
    assert f'value="merge:{other[7:]}"' in visit.get(found).text
    visit.post(address, json=False, act=f"merge:{other[7:]}")
    assert words(visit.get(address).text).count("joins") == 2
    assert words(visit.get(other).text).count("merged by Ada") == 2
    published_anew(served)
    assert visit.get(address).text.count('name="article"') == 7
    assert visit.get(other).headers["location"] == address


def test_one_article_is_moved_and_moved_back(visit: Visit, served: Served) -> None:
    address, other = event(visit), event(visit, "Merrin teachers")
    visit.post(address, json=False, act=f"move:{other[7:]}", article=articles(visit, address)["Courier"])
    assert "joins Courier Two children" in words(visit.get(other).text)
    visit.post("/undo", json=False)
    assert [one.act for one in served.app.state.desk.store.events()] == ["move_page", "undo"]
    assert "joins" not in words(visit.get(other).text)


@pytest.mark.parametrize("act", ["split", "move:none", "merge:none", "merge:", "eat", ""])
def test_what_cannot_be_done_is_refused_in_words(visit: Visit, served: Served, act: str) -> None:
    address = event(visit)
    assert visit.post(address, act=act).status_code == 400
    ticked = {"article": list(articles(visit, address).values())}
    form = {"csrf": visit.csrf(), "act": "split"} | ticked
    assert visit.client.post(address, data=form, headers={"Origin": visit.origin}).status_code == 400  # all of them
    assert served.app.state.desk.store.events() == []


def test_a_story_without_articles_is_no_page(visit: Visit) -> None:
    assert visit.get("/event/none").status_code == 404
    assert visit.get("/event/none/json").status_code == 404
    assert visit.get(f"{event(visit)}/docx").status_code == 404


def test_a_copy_too_large_to_be_asked_at_once_says_so_and_today_does_without(visit: Visit, served: Served) -> None:
    address, copy = event(visit), served.app.state.desk.copy()
    read, asked = copy.rows, list[str]()

    def full(name: str, **values: object) -> list[dict[str, object]]:
        asked.append(name)
        if name == "event_figures":
            raise duckdb.OutOfMemoryException
        return read(name, **values)

    copy.has, copy.rows = (lambda kind: kind != "events"), full
    answer = visit.get(address)
    assert answer.status_code == 503
    assert "still being gathered" in answer.text
    page = words(visit.get("/").text)
    assert "tell of it" in page
    assert "outlets differ" not in page
    assert asked.count("event_figures") == 1


def test_an_event_is_had_as_json_and_csv(visit: Visit) -> None:
    address = event(visit)
    body = json.loads(visit.get(f"{address}/json").text)
    assert {row["outlet"] for row in body["articles"]} == {
        "Northline",
        "Gazette",
        "Ledger",
        "Herald",
        "Post",
        "Courier",
    }
    assert {flag["check_code"] for flag in body["flags"]} == {"FG19", "FG20", "QT07"}
    rows = list(csv.DictReader(io.StringIO(visit.get(f"{address}/csv").text)))
    mains = {(row["outlet"], row["kind"]): row for row in rows if row["main"] == "yes"}
    assert mains["Post", "killed"]["read_as"] == "15"
    assert mains["Courier", "killed"]["reason"] == "other people"
    assert mains["Ledger", "killed"]["copy"] == mains["Herald", "killed"]["copy"] == "yes"


def test_a_feed_reader_can_follow_an_event(visit: Visit) -> None:
    root = ET.fromstring(visit.get(f"{event(visit)}/atom").text)  # noqa: S314 - our own output
    entries = root.findall("a:entry", ATOM)
    titles = [entry.findtext("a:title", namespaces=ATOM) for entry in entries]
    assert "Post changed a figure without a note" in titles
    assert "Post: Ferry fire off Skerra kills 15" in titles
    assert len({entry.findtext("a:id", namespaces=ATOM) for entry in entries}) == len(entries)


def test_the_article_the_queue_and_the_search_lead_to_the_event(visit: Visit) -> None:
    address = event(visit)
    assert f'href="{address}"' in visit.get("/queue").text
    article = articles(visit, address)["Post"]
    assert f'href="{address}">event of 6 articles' in visit.get(f"/articles/{article}").text


def test_the_command_prints_what_the_page_gives(visit: Visit, served: Served) -> None:
    address = event(visit)
    for form in FILES:
        page = visit.get(f"{address}/{form}").text.replace(served.address, "http://127.0.0.1:8377")
        assert export_event(served.home, form, address.removeprefix("/event/")) == page
    with pytest.raises(RefusedError, match="No such event"):
        export_event(served.home, "json", "none")
