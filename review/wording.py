"""The words that pages share: signs for invisible controls, times, counts, and a decision in a sentence."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from review.vocabulary import FAMILIES, NOTES, REASONS, SCOPES

if TYPE_CHECKING:
    from warehouse.reviews import Event

# Controls that reorder, hide or break text: shown as signs, so that nobody is fooled by what they do.
SIGNS = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def plain_signs(value: object) -> object:
    """Return a string with its invisible controls named: what every expression of a template passes, attributes too."""
    if type(value) is not str or value.isprintable() or not SIGNS.search(value):
        return value
    return SIGNS.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", value)


MINUTE, HOUR = 60, 3600
ID = re.compile(r"[0-9A-Za-z-]{4,40}")
ID_PAGES = {  # columns of the views whose ids have a page
    **dict.fromkeys(("article_id", "before_article_id", "other_article_id", "copy_of"), "/articles/"),
    **dict.fromkeys(("story_id", "into_story_id"), "/event/"),
    "flag_id": "/flags/",
    "run_id": "/runs/",
    "check_code": "/checks#",
}
LONGEST_NAME = 80  # characters of a text's first line that stand for a headline


def signs(words: str) -> Markup:
    """Return the words escaped, every invisible control as a small sign that names it."""
    if words.isprintable():  # no control at all, and four times faster than to look for one
        return escape(words)

    def sign(match: re.Match[str]) -> str:
        name = unicodedata.name(match[0], "control").lower()
        return f'<span class="sign" title="{escape(name)}">U+{ord(match[0]):04X}</span>'

    return Markup(SIGNS.sub(sign, str(escape(words))))  # noqa: S704 - escaped just before; the signs are ours


def ago(moment: datetime | None, now: datetime | None = None, *, on: date | None = None) -> str:
    """Return when it was, in the words that people use: "5 min ago", "yesterday 14:05", "3 March 2023"; in UTC.

    `on` is the day that a page itself bears, which is what is said of one that is older.
    """
    if moment is None:
        return "undated"
    now = now or datetime.now(UTC)
    seconds = (now - moment).total_seconds()
    if 0 <= seconds < HOUR:
        return f"{max(1, int(seconds // MINUTE))} min ago"
    days = (now.date() - moment.date()).days
    if days in (0, 1):
        return f"{'today' if days == 0 else 'yesterday'} {moment:%H:%M}"
    said = on or moment.date()
    return f"{said.day} {said:%B}" + (f" {said.year}" if said.year != now.year else "")


def dated(article: dict[str, Any], other: datetime | None = None) -> str:
    """Return the day that a page bears, with its instant in UTC: "17 November 2026 (18 November, 03:30 UTC)".

    `other` is said of a page that bears none, such as when it was fetched.
    """
    moment, on = article["published_at"] or (None if article["published_on"] else other), article["published_on"]
    if moment is None or on is None or moment.date() == on:
        return daily(on) if on and moment is None else day(moment)
    return f"{daily(on)} ({moment.day} {moment:%B, %H:%M} UTC)"


def iso_day(article: dict[str, Any]) -> str:
    """Return the day that a page bears, else that of its instant in UTC, as 2026-11-17; "" for neither."""
    on = article["published_on"] or (article["published_at"].date() if article["published_at"] else None)
    return on.isoformat() if on else ""


def day(moment: datetime | None) -> str:
    """Return date and time in UTC, in words."""
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC" if moment else "undated"


def daily(moment: date) -> str:
    """Return the day: "3 March 2026"."""
    return f"{moment.day} {moment:%B %Y}"


def hour(moment: datetime | None, on: date | None = None) -> str:
    """Return the hour of a day, as a table has room for: "17 Nov 18:20"; the day alone where UTC has another."""
    if moment and on and on != moment.date():
        return f"{on.day} {on:%b}"
    return f"{moment.day} {moment:%b %H:%M}" if moment else "undated"


def safe_link(address: str) -> str:
    """Return the address if it is a web address, else "": nothing else is ever linked."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


def count(number: int, one: str, many: str = "") -> str:
    """Return the number with its noun: 1 and "flag" give "1 flag"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def describe(event: Event | None) -> str:
    """Return the standing act in words."""
    if event is None:
        return ""
    if event.act == "later":
        return f"Put off until {event.due_at:%-d %B %Y} by {event.reviewer}"
    state = "Right" if event.act == "confirm" else "Not a fault"
    scope = "" if event.scope == "place" else f" ({SCOPES[event.scope]})"
    comment = f" — {event.comment}" if event.comment else ""
    reason = REASONS.get(event.reason, event.reason)
    return f"{state}, says {event.reviewer}, {ago(event.decided_at)}: {reason}{scope}{comment}"


def id_link(column: str, cell: str) -> str:
    """Return the page of an id in an answer, "" for a column that holds none."""
    if column == "person_key" and cell:
        return f"/people/{quote(cell, safe='')}"
    page = ID_PAGES.get(column, "")
    return f"{page}{cell}" if page and ID.fullmatch(cell) else ""


def titled(article: dict[str, Any]) -> str:
    """Return the headline, else the first words of the text: a draft has a name too."""
    if article["headline"].strip():
        return str(article["headline"])
    first = next((line.strip() for line in article.get("text", "").split("\n") if line.strip()), "")
    return first if len(first) <= LONGEST_NAME else after(first, 0, LONGEST_NAME)


def families(checks: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the checks by what they look at, as their codes begin."""
    found: dict[str, list[dict[str, Any]]] = {}
    for check in checks:
        code = str(check["check_code"]).rstrip("0123456789")
        found.setdefault(FAMILIES.get(code, code), []).append(check)
    return found


def note_words(note: str) -> str:
    """Return an extraction note in words: "captions: 1" says what was done with them."""
    name, _, number = note.partition(": ")
    return f"{NOTES[name]}: {number}" if name in NOTES else note


def before(words: str, place: int, most: int) -> str:
    """Return what stands before a place in the text, from the beginning of a word or paragraph."""
    kept = words[max(0, place - most) : place].rpartition("\n")[2]
    whole = place - len(kept) == 0 or words[place - len(kept) - 1] == "\n"
    return kept if whole else "…" + kept[kept.find(" ") + 1 :]


def after(words: str, place: int, most: int) -> str:
    """Return what stands after a place in the text, to the end of a word or paragraph."""
    kept = words[place : place + most].partition("\n")[0]
    whole = place + len(kept) == len(words) or words[place + len(kept)] == "\n"
    return kept if whole or " " not in kept else kept[: kept.rindex(" ")] + "…"
