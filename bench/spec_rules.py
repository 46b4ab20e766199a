"""What counts as agreement with Recognizers-Text's specs, model by model, and which conventions are refused."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.figure.lexemes import phrase
from extract.figure.unit.units import CODES, NOUNS, SYMBOLS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from warehouse.records import Figure

Row = dict[str, Any]
CLOSE = Decimal("1e-9")
SECONDS = {
    "s": 1,
    "min": 60,
    "h": 3600,
    "d": 86400,
    "wk": 604800,
    "2.wk": 1209600,
    "mo": 2592000,
    "3.mo": 7776000,
    "a": 31536000,
    "10.a": 315360000,
    "100.a": 3153600000,
    "ms": Decimal("0.001"),
}
TEMPERATURES = {"C": "Cel", "F": "[degF]", "K": "K", "Degree": "deg"}
AGES = {"Year": "a", "Month": "mo", "Week": "wk", "Day": "d", "Age": "a"}
INTERVAL = re.compile(r"([\[(])([^,]*),([^,]*)([\])])")


def close(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two numbers are the same up to the spec's 15 digits."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= CLOSE * max(abs(one), abs(other))


def number(text: object) -> Decimal | None:
    """Return a spec's value ("1E-07", "100%") as a Decimal; "end-1", the last but one, is our -2."""
    from_end = re.fullmatch(r"end([+-]\d)", str(text))
    if from_end:
        return Decimal(from_end[1]) - 1
    try:
        return Decimal(str(text).rstrip("%"))
    except InvalidOperation:
        return None


def overlaps(row: Row, result: Row, figure: Figure) -> bool:
    """Whether a figure touches an expected result's characters."""
    start = result["Start"] if "Start" in result else row["Input"].lower().find(result["Text"].lower())
    end = result["End"] + 1 if "End" in result else start + len(result["Text"])
    return figure.span_start < end and start < figure.span_end


def judge(
    keep: Callable[[Figure], bool],
    same: Callable[[Row, Figure], bool],
    others: Callable[[Figure], bool] = lambda _: False,
) -> Callable[[Row, Sequence[Figure]], bool]:
    """Return a judge: each expected result has its figure, a kept one or one of the others, and no kept one is left."""

    def agrees(row: Row, figures: Sequence[Figure]) -> bool:
        left = [figure for figure in figures if keep(figure)]
        pool = [figure for figure in figures if keep(figure) or others(figure)]
        for result in row["Results"]:
            if (result.get("Resolution") or {}).get("value") in {None, "null"}:
                continue  # a unit without a number is no figure
            found = next((x for x in pool if overlaps(row, result, x) and same(result["Resolution"], x)), None)
            if found is None:
                return False
            pool.remove(found)
            left = [figure for figure in left if figure is not found]
        return not left

    return agrees


def counts(figure: Figure) -> bool:
    """Whether a figure is a plain number, a fraction or a share."""
    return figure.value is not None and figure.unit in {"count", "1"} and figure.dimension != "ordinal"


def value_of(resolution: Row, figure: Figure) -> bool:
    """Whether the value is the same."""
    return close(number(resolution["value"]), figure.value)


def money(resolution: Row, figure: Figure) -> bool:
    """Whether value and currency are the same; the spec's bare "Dollar" is USD, its units of a tenth are not asked."""
    value = number(resolution["value"])
    iso, name = resolution.get("isoCurrency"), resolution["unit"].lower()
    code = figure.unit.split("/")[0]
    if iso:
        return close(value, figure.value) and code == iso
    key = phrase(name)
    unit = NOUNS.get(key) or NOUNS.get(key + "s")
    named = code in CODES and name in CODES[code].name
    return close(value, figure.value) and (unit is None or code == unit.code or named)


def measure(resolution: Row, figure: Figure) -> bool:
    """Whether value and unit are the same, through our own table of names."""
    name = resolution["unit"]
    key = phrase(name)
    unit = NOUNS.get(key) or NOUNS.get(key + "s") or SYMBOLS.get(name)
    same = unit is None or figure.unit == unit.code or figure.unit.startswith(f"{unit.code}/")  # a rate is one figure
    return value_of(resolution, figure) and same


def interval(row: Row, figures: Sequence[Figure]) -> bool:
    """Whether each expected interval is what our figures in its span allow together."""
    used: set[str] = set()
    for result in row["Results"]:
        kind, low, high, closing = INTERVAL.fullmatch(result["Resolution"]["value"]).groups()  # type: ignore[union-attr]
        inside = [x for x in figures if overlaps(row, result, x) and (x.value is not None or x.range_low is not None)]
        used |= {x.figure_id for x in inside}
        if not inside or _meet(inside) != _ends(kind, low, high, closing):
            return False
    return all(x.figure_id in used or x.bound in {"exact", "about"} for x in figures if x.value is not None)


def _ends(kind: str, low: str, high: str, closing: str) -> tuple[Any, ...]:
    least, most = number(low) if low else None, number(high) if high else None
    strict = closing == ")" and not (kind == "[" and least is not None and most is not None)
    return least, kind == "(" and least is not None, most, strict and most is not None


def _meet(figures: Sequence[Figure]) -> tuple[Any, ...]:
    """Return the intersection of figures: least, whether it is left out, most, whether it is left out."""
    least: Decimal | None = None
    most: Decimal | None = None
    left = right = False
    for figure in figures:
        if figure.range_low is not None and figure.range_high is not None:
            least, most = figure.range_low, figure.range_high
        elif figure.bound in {"over", "at_least"}:
            least, left = figure.value, figure.bound == "over"
        elif figure.bound in {"under", "at_most"}:
            most, right = figure.value, figure.bound == "under"
        else:
            least = most = figure.value
    return least, left, most, right


def dates(row: Row, figures: Sequence[Figure]) -> bool:
    """Whether each expected date, range or duration is a figure's."""
    kept = list(figures)
    for result in row["Results"]:
        kind = result["TypeName"].split(".")[-1]
        values = result["Resolution"]["values"]
        same = _lasts if kind == "duration" else _when
        found = next((x for x in kept if overlaps(row, result, x) and any(same(v, x) for v in values)), None)
        if found is None:
            return False
    return True


def _lasts(value: Row, figure: Figure) -> bool:
    unit, shown = SECONDS.get(figure.unit), figure.value
    return unit is not None and shown is not None and close(shown * unit, number(value["value"]))


def _when(value: Row, figure: Figure) -> bool:
    start, end = figure.time_start, figure.time_end
    if start is None or end is None:
        return False
    if "value" in value:
        return start == end == date.fromisoformat(value["value"][:10])
    first, last = (date.fromisoformat(value[key][:10]) if value.get(key) else None for key in ("start", "end"))
    after = {start, end + timedelta(days=1)} if last is None else {start}
    before = (
        {end, end + timedelta(days=1), *_unit_starts(end)}
        if first is not None
        else {start, end, end + timedelta(days=1)}
    )
    return (first is None or first in after) and (last is None or last in before)


def _unit_starts(end: date) -> set[date]:
    """Return the first day of the year, quarter or month that a range ends with: the spec ends "2014-2018" there."""
    if (end + timedelta(days=1)).day != 1:
        return {end}
    starts = {end.replace(day=1)}
    starts |= {date(end.year, end.month - 2, 1)} if end.month % 3 == 0 else set()
    return starts | ({date(end.year, 1, 1)} if end.month == 12 else set())


NOT_MEASURES = frozenset(
    {"count", "ratio", "ordinal", "score", "currency", "percentage", "duration", "temperature", "age", "time"}
)
JUDGES: dict[str, Callable[[Row, Sequence[Figure]], bool]] = {
    "Number": judge(counts, value_of, lambda x: x.value is not None),
    "Percent": judge(lambda x: x.dimension == "percentage", value_of),
    "NumberRange": interval,
    "Ordinal": judge(lambda x: x.dimension == "ordinal", value_of),
    "Currency": judge(lambda x: x.dimension == "currency", money),
    "Dimension": judge(lambda x: bool(x.unit) and x.dimension not in NOT_MEASURES, measure),
    "Age": judge(lambda x: x.dimension == "age", lambda r, x: value_of(r, x) and x.unit == AGES.get(r["unit"])),
    "Temperature": judge(
        lambda x: x.dimension == "temperature", lambda r, x: value_of(r, x) and x.unit == TEMPERATURES[r["unit"]]
    ),
    "DateTime": dates,
}


REFUSED = tomllib.loads((Path(__file__).parent / "spec_refusals.toml").read_text(encoding="utf-8"))["refused"]


def refused(model: str, row: Row) -> str | None:
    """Return why a case's convention is not shared, or None where it should have agreed."""
    for rule in REFUSED:
        if rule["model"] == model and re.search(rule["pattern"], row["Input"]):
            return str(rule["reason"])
    return None
