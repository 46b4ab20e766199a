"""A person's digest as plain text: what is urgent, what is in their hands, what was answered and what came."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from review.access.seen import Visits
from review.desk import Desk
from review.in_hands import own_rows
from review.stories.today import news_since, today
from review.wording import ago, count, daily, plain_signs, titled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from review.copy.published import Copy
    from review.settings import Settings

MOST_MINE = 20  # flags in one's hands that are told one by one


def digest(home: Path, name: str, settings: Settings, now: datetime | None = None) -> str:
    """Return a person's digest, "" where there is nothing to tell or nothing was ever published."""
    desk = Desk(home, settings, serving=False)
    try:
        copy = desk.copy()
        since = Visits(desk.store).last(name)
        return digest_of(desk, copy, name, since, now or datetime.now(UTC)) if copy else ""
    finally:
        desk.close()


def digest_of(desk: Desk, copy: Copy, name: str, since: datetime, now: datetime) -> str:
    """Return what there is to tell now; `since` is when the person was last here."""
    told = {
        "Look at these first": _things(desk, copy),
        "In your hands": _mine(desk, copy, name, now),
        f"Since {ago(since, now)}": _news(desk, copy, name, since, now),
    }
    parts = [
        f"{title}\n" + "\n".join(f"- {line}" for line in lines) for title, some in told.items() if (lines := list(some))
    ]
    if not parts:
        return ""
    words = "\n\n".join([f"For {name}, {daily(now)}", *parts, f"{desk.settings.address}/"])
    return "\n".join(str(plain_signs(line)) for line in words.split("\n")) + "\n"


def _things(desk: Desk, copy: Copy) -> Iterator[str]:
    for thing in today(desk, copy).things:
        flag, why = thing.flag, "; ".join(thing.reasons)
        yield f"{flag['title'] or flag['check_code']}: {_line(flag['sentence'])} ({flag['outlet']}; {why})"
        yield f"  {desk.settings.address}/flags/{flag['flag_id']}"


def _mine(desk: Desk, copy: Copy, name: str, now: datetime) -> Iterator[str]:
    for event in desk.decisions.handed_to(name):
        due = f", due {daily(event.due_at)}{', overdue' if event.due_at < now else ''}" if event.due_at else ""
        task = f": {_line(event.comment)}" if event.comment else ""
        yield f"{_line(event.sentence) or event.url}, from {event.reviewer}{due}{task}"
    rows = own_rows(copy, name)
    for flag in desk.subjects(copy, [copy.board.flag_id(int(row)) for row in rows[:MOST_MINE]]):
        yield f"{flag['title'] or flag['check_code']}: {_line(flag['sentence'])} ({flag['outlet']})"
        yield f"  {desk.settings.address}/flags/{flag['flag_id']}"
    if len(rows) > MOST_MINE:
        yield f"and {count(len(rows) - MOST_MINE, 'more flag')}"


def _news(desk: Desk, copy: Copy, name: str, since: datetime, now: datetime) -> Iterator[str]:
    news = news_since(copy, since)
    if news["articles"] or news["flags"]:
        yield f"{count(news['articles'], 'new article')}, {count(news['flags'], 'new flag')}"
    for row in news["changed"]:
        yield f"{_line(titled(row))}, {row['outlet']}, changed {ago(row['fetched_at'], now)}"
        yield f"  {desk.settings.address}/articles/{row['article_id']}/changes"
    for event in desk.decisions.recent(since):
        asked = any(one.act == "asked" and one.reviewer == name for one in desk.decisions.history(event.flag_id))
        if event.act == "answered" and asked and event.reviewer != name:
            yield f"{event.reviewer} answered: {_line(event.comment)}"
            yield f"  {desk.settings.address}/flags/{event.flag_id}"


def _line(words: str) -> str:
    return " ".join(words.split())
