"""The scan: lexemes in, sightings out, from left to right, each lexeme in at most one sighting."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extract.figure.amount.amounts import Amount, amount_at
from extract.figure.amount.codes import (
    chained,
    is_address,
    is_code,
    is_furniture,
    is_item,
    is_model,
    is_name,
    is_ranked,
    is_series,
    names_thing,
)
from extract.figure.amount.limits import Limit, limit_after, limit_before
from extract.figure.amount.pairs import pair_at
from extract.figure.date.ranges import read_dates
from extract.figure.lexemes import DASHES, NUMERAL, Lexemes
from extract.figure.number.multiples import MULTIPLES, Multiple, multiple_at
from extract.figure.number.numbers import GLYPHS, MINUS, STARTS
from extract.figure.number.ranks import LETTERS as ROMAN_LETTERS
from extract.figure.number.ranks import STARTS as RANKS
from extract.figure.number.ranks import rank_at, roman_at
from extract.figure.unit.units import MARK_STARTS
from warehouse.terms import Bound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from extract.figure.counted.nouns import Tokens
    from extract.figure.date.calendars import Moment

ARTICLES = frozenset({"a", "an"})
OPENERS = frozenset([*STARTS, *MULTIPLES, *GLYPHS, *MINUS, *RANKS])
STARTERS = frozenset(STARTS - ARTICLES) | frozenset(MULTIPLES) | RANKS


class Sighting(NamedTuple):
    """A figure in lexemes [first, last), limit words included; exactly one of amount, moment and multiple, or none.

    None of them is a number that was seen and not understood.
    """

    first: int
    last: int
    amount: Amount | None = None
    moment: Moment | None = None
    multiple: Multiple | None = None
    limit: Limit | None = None


def scan(lexemes: Lexemes, published: date | None, tokens: Tokens) -> Iterator[Sighting]:
    """Yield the figures of a paragraph in order; furniture, names and addresses are passed over."""
    if is_furniture(lexemes):
        return
    moments = {moment.first: moment for moment in read_dates(lexemes, published)}
    taken = {at for moment in moments.values() for at in range(moment.first, moment.last)}
    after = 0
    for i in [at for at, word in enumerate(lexemes) if at in moments or word.kind == NUMERAL or _opens(word.text)]:
        moment = moments.get(i)
        if i < after:
            continue
        if moment:
            yield Sighting(i, moment.last, moment=moment)
            after = moment.last
            continue
        found, after = _next(lexemes, i, tokens, taken)
        if found:
            yield found


def _next(lexemes: Lexemes, i: int, tokens: Tokens, taken: set[int]) -> tuple[Sighting | None, int]:
    """Return the sighting at lexeme i, if any, and where to go on."""
    placed = roman_at(lexemes, i) or rank_at(lexemes, i)
    if placed and taken.isdisjoint(range(placed.first, placed.last)):
        return Sighting(i, placed.last, amount=placed), placed.last
    multiple = multiple_at(lexemes, i, tokens)
    if multiple:
        return _multiplied(lexemes, multiple), multiple.last
    numeral = lexemes[i].kind == NUMERAL
    if numeral and (chained(lexemes, i) > i or is_name(lexemes, i) or is_address(lexemes, i)):
        return None, max(chained(lexemes, i), i + 1)
    amount = amount_at(lexemes, i, joined=lexemes[i - 1].low != "between")
    if amount is None:
        return (Sighting(i, i + 1) if numeral else None), i + 1
    amount = pair_at(lexemes, amount)
    if not taken.isdisjoint(range(amount.first, amount.last)):
        return None, i + 1
    return _known(lexemes, i, amount, tokens), amount.last


def _known(lexemes: Lexemes, i: int, amount: Amount, tokens: Tokens) -> Sighting | None:
    """Return an amount as a sighting; as not understood where a name or code holds it; None for one of a series."""
    bare = amount.unit is None and amount.kind in {"plain", "range"} and amount.number.form in {"digits", "words"}
    if bare and (is_series(lexemes, i) or _compounds(lexemes, amount) or is_item(lexemes, amount)):
        return None
    named = bare and (is_ranked(lexemes, amount) or names_thing(lexemes, amount, tokens))
    if named or is_code(lexemes, amount) or (bare and is_model(lexemes, amount, tokens)):
        return Sighting(i, amount.last)
    return _limited(lexemes, amount)


def _compounds(lexemes: Lexemes, amount: Amount) -> bool:
    """Whether a worded number begins the noun that a numeral counts: "18 three-pointers"."""
    tied = lexemes[amount.last].low in DASHES and lexemes[amount.last].glued
    return tied and amount.number.form == "words" and lexemes[amount.first - 1].kind == NUMERAL


@lru_cache(maxsize=8192)
def _opens(text: str) -> bool:
    """Whether a word or sign may begin a figure."""
    low = text.lower()
    if low in OPENERS or text in MARK_STARTS or low.endswith("fold"):
        return True
    return text[:1] in ROMAN_LETTERS and len(text) > 1 and ROMAN_LETTERS.issuperset(text)


def _limited(lexemes: Lexemes, amount: Amount) -> Sighting:
    """Return an amount with the words that limit it."""
    first = amount.first
    if amount.number.form == "ordinal":
        return Sighting(first, amount.last, amount=amount)
    if amount.kind == "range" and lexemes[first - 1].low in {"from", "between"}:
        first -= 1
    before = limit_before(lexemes, first)
    after = limit_after(lexemes, amount.last) if before is None or before[0].bound == Bound.ABOUT else None
    limit = after[0] if after else before[0] if before else None
    return Sighting(before[1] if before else first, after[1] if after else amount.last, amount=amount, limit=limit)


def _multiplied(lexemes: Lexemes, multiple: Multiple) -> Sighting:
    noun = multiple.near or lexemes[multiple.last - 1].low.endswith("ing")  # "protests over a near-doubling of prices"
    before = None if noun else limit_before(lexemes, multiple.first)
    return Sighting(
        before[1] if before else multiple.first, multiple.last, multiple=multiple, limit=before[0] if before else None
    )
