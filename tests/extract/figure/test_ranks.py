"""Places counted from the end are ordinals below zero; a bare "last" or "next" counts nothing."""

from __future__ import annotations

import pytest

from extract.figure.lexemes import MARGIN, lex
from extract.figure.number.ranks import rank_at


@pytest.mark.parametrize(
    ("surface", "place"),
    [
        ("penultimate", -2),
        ("antepenultimate", -3),
        ("last but one", -2),
        ("last-but-two", -3),
        ("next to last", -2),
        ("second to last", -2),
        ("second-last", -2),
        ("third from bottom", -3),
        ("third from the end", -3),
        ("one before the last", -2),
    ],
)
def test_a_place_from_the_end_is_below_zero(surface: str, place: int) -> None:
    lexemes = lex(surface)
    rank = rank_at(lexemes, 0)
    assert rank is not None
    assert (rank.number.value, rank.number.form, rank.last) == (place, "ordinal", len(lexemes) - len(MARGIN))


@pytest.mark.parametrize(
    "surface", ["last week", "next of kin", "last but not least", "next to last year's", "second to none"]
)
def test_words_that_only_place_are_no_rank_from_the_end(surface: str) -> None:
    rank = rank_at(lex(surface), 0)
    assert rank is None or rank.last < len(lex(surface)) - len(MARGIN)
