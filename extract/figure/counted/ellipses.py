"""Counts whose noun the sentence has just said: "18 soldiers were killed and 26 wounded", "nine on Monday".

A bare count takes the noun of an earlier count where the words are built alike: it is joined to what went before, and
what follows it is a place, a participle or the end of the clause.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extract.figure.amount.limits import reach
from extract.figure.amount.pairs import is_beyond_percent
from extract.figure.lexemes import WORD, Lexemes, lows
from extract.figure.meanings import EXACT
from extract.figure.vocabulary import CONTEXT
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from extract.figure.meanings import LexedParagraph, Meaning
    from extract.figure.scan import Sighting

Pairs = list[tuple["Sighting", "Meaning"]]
JOINS, FOLLOWS, ENDS, FURTHER = CONTEXT.joins, CONTEXT.follows, CONTEXT.ends, CONTEXT.elided_further
LEVELS = frozenset({Dimension.CURRENCY, Dimension.PERCENTAGE, Dimension.TEMPERATURE, Dimension.OTHER})
PARTICIPLES = frozenset({"VBN", "VBD", "JJ"})
LOOK_BACK, ALIKE, NEARBY = 4, 100, Decimal(10)
CLOSE = 4  # lexemes
LISTS = frozenset({",", "and", "or"})
PARTS = frozenset({"including", "among", "them"})  # "11 were killed, including three children, and six hurt"
OWNERS = frozenset({"her", "his", "their", "its"})
OF_THEM = frozenset({"them", "whom", "which", "those"})


def with_nouns(lexed: LexedParagraph, pairs: Pairs) -> Pairs:
    """Return the pairs, each bare count with the noun that its sentence has said before, where there is one."""
    for at in range(1, len(pairs)):
        found, meaning = pairs[at]
        if not _is_bare(found, meaning):
            continue
        listed = _aged(lexed.lexemes, pairs, at) or _levelled(lexed.lexemes, pairs, at)
        named = listed or (_said(lexed, pairs, at) if _elided(lexed, found) else None)
        if named:
            pairs[at] = found, with_unit(found, meaning, named)
    return pairs


def with_unit(found: Sighting, meaning: Meaning, named: Meaning) -> Meaning:
    """Return a bare number's meaning under another's unit; what was an exact count becomes as precise as its digits.

    Millions and thousands are no percentage: "fell by 7.7 million or 47%".
    """
    number = found.amount.number if found.amount else None
    if number and named.dimension == Dimension.PERCENTAGE and is_beyond_percent(number):
        return meaning
    if number and number.value is not None and named.dimension not in EXACT:
        meaning = meaning._replace(interval=reach(number.value, number.step, found.limit))
    return meaning._replace(
        dimension=named.dimension, unit=named.unit, unit_name=named.unit_name, counted=named.counted
    )


def _is_bare(found: Sighting, meaning: Meaning) -> bool:
    amount = found.amount
    if amount is None or amount.kind != "plain" or amount.number.form not in {"digits", "words", "vague"}:
        return False
    return meaning.dimension == Dimension.COUNT and meaning.unit == "count" and not meaning.unit_name


def _aged(lexemes: Lexemes, pairs: Pairs, at: int) -> Meaning | None:
    """Return the age that a list goes on with: "aged 8 and 12"."""
    before, named = pairs[at - 1]
    gap = lows(lexemes, before.last, pairs[at][0].first)
    return named if named.dimension == Dimension.AGE and gap and LISTS.issuperset(gap) else None


def _levelled(lexemes: Lexemes, pairs: Pairs, at: int) -> Meaning | None:
    """Return the unit of the level that a bare one follows: "from 45 cents to 50", "8.1 percent from 7"."""
    (before, named), found = pairs[at - 1], pairs[at][0]
    gap, after = lows(lexemes, before.last, found.first), lexemes[found.last].low
    value = pairs[at][1].value
    if not named.value or not value or not 1 / NEARBY <= value / named.value <= NEARBY or named.change:
        return None  # "gained 0.7 percent to 3,005"
    if named.dimension not in LEVELS or (after and after not in ENDS and after not in FOLLOWS):
        return None
    gap = gap[:-1] if gap[-1:] and gap[-1] in OWNERS else gap  # "51.9 percent to her 48.1"
    return named if gap in (["to"], ["from"], [",", "up", "from"], [",", "down", "from"]) else None


def _elided(lexed: LexedParagraph, found: Sighting) -> bool:
    """Whether a bare count stands where a noun was left out."""
    lexemes = lexed.lexemes
    before, after = found.first - 1, found.last
    before -= lexemes[before].low in FURTHER
    if lexemes[before].low not in JOINS and not _governed(lexed, before):
        return False
    if lexemes[after].kind != WORD:
        return not lexemes[after].kind or lexemes[after].text in ENDS
    token = lexed.tokens.get(lexemes[after].start)
    if lexemes[after].low == "of":
        return lexemes[after + 1].low in OF_THEM
    return lexemes[after].low in FOLLOWS or (token is not None and token.tag_ in PARTICIPLES)


def _governed(lexed: LexedParagraph, at: int) -> bool:
    """Whether a verb joined to an earlier one stands at `at`: "killed 18 people and wounded 26"."""
    if at < 1 or lexed.lexemes[at].kind != WORD or lexed.lexemes[at - 1].low not in LISTS | {"but"}:
        return False
    token = lexed.tokens.get(lexed.lexemes[at].start)
    return token is not None and token.tag_ in {"VBD", "VBN", "VBG", "VBZ", "VBP", "VB"}


def _said(lexed: LexedParagraph, pairs: Pairs, at: int) -> Meaning | None:
    """Return the last count of the sentence that names its noun and is of a like size."""
    found, meaning = pairs[at]
    for before, named in reversed(pairs[max(0, at - LOOK_BACK) : at]):
        if any(word.text in ".!?;" for word in lexed.lexemes[before.last : found.first]):
            return None
        if _gives_noun(lexed, before, named):
            if _far(lexed, before, found):
                return None
            one, other = named.value, meaning.value
            return named if one is None or other is None or other <= one * ALIKE else None
    return None


def _gives_noun(lexed: LexedParagraph, found: Sighting, meaning: Meaning) -> bool:
    """Whether a count names things that a later one may count too: no part of the first, no name, no "five others"."""
    name = meaning.counted or ""
    if meaning.dimension != Dimension.COUNT or meaning.unit != "count" or not name or name == "other":
        return False
    if lexed.lexemes[found.first - 1].low in PARTS:
        return False
    after = lexed.lexemes[found.last - 1].end
    return name[0].islower() or lexed.words.startswith(f"{name}s", after + 1)


def _far(lexed: LexedParagraph, before: Sighting, found: Sighting) -> bool:
    """Whether a participle governs the bare count, far from the noun: "two bombs went off, killing three"."""
    token = lexed.tokens.get(lexed.lexemes[found.first - 1].start)
    return token is not None and token.tag_ == "VBG" and found.first - before.last > CLOSE
