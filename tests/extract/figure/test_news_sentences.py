"""Sentences in the styles of many desks, each with every quantity in it: news_sentences.txt, written for this test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.figures import read_figures
from extract.parse import read_pages
from extract.plain import read_text
from warehouse.terms import Bound, Dimension

if TYPE_CHECKING:
    from warehouse.records import Figure

TABLE = Path(__file__).parent / "news_sentences.txt"
DAYS = {Dimension.DATE, Dimension.TIME}


def told(figure: Figure) -> str:
    """Return a figure as the table has it: value or range, unit or what is counted, bound, direction."""
    value = f"{figure.low}..{figure.high}" if figure.value is None else f"{figure.value}"[:12]
    bound = figure.bound.value if figure.bound not in {Bound.EXACT, Bound.BETWEEN} else ""
    named = figure.unit_name if figure.unit in {"count", "1"} else figure.unit
    parts = [value, named or figure.dimension.value, bound, figure.change or ""]
    return " ".join(part for part in parts if part)


def rows() -> list[tuple[str, str]]:
    """Return the table's sentences, each with its quantities."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    split = (line.split(" => ") for line in lines if line and not line.startswith("#"))
    return [(sentence, told_as) for sentence, told_as in split]


def test_the_table_is_long_enough_to_tell() -> None:
    assert len(rows()) >= 250


@pytest.mark.parametrize(("sentence", "expected"), rows())
def test_every_quantity_of_a_news_sentence_is_read(sentence: str, expected: str) -> None:
    (reading,) = read_pages([read_text(sentence, normalise=False)])
    figures = [figure for figure in read_figures(reading) if figure.dimension not in DAYS]
    assert "; ".join(told(figure) for figure in figures) == expected
