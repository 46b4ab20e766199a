"""A line of the annotate contract -> its page: read by a worker, within its limit of time."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from extract.plain import read_text

if TYPE_CHECKING:
    from extract.reading import Page
    from extract.workers import Item

FIRST_YEAR = 1600  # the first newspaper is of 1605; calendars reckon back from the day of publication
LONGEST_LINE = 20_000_000  # characters
WORDS = ("text", "title", "standfirst", "url", "outlet", "published", "language")


class LineError(ValueError):
    """An input line that cannot be read; the message says what is wrong with it."""


def row_of(text: str) -> Any:  # noqa: ANN401 - any JSON may stand there; `look_at` says what is wanted
    """Return the line's JSON; raises LineError."""
    if len(text) > LONGEST_LINE:
        raise LineError(f"longer than {LONGEST_LINE:,} characters; split the article.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LineError(f"no JSON ({error}).") from None


def look_at(row: Any) -> None:  # noqa: ANN401 - the same
    """Raise LineError where the row is no article."""
    if not isinstance(row, dict):
        raise LineError('a JSON object is wanted, such as {"id": "a1", "text": "…"}.')
    if "id" not in row or "text" not in row:
        raise LineError("'id' and 'text' are needed.")
    for key in WORDS:
        if not isinstance(row.get(key) or "", str):
            raise LineError(f"{key!r} must be a string, and is {type(row[key]).__name__}.")
    _moment(row.get("published") or "")


def read_line(item: Item) -> Page:
    """Return the page of a line that was looked at; its number is the item's key."""
    row = json.loads(item.data.decode("utf-8", "surrogatepass"))
    words = {key: _whole(row.get(key) or "") for key in WORDS}
    return read_text(
        words["text"],
        title=words["title"],
        standfirst=words["standfirst"],
        url=f"annotate:{item.key}",  # each line stands alone: two versions of one page must not meet
        outlet=words["outlet"],
        language=words["language"] or "en",
        published_at=_moment(words["published"]),
        normalise=False,
    )


def _whole(words: str) -> str:
    """Return the words with half characters (lone surrogates) replaced one for one, so that offsets stay true."""
    return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in words)


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise LineError(
            f"'published' must be ISO 8601, such as 2022-01-07 or 2022-01-07T09:30Z, not {text!r}."
        ) from None
    if moment.year < FIRST_YEAR:
        raise LineError(f"'published' is {text!r}: no newspaper is that old. Leave it out where it is not known.")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
