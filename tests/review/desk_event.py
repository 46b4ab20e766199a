"""Events for the desk's tests, read by the real pipeline: a fire by many outlets, one quietly edited, and a strike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from checks.check import all_checks
from checks.run import flags_of
from extract.pipeline import annotate
from extract.plain import read_text
from flows.grouping import relate
from warehouse import db, publish

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
CHECKS = ("FG19", "FG20", "QT07")
GAZETTE = (
    "Fourteen people died and 31 were injured in a fire on the ferry Maren off Skerra on Friday, the coast guard said. "
    "“We had people jumping before the first boat reached them,” said Mara Lind, a captain of the coast guard. "
    "The Maren was bound for Osk with passengers and lorries when flames broke out on its car deck. "
    "Divers from Osk will search the hull at first light, the harbour master of Skerra added."
)
POST = (
    "{0} people were killed and 31 injured in the fire on the ferry Maren off Skerra on Friday, the coast guard said. "
    "“We had people jumping after the first boat reached them,” said Mara Lind, a captain of the coast guard. "
    "Lifeboats from Skerra brought other passengers of the ferry ashore, some of them with burns. "
    "Sailings between Osk and Skerra rest until Monday, and the Maren lies at the outer mole."
)
WIRE = (
    "At least 12 people were killed in a fire on the ferry Maren off Skerra on Friday, the coast guard said. "
    "The ferry was on its way to Osk when smoke rose from the car deck, and a tug from Skerra is beside it. "
    "The owner of the Maren would not say how many passengers the ferry had taken on."
)
COURIER = (
    "Two children from Merrin were killed in the fire on the ferry Maren off Skerra on Friday, their school said. "
    "They were with an aunt on the car deck of the ferry to Osk when the fire began. "
    "Their class laid flowers on the steps of the school in Merrin, and the ferry's owner sent a wreath."
)
STRIKE = (
    "Teachers closed 40 schools in Merrin on Friday in a strike over pay and class sizes. "
    "The teachers' union in Merrin wants a tenth more pay; the education board offers half of that. "
)
WALKOUT = (
    "A strike of teachers over pay shut 40 schools in Merrin on Friday, the education board said. "
    "Parents in Merrin gathered at the schools, and the union of the teachers called for a judge to sit with both."
)
# outlet, page, hours after noon, headline, text; a second line of one page is its revision
PAGES = (
    ("Northline", "fire", 0, "At least 12 dead in fire on ferry off Skerra",
     WIRE),
    ("Gazette", "fire", 2, "Fourteen dead in fire on ferry off Skerra", GAZETTE),
    ("Ledger", "fire", 3, "Fourteen dead in fire on ferry off Skerra", GAZETTE),
    ("Post", "fire", 4, "Ferry fire off Skerra kills 17", POST.format("Seventeen")),
    ("Post", "fire", 6, "Ferry fire off Skerra kills 15", POST.format("Fifteen")),
    ("Courier", "fire", 5, "Two children killed in ferry fire off Skerra",
     COURIER),
    ("Herald", "fire", 5, "Sixteen dead in fire on ferry off Skerra", GAZETTE.replace("Fourteen", "Sixteen")),
    ("Courier", "strike", 1, "Teachers in Merrin walk out over pay", STRIKE),
    ("Gazette", "strike", 2, "Merrin teachers walk out in strike over pay", WALKOUT),
)  # fmt: skip


def publish_events(home: Path) -> str:
    """Read, relate and check the pages into the home, and publish a copy."""
    con = db.connect(home)
    try:
        for revision in (1, 2):
            db.load(con, annotate([_page(*page) for page in PAGES if (page[2] == 6) == (revision == 2)]))
        relate(con)
        con.execute("INSERT OR IGNORE INTO main.due SELECT article_id FROM main.pages")
        con.execute("INSERT OR IGNORE INTO main.screenings SELECT article_id, '1', 'run-1', 1 FROM main.pages")
        _screen(con)
        return publish.publish(con, home)
    finally:
        con.close()


def publish_again(home: Path) -> str:
    """Do what a run does with people's acts: import them, group anew, check, and publish."""
    from warehouse.reviews import open_reviews  # noqa: PLC0415 - only this asks for the store

    store = open_reviews(home)
    con = db.connect(home)
    try:
        con.execute("DELETE FROM main.decisions")
        db.save(con, store.decisions())
        relate(con)
        _screen(con)
        return publish.publish(con, home)
    finally:
        con.close()
        store.close()


def _page(outlet: str, page: str, hours: int, headline: str, text: str) -> object:
    at = NOON + timedelta(hours=hours)
    published = NOON + timedelta(hours=4) if hours == 6 else at
    url = f"https://{outlet.lower()}.example/{page}"
    return read_text(text, title=headline, url=url, outlet=outlet, published_at=published, fetched_at=at)


def _screen(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("DELETE FROM main.flags")
    con.execute("DELETE FROM main.checks")
    for check in all_checks():
        if check.code in CHECKS:
            db.save(con, flags_of(con, check))
            about = [check.code, check.name, check.header.title, check.header.severity, check.header.ask]
            row = [*about, check.header.docs, list(check.header.sources), check.version]
            con.execute("INSERT INTO main.checks VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)", row)
