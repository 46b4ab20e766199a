"""The annotate contract, schema 1: JSON Lines in, JSON Lines out, in order, with no database and no network."""

from __future__ import annotations

import itertools
import json
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TextIO

from checks.check import Check, all_checks
from checks.run import screen
from extract.pipeline import annotate
from extract.plain import read_text
from warehouse.terms import Part

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from extract.reading import Page
    from warehouse.records import Evidence, Figure, Flag, Records, Span

SCHEMA = 1
BATCH = 64  # articles parsed and screened together
FIRST_YEAR = 1600  # the first newspaper is of 1605; calendars reckon back from the day of publication
LONGEST_LINE = 20_000_000  # characters
WORDS = ("text", "title", "standfirst", "url", "outlet", "published", "language")


class LineError(ValueError):
    """An input line that cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One input line: its id as given, and the page or the fault."""

    id: Any
    page: Page | None
    fault: str


def annotate_lines(lines: Iterable[str], out: TextIO, checks: tuple[Check, ...] | None = None) -> int:
    """Write one line for every input line, in order; return 1 when some line could not be read, else 0."""
    checks = all_checks() if checks is None else checks
    status = 0
    numbered = enumerate(line for line in lines if line.strip())
    while batch := [_line(number, line) for number, line in itertools.islice(numbered, BATCH)]:
        pages = [line.page for line in batch if line.page]
        found = list(annotate(pages))
        flags = _flags(found, checks)
        records = iter(found)
        for line in batch:
            answer = _answer(line.id, next(records), flags) if line.page else {"id": line.id, "error": line.fault}
            status = status if line.page else 1
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return status


def _flags(found: list[Records], checks: tuple[Check, ...]) -> dict[str, list[Flag]]:
    grouped: dict[str, list[Flag]] = {}
    for flag in screen(found, checks, across=False):
        grouped.setdefault(flag.article_id, []).append(flag)
    return grouped


def _line(number: int, text: str) -> Line:
    row: Any = None
    try:
        row = _row(text)
        return Line(row.get("id"), _page(number, row), "")
    except LineError as error:
        return Line(row.get("id") if isinstance(row, dict) else None, None, f"line {number + 1}: {error}")


def _row(text: str) -> dict[str, Any]:
    if len(text) > LONGEST_LINE:
        raise LineError(f"longer than {LONGEST_LINE:,} characters; split the article.")
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LineError(f"no JSON ({error}).") from None
    if not isinstance(row, dict):
        raise LineError('a JSON object is wanted, such as {"id": "a1", "text": "…"}.')
    return row


def _page(number: int, row: dict[str, Any]) -> Page:
    if "id" not in row or "text" not in row:
        raise LineError("'id' and 'text' are needed.")
    words = {key: row.get(key) or "" for key in WORDS}
    for key, value in words.items():
        if not isinstance(value, str):
            raise LineError(f"{key!r} must be a string, and is {type(value).__name__}.")
    return read_text(
        _whole(words["text"]),
        title=_whole(words["title"]),
        standfirst=_whole(words["standfirst"]),
        url=f"annotate:{number}",  # each line stands alone: two versions of one page must not meet
        outlet=_whole(words["outlet"]),
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


def _answer(key: object, records: Records, flags: dict[str, list[Flag]]) -> dict[str, Any]:
    place = {row.attribution_id: number for number, row in enumerate(records.attributions)}
    figures: dict[str, list[int]] = {}
    for number, figure in enumerate(records.figures):
        figures.setdefault(figure.sentence_id, []).append(number)
    return {
        "schema": SCHEMA,
        "id": key,
        "sentences": [
            _at(row.part, {"span": [row.span_start, row.span_end], "paragraph": row.paragraph, "role": row.role})
            for row in records.sentences
        ],
        "attributions": [
            _at(
                row.part,
                {
                    "source": _spans(row.source),
                    "cue": _spans(row.cue),
                    "content": _spans(row.content),
                    "kind": row.kind,
                    "class": row.attribution_class,
                    "source_kind": row.source_kind,
                    "canonical_source": row.canonical_source,
                    "via": row.via,
                    "inherited": row.inherited,
                },
            )
            for row in records.attributions
        ],
        "figures": [_figure(row, place) for row in records.figures],
        "claims": [
            _at(
                row.part,
                {
                    "span": [row.span_start, row.span_end],
                    "check_worthiness": round(row.check_worthiness, 4),
                    "attribution": place.get(row.attribution_id) if row.attribution_id else None,
                    "exemption": row.exemption,
                    "figures": figures.get(row.sentence_id, []),
                },
            )
            for row in records.claims
        ],
        "flags": [_flag(row) for row in sorted(flags.get(records.article.article_id, []), key=_reading_order)],
    }


def _reading_order(flag: Flag) -> tuple[int, int, int, str]:
    return ([Part.TITLE, Part.STANDFIRST, Part.TEXT].index(flag.part), flag.span_start, flag.span_end, flag.check_code)


def _figure(row: Figure, place: dict[Any, int]) -> dict[str, Any]:
    pair = [_number(row.range_low), _number(row.range_high)]
    return {
        "span": [row.span_start, row.span_end],
        "in": row.part,
        "text": row.text,
        "value": _number(row.value),
        "range": pair if row.range_low is not None and row.range_high is not None else None,
        "low": _number(row.low),
        "high": _number(row.high),
        "bound": row.bound,
        "change": row.change,
        "dimension": row.dimension,
        "unit": row.unit,
        "unit_name": row.unit_name,
        "counted": row.counted,
        "event": row.event,
        "time": _days(row.time_start, row.time_end),
        "place": row.place,
        "attribution": place.get(row.attribution_id),
    }


def _flag(row: Flag) -> dict[str, Any]:
    return {
        "check": row.check_code,
        "severity": row.severity,
        "span": [row.span_start, row.span_end],
        "in": row.part,
        "message": row.message,
        "reading": row.reading,
        "evidence": [_evidence(span) for span in row.evidence],
    }


def _evidence(span: Evidence) -> dict[str, Any]:
    return {"span": [span.span_start, span.span_end], "in": span.part, "role": span.role}


def _at(part: Part, row: dict[str, Any]) -> dict[str, Any]:
    return row if part == Part.TEXT else {"in": part, **row}


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.span_start, span.span_end] for span in spans]


def _days(start: date | None, end: date | None) -> str | None:
    if start is None or end is None or start == end:
        return start.isoformat() if start else None
    return f"{start.isoformat()}/{end.isoformat()}"


def _number(value: Decimal | None) -> str | None:
    """Return a plain decimal: no exponent, no trailing zeros."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


if __name__ == "__main__":
    sys.exit(annotate_lines(sys.stdin, sys.stdout))
