"""What limits a figure (more than, nearly, up to, or so) and which way it went (rose 4 %): words around a number.

The phrases are lexicons/en/limits.toml; the intervals follow docs/figures.md.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from extract.figure.lexemes import DASHES, WORD, Lexemes, lows, phrase
from extract.figure.vocabulary import LIMIT_WORDS
from extract.intervals import ABOUT, Interval, ordered, rounded
from warehouse.terms import Bound, Dimension

if TYPE_CHECKING:
    from collections.abc import Mapping


class Limit(NamedTuple):
    """A bound and the share of the value its interval reaches down and up to (None is open)."""

    bound: Bound
    low: Decimal | None
    high: Decimal | None


ONE, ZERO = Decimal(1), Decimal(0)
LIMITS = {
    "about": Limit(Bound.ABOUT, *ABOUT),
    "nearly": Limit(Bound.ABOUT, ABOUT[0], ONE),
    "just_over": Limit(Bound.OVER, ONE, ABOUT[1]),
    "over": Limit(Bound.OVER, ONE, None),
    "under": Limit(Bound.UNDER, ZERO, ONE),
    "at_least": Limit(Bound.AT_LEAST, ONE, None),
    "at_most": Limit(Bound.AT_MOST, ZERO, ONE),
}


def _phrases(side: Mapping[str, tuple[str, ...]]) -> dict[str, Limit]:
    return {phrase(said): LIMITS[name] for name, words in side.items() for said in words}


BEFORE, AFTER = _phrases(LIMIT_WORDS.before), _phrases(LIMIT_WORDS.after)
LAST_WORDS = frozenset(key.split()[-1] for key in BEFORE)
FIRST_WORDS = frozenset(key.split()[0] for key in AFTER)
MOST_WORDS = max(len(key.split()) for key in {**BEFORE, **AFTER})
MOST_BETWEEN = 3
PARTICLES, CLOSING = LIMIT_WORDS.particles, LIMIT_WORDS.closing
PERIODS = frozenset({"past", "last", "next", "first", "coming", "previous"})


def _forms(verb: str) -> list[str]:
    """Return the forms of a verb: made by rule, or as the lexicon lists them."""
    if verb in {"up", "down"}:
        return [verb]
    stem = verb.removesuffix("e")
    made = [verb, verb + "s", stem + "ed", stem + "ing", *LIMIT_WORDS.irregular.get(verb, ())]
    if verb[-1] in "pg" and verb[-2] in "aeiou" and verb[-3] not in "aeiou":
        made += [verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    if verb.endswith("y"):
        made += [verb[:-1] + "ied", verb[:-1] + "ies"]
    if verb.endswith(("sh", "ss")):
        made.append(verb + "es")
    return made


CHANGES: dict[str, str] = {
    form: way for way, verbs in LIMIT_WORDS.change.items() for verb in verbs for form in _forms(verb)
}
CAREFUL = frozenset(form for verb in LIMIT_WORDS.careful for form in _forms(verb))
CHANGE_NOUNS: dict[str, str] = {noun: way for way, nouns in LIMIT_WORDS.nouns.items() for noun in nouns}
STILL = frozenset({Dimension.DURATION, Dimension.AGE})  # "rose over 20 years" moved nothing by 20 years
MEASURED = frozenset({Dimension.CURRENCY, Dimension.PERCENTAGE, Dimension.TEMPERATURE, Dimension.OTHER})


def limit_before(lexemes: Lexemes, first: int) -> tuple[Limit, int] | None:
    """Return the limit whose words end before lexeme `first`, and where they begin ("more than a", "about")."""
    at = first
    for _ in range(MOST_BETWEEN + 1):
        if lexemes[at - 1].low in LAST_WORDS:
            for size in range(min(MOST_WORDS, at), 0, -1):
                limit = BEFORE.get(" ".join(lows(lexemes, at - size, at)))
                tied = size == 1 and lexemes[at - 1].glued and lexemes[at - 2].low in DASHES  # a 4-under 68
                if limit and not tied and (size > 1 or not _elsewhere(lexemes, at, first)):
                    return limit, at - size
        if lexemes[at - 1].low not in LIMIT_WORDS.between:
            return None
        at -= 1
    return None


def _elsewhere(lexemes: Lexemes, at: int, first: int) -> bool:
    """Whether a lone "over" or "about" is no limit: "over the two sides", "questions about one of them"."""
    if lexemes[at - 1].low not in LIMIT_WORDS.shaky:
        return False
    between = set(lows(lexemes, at, first))
    lone = lexemes[first].low == "one" and lexemes[first + 1].low not in {"in", "out", "-"}  # "about one in four"
    return lone or (bool(between & {"the", "its", "his", "her", "their"}) and "age" not in between)


def limit_after(lexemes: Lexemes, last: int) -> tuple[Limit, int] | None:
    """Return the limit whose words begin at lexeme `last`, and the lexeme after them ("or more", "-plus")."""
    start = last + 1 if lexemes[last].low in DASHES and lexemes[last].glued else last
    if lexemes[start].low not in FIRST_WORDS:
        return None
    for size in range(MOST_WORDS, 0, -1):
        limit = AFTER.get(" ".join(lows(lexemes, start, start + size)))
        than = lexemes[start + size].low
        if size == 1 and lexemes[start].low == "plus" and lexemes[start + 1].kind != WORD and than:
            return None  # "2.9 percent plus 30 cents"
        if than == "than" or (size > 1 and lexemes[start + size - 1].low == "than" and than.isdigit()):
            return None  # "equal to 5,000 or less than 6,000" limits the next one
        if limit and (size > 1 or limit.bound != Bound.AT_LEAST or lexemes[start].text != "+" or lexemes[start].glued):
            return limit, start + size
    return None


def change_before(lexemes: Lexemes, first: int, dimension: Dimension) -> str | None:
    """Return up or down where a verb of change governs the figure at `first`: "rose 4%", "fell by about 3"."""
    if dimension in STILL:
        return None
    at = first - 1
    while (
        at >= 0
        and first - at <= MOST_BETWEEN
        and (lexemes[at].low.endswith("ly") or lexemes[at].low in LIMIT_WORDS.further)
    ):
        at -= 1
    at -= lexemes[at].low in {"a", "an"} and at < first - 1  # "rose a further 4%", not "added a 30-degree turn"
    word = lexemes[at].low
    if word == "of" and lexemes[at - 1].low in CHANGE_NOUNS:
        return CHANGE_NOUNS[lexemes[at - 1].low]
    if word == "by":
        at -= 1
        while lexemes[at].low.endswith("ly") and at > 0:
            at -= 1
        word = lexemes[at].low
    if word in {"up", "down"} and lexemes[at - 1].low in (PARTICLES if dimension in MEASURED else PARTICLES | CLOSING):
        return None
    if word not in CHANGES or (word in CAREFUL and dimension not in MEASURED):
        return None
    return CHANGES[word]


def moves(lexemes: Lexemes, at: int) -> bool:
    """Whether the words before lexeme `at` are a verb of change ("fell from A to B" gives two figures, no range)."""
    return change_before(lexemes, at, Dimension.CURRENCY) is not None and lexemes[at - 1].low != "of"


def reach(value: Decimal, step: Decimal, limit: Limit | None) -> Interval:
    """Return the interval of a printed value: ± half its last digit, or what its limit allows."""
    if limit is None:
        return rounded(value, step)
    low = None if limit.low is None else value * limit.low
    high = None if limit.high is None else value * limit.high
    if value < 0 and limit.low == ZERO:
        return Interval(None, value)
    return ordered(low, high) if low is not None and high is not None else Interval(low, high)
