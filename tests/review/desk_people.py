"""People for the desk's tests, read by the real pipeline: one name in two spellings, and two persons of one name."""

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

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
WALL = (
    "The sea wall of Osk will hold, the mayor says. “It will stand for forty years,” said Dana Holt, the mayor of Osk. "
    "Dana Holt said 12 houses were flooded in Osk on Monday night."
)
FLOOD = (
    "“It will stand for fourteen years,” said Dana R. Holt, the mayor of Osk. "
    "Dana R. Holt said 17 houses were flooded in Osk on Monday night."
)
SEAT = (
    "Dana Holt-Vant, the mayor of Osk, said on Friday that she would stand again. "
    "“I am not done here,” Dana Holt-Vant said."
)
RACE = "“The wind turned at the last mark,” said Dana Holt, a sailor from Norvale, who won the race by 9 minutes."
PAGES = (
    ("Ledger", "wall", "Sea wall of Osk will hold, mayor says", WALL),
    ("Post", "flood", "Houses flooded in Osk", FLOOD),
    ("Courier", "seat", "Osk mayor seeks another term", SEAT),
    ("Herald", "race", "Sailor wins Norvale race", RACE),
)


def publish_people(home: Path) -> str:
    """Read, relate and check the pages into the home, and publish a copy."""
    con = db.connect(home)
    try:
        pages = [
            read_text(
                text, url=f"https://{outlet.lower()}.example/{name}", title=headline, outlet=outlet,
                published_at=NOON + timedelta(hours=at),
            )
            for at, (outlet, name, headline, text) in enumerate(PAGES)
        ]  # fmt: skip
        db.load(con, annotate(pages))
        relate(con)
        con.execute("INSERT OR IGNORE INTO main.due SELECT article_id FROM main.pages")
        for check in all_checks():
            db.save(con, flags_of(con, check))
            about = [check.code, check.name, check.header.title, check.header.severity, check.header.ask]
            row = [*about, check.header.docs, list(check.header.sources), check.version]
            con.execute("INSERT INTO main.checks VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)", row)
        return publish.publish(con, home)
    finally:
        con.close()
