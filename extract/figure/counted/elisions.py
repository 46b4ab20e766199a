"""What a sentence leaves out because it has just said it: units in lists, the bound of a figure in brackets."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extract.figure.counted.ellipses import LOOK_BACK, with_nouns, with_unit
from extract.figure.lexemes import lows
from extract.figure.meanings import Meaning, meaning_of
from extract.figure.vocabulary import CONTEXT
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.figure.lexemes import Lexemes
    from extract.figure.meanings import LexedParagraph
    from extract.figure.scan import Sighting

MOVED = frozenset({"up", "down", ",", "(", "gained", "lost"})
SIDES = frozenset({"by", "x", "×", "-"})  # "12 by 15 feet"
ALIKE, LARGE = Decimal(20), Decimal(1000)
SENTENCE_ENDS = frozenset({".", "!", "?", ";"})
UNSHARED = frozenset({Dimension.DATE, Dimension.TIME, Dimension.ORDINAL, Dimension.RATIO})
ELIDED = frozenset({Dimension.CURRENCY, Dimension.COUNT, Dimension.OTHER, Dimension.TEMPERATURE})


def meanings(lexed: LexedParagraph, sightings: Sequence[Sighting]) -> list[tuple[Sighting, Meaning]]:
    """Return each sighting with its meaning, what was left out filled in from its neighbours in the sentence."""
    pairs: list[tuple[Sighting, Meaning]] = []
    last: Sighting | None = None
    for found in sightings:
        bracketed = last is not None and _bracketed(lexed.lexemes, last, found)
        held = found._replace(limit=last.limit) if last is not None and bracketed and found.limit is None else found
        meaning = meaning_of(lexed, held)
        if meaning is None:
            continue
        if bracketed and meaning.change is None and pairs[-1:]:
            meaning = meaning._replace(change=pairs[-1][1].change)
        pairs.append((held, meaning))
        last = held
    return with_nouns(lexed, _shared(lexed.lexemes, pairs))


def _bracketed(lexemes: Lexemes, one: Sighting, other: Sighting) -> bool:
    """Whether the second figure stands in brackets right after the first and says it in another unit."""
    first, second = (one.amount.unit if one.amount else None), (other.amount.unit if other.amount else None)
    if first is None or second is None or first.code == second.code or first.dimension != second.dimension:
        return False
    gap = lows(lexemes, one.last, other.first)
    return gap in (["("], ["/"], ["["])


def _shared(lexemes: Lexemes, pairs: list[tuple[Sighting, Meaning]]) -> list[tuple[Sighting, Meaning]]:
    for at in range(len(pairs) - 1, -1, -1):  # from the end: in "four-, five- and six-cylinder" the unit comes last
        found, meaning = pairs[at]
        vague = found.amount is not None and found.amount.number.form == "vague" and not meaning.counted
        if at + 1 == len(pairs) or not (_bare(found, meaning) or (vague and meaning.dimension == Dimension.COUNT)):
            continue
        after, named = pairs[at + 1]
        gap = set(lows(lexemes, found.last, after.first))
        point = named.unit == "point" and gap <= MOVED
        listed = bool(gap) and gap <= CONTEXT.listed
        listed = listed and not (gap == {",", "or"} and named.dimension == Dimension.PERCENTAGE)  # "by 1,200, or 6 %"
        listed = listed or (bool(gap) and gap <= SIDES and named.dimension == Dimension.LENGTH)
        if (listed and _fits(meaning, named)) or point:
            pairs[at] = found, with_unit(found, meaning, named)
    for at in range(1, len(pairs)):
        found, meaning = pairs[at]
        if _bare(found, meaning):
            pairs[at] = found, _recalled(lexemes, pairs, at)
        elif meaning.change is None and _restated(lexemes, pairs[at - 1], pairs[at]):
            pairs[at] = found, meaning._replace(change=pairs[at - 1][1].change)
    return pairs


def _bare(found: Sighting, meaning: Meaning) -> bool:
    number = found.amount.number if found.amount else None
    if found.amount is None or number is None or found.amount.kind != "plain" or number.form not in {"digits", "words"}:
        return False
    return meaning.dimension == Dimension.COUNT and not meaning.counted and meaning.value is not None


def _fits(meaning: Meaning, named: Meaning) -> bool:
    return bool(named.unit_name) and named.dimension not in UNSHARED and (meaning.value or meaning.ends) is not None


def _recalled(lexemes: Lexemes, pairs: Sequence[tuple[Sighting, Meaning]], at: int) -> Meaning:
    """Return a bare number with the unit of an earlier figure of like size in the sentence, if there is one."""
    found, meaning = pairs[at]
    number = found.amount.number if found.amount else None
    if number is None or number.form != "digits" or number.value is None:
        return meaning
    for before, named in reversed(pairs[max(0, at - LOOK_BACK) : at]):
        if any(word.text in SENTENCE_ENDS for word in lexemes[before.last : found.first]):
            break
        if _like(named, meaning) and (before.amount is None or before.amount.number.scaled == number.scaled):
            return with_unit(found, meaning, named)
    if lexemes[found.first - 1].low == "by" and meaning.change and pairs[at - 1][1].dimension == Dimension.PERCENTAGE:
        return with_unit(found, meaning, pairs[at - 1][1])
    return meaning


def _like(named: Meaning, meaning: Meaning) -> bool:
    """Whether a named figure and a bare one look like the same kind of number: size, and decimals or thousands."""
    one, other = named.value, meaning.value
    if one is None or other is None or named.dimension not in ELIDED or not named.unit_name:
        return False
    decimals = int(other.as_tuple().exponent) < 0
    if named.unit == "point" and decimals:
        return True
    if not one or not other or (other < LARGE and not (decimals and int(one.as_tuple().exponent) < 0)):
        return False
    return 1 / ALIKE <= abs(one / other) <= ALIKE


def _restated(lexemes: Lexemes, one: tuple[Sighting, Meaning], other: tuple[Sighting, Meaning]) -> bool:
    """Whether the second figure says the first change again: "up 0.25 points, or 0.01%"."""
    gap = lows(lexemes, one[0].last, other[0].first)
    return other[1].dimension == Dimension.PERCENTAGE and one[1].change is not None and gap in ([",", "or"], ["or"])
