"""Any text at all: read without a fault, in order, alike twice, and in time that grows with its length."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import steps

from extract.figure.counted.nouns import Tokens
from extract.figure.lexemes import lex
from extract.figure.scan import scan
from extract.figures import read_figures
from extract.parse import language_model, read_pages
from extract.plain import read_text

if TYPE_CHECKING:
    from warehouse.records import Figure

PUBLISHED = datetime(2022, 1, 7, tzinfo=UTC)


def figures_of(text: str) -> tuple[Figure, ...]:
    (reading,) = read_pages([read_text(text, published_at=PUBLISHED, normalise=False)])
    return read_figures(reading)


PIECES = st.sampled_from(
    [
        "one",
        "two",
        "twenty",
        "hundred",
        "million",
        "dozen",
        "half",
        "a",
        "third",
        "and",
        "of",
        "to",
        "-",
        "–",
        "/",
        ".",
        ",",
        "(",
        ")",
        "$",
        "£",
        "%",
        "5",
        "12",
        "1,234",
        "2019",
        "0",
        "3.5",
        ".5",
        "m",
        "bn",
        "k",
        "from",
        "between",
        "about",
        "by",
        "rose",
        "fell",
        "old",
        "year",
        "years-old",
        "aged",
        "people",
        "km",
        "Jan",
        "May",
        "Monday",
        "p.m.",
        ":",
        "'",
        '"',
        "½",
        "fold",
        "doubled",
        "USD",
        "C$",
        "−",
        "minus",
        "point",
        "first",
        "st",
        "in",
        "out",
        "ago",
        "last",
        "next",
        "week",
        "today",
        "²",
        "٣",
        "Ⅻ",
        "1e9",
        "9999999999999999999999999999999999999",
        "the",
        "over",
        "^",
        "⁻⁴",
        "x",
        "fifths",
        "thousandth",
        "of",
        "penultimate",
        "but",
        "from",
        "weekend",
        "Easter",
        "ending",
        "month",
        "century",
        "fortnight",
        "date",
        "lakh",
        "crore",
        "score",
        "killed",
        "wounded",
        "them",
        "including",
        "plus",
        "or",
        "magnitude",
        "ratio",
        "her",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", "", "\n"])), max_size=40))
def test_any_heap_of_number_words_is_read_without_a_fault_in_order_and_alike_twice(
    pieces: list[tuple[str, str]],
) -> None:
    text = "".join(piece + gap for piece, gap in pieces)
    figures = figures_of(text)
    assert figures == figures_of(text)
    assert len({figure.figure_id for figure in figures}) == len(figures)
    for figure in figures:
        assert text[figure.span_start : figure.span_end] == figure.text != ""
        assert figure.low is None or figure.high is None or figure.low <= figure.high
    for one, other in pairwise(figures):
        assert one.span_end <= other.span_start


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for figure in figures_of(text):
        assert text[figure.span_start : figure.span_end] == figure.text


@pytest.mark.parametrize(
    "piece",
    [
        "7",
        "1,",
        "123,",
        "1 ",
        "1.",
        "1-",
        "one ",
        "one and ",
        "million ",
        "hundreds of ",
        "lakh crore ",
        "$",
        "1:",
        "5 to ",
        "twenty-",
        "Jan 1 ",
        "1 and ",
        "3 hundred and ",
        "one and a ",
        "2^",
        "week of ",
        "a year and a half ",
        "7, 8 and ",
        "last but ",
    ],
)
def test_a_long_heap_takes_time_in_proportion(piece: str) -> None:
    nothing = Tokens(language_model()(""))

    def work(size: int) -> int:
        return steps(lambda: list(scan(lex(piece * (size // len(piece))), None, nothing)))

    assert work(16_000) < 8.8 * work(2_000)
