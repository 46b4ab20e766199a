"""The annotate contract, schema 1: JSON Lines in, JSON Lines out, in order, with no database and no network."""

from __future__ import annotations

import itertools
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from checks.check import Check, all_checks
from checks.run import screen
from copydesk.lines import LineError, look_at, read_line, row_of
from extract.workers import SECONDS, Extracted, Item, extract_batch
from warehouse.terms import Part

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from warehouse.records import Evidence, Figure, Flag, Records, Span

SCHEMA = 1
BATCH = 64  # articles parsed and screened together


@dataclass(frozen=True, slots=True)
class Line:
    """One input line: its id as given, and the item for a worker or the fault."""

    id: Any
    item: Item | None
    fault: str


def annotate_lines(
    lines: Iterable[str], out: TextIO, checks: tuple[Check, ...] | None = None, *, seconds: float = SECONDS
) -> int:
    """Write one line for every input line, in order; return 1 when some line could not be read, else 0.

    `seconds` is how long reading one article may take.
    """
    checks = all_checks() if checks is None else checks
    status = 0
    numbered = enumerate(line for line in lines if line.strip())
    while batch := [_line(number, line) for number, line in itertools.islice(numbered, BATCH)]:
        items = [line.item for line in batch if line.item]
        found = {one.key: one for one in extract_batch(items, seconds=seconds, reader=read_line)}
        flags = _flags([one.records for one in found.values() if isinstance(one, Extracted)], checks)
        for line in batch:
            read = found[line.item.key] if line.item else None
            if isinstance(read, Extracted):
                answer = _answer(line.id, read.records, flags)
            else:
                fault = line.fault if read is None else f"line {int(read.key) + 1}: {read.reason}."
                answer, status = {"id": line.id, "error": fault}, 1
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
        row = row_of(text)
        look_at(row)
    except LineError as error:
        return Line(row.get("id") if isinstance(row, dict) else None, None, f"line {number + 1}: {error}")
    return Line(row["id"], Item(key=str(number), data=text.encode("utf-8", "surrogatepass"), name=""), "")


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
