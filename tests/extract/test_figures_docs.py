"""docs/figures.md says of each passage how it is read; here the reader is asked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.figures import read_figures
from extract.parse import read_pages
from extract.plain import read_text
from warehouse.terms import Bound

if TYPE_CHECKING:
    from warehouse.records import Figure

DOCS = Path(__file__).parents[2] / "docs" / "figures.md"
PUBLISHED = datetime(2022, 1, 7, tzinfo=UTC)
SIGNS = {Bound.ABOUT: "≈ ", Bound.OVER: "> ", Bound.UNDER: "< ", Bound.AT_LEAST: "≥ ", Bound.AT_MOST: "≤ "}
COLUMNS = 3


def told(figure: Figure) -> str:
    """Return a figure as docs/figures.md prints it: words, bound, value, unit, interval, direction, days."""
    parts = []
    if figure.range_low is not None:
        parts.append(f"{SIGNS.get(figure.bound, '')}{figure.range_low}–{figure.range_high}")
    elif figure.value is not None:
        parts.append(f"{SIGNS.get(figure.bound, '')}{figure.value}"[:14])
    unit = figure.unit_name if figure.unit in {"count", "1"} else f"{figure.unit_name} ({figure.unit})"
    parts += [unit] if figure.unit_name else [figure.dimension.value]
    if figure.low != figure.high:
        low = "" if figure.low is None else figure.low
        parts.append(f"[{low}, {'' if figure.high is None else figure.high}]")
    parts += [figure.change] if figure.change else []
    if figure.time_start:
        sign = SIGNS.get(figure.bound, "") if figure.dimension == "date" else ""
        same = figure.time_start == figure.time_end
        parts.append(f"{sign}{figure.time_start}" if same else f"{sign}{figure.time_start} to {figure.time_end}")
    return f"*{figure.text}*: {' '.join(str(part) for part in parts)}"


def read_as(passage: str) -> str:
    """Return every figure of a passage, told; a dash where there is none."""
    (reading,) = read_pages([read_text(passage, published_at=PUBLISHED)])
    return "; ".join(told(figure) for figure in read_figures(reading)) or "–"


def examples() -> list[tuple[str, str]]:
    """Return the passages of the tables of rules with what the page says of them."""
    text = DOCS.read_text(encoding="utf-8")
    tables = [table for table in text.split("\n\n") if table.lstrip().startswith("| Rule | Passage |")]
    rows = [line.strip("|").split("|") for table in tables for line in table.strip().splitlines()[2:]]
    return [(passage.strip(), read.strip()) for _, passage, read in (row for row in rows if len(row) == COLUMNS)]


@pytest.mark.parametrize(("passage", "read"), examples())
def test_a_passage_of_the_page_is_read_as_the_page_says(passage: str, read: str) -> None:
    assert read_as(passage) == read


def test_the_page_has_an_example_for_each_kind_of_rule() -> None:
    assert len(examples()) >= 60
