"""What two amounts make together: a range ("$3 to $5 billion"), a score or vote ("51-50"), a share ("1 in 4")."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extract.figure.amount.amounts import Amount, amount_at
from extract.figure.amount.limits import moves
from extract.figure.lexemes import DASHES, NUMERAL, WORD, Lexemes, lows
from extract.figure.number.words import SMALL
from extract.figure.vocabulary import CONTEXT
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from extract.figure.number.words import Number
    from extract.figure.unit.units import Unit

CONTESTS, BALLOTS = CONTEXT.contests, CONTEXT.ballots
PROPORTIONS = frozenset({"ratio", "scale", "odds", "proportion"})
LARGEST_PERCENT = 1000  # that a number may mean whose percent is said after its neighbour
WIDEST = 2  # the greater end of a range of changes against the lesser


def pair_at(lexemes: Lexemes, one: Amount) -> Amount:
    """Return the range, score or ratio that an amount opens, or the amount itself."""
    if one.number.form == "ordinal" or one.kind == "age":
        return one
    link = lexemes[one.last].low
    glued = lexemes[one.last].glued
    if link in DASHES and not (lexemes[one.first - 1].low in DASHES and lexemes[one.first].glued):
        return _dashed(lexemes, one, glued=glued) or one
    found = None
    if link in {"to", "through", "~", "/", "till"}:
        found = _to(lexemes, one, link)
    elif link == "and" and lexemes[one.first - 1].low == "between":
        found = _ended(lexemes, one, one.last + 1, joined=True)
    elif link == "or" and one.number.form == "words":
        found = _or(lexemes, one)
    elif link in {"in", "out"} and one.unit is None:
        found = _ratio(lexemes, one)
    elif link == ":" and glued:
        found = _proportion(lexemes, one)
    elif link == "over" and one.unit is None:
        found = _quotient(lexemes, one)
    return found or one


def _dashed(lexemes: Lexemes, one: Amount, *, glued: bool) -> Amount | None:
    at = one.last + 1
    if lexemes[at].low in {"in", "to"} and lexemes[at + 1].low in DASHES:
        return _spelled(lexemes, one, at)
    if lexemes[at].glued != glued or (lexemes[at].kind == WORD and one.number.form == "digits"):
        return None
    two = amount_at(lexemes, at)
    if two is None or two.number.value is None or one.number.value is None or _chained(lexemes, two):
        return None
    if one.unit is None and two.unit is None and one.number.form == two.number.form == "digits":
        if _is_score(lexemes, one, two):
            return Amount(one.number, None, one.first, two.last, kind="score", second=two.number)
        if not glued:
            return None
    return _range(one, two)


def _spelled(lexemes: Lexemes, one: Amount, at: int) -> Amount | None:
    """Read "two-in-three" as a share, "40-to-39" as a score and "20-to-30" as a range."""
    if lexemes[at].low == "in":
        two = amount_at(lexemes, at + 2)
        return _share(one, two) if two else None
    found = _ended(lexemes, one, at + 2)
    if found is None or found.second is None or found.unit is not None or one.number.value is None:
        return found
    falls = one.number.value > (found.second.value or one.number.value)
    return found._replace(kind="score") if falls else found


def _chained(lexemes: Lexemes, two: Amount) -> bool:
    """Whether a third numeral is dashed on: a phone number, a formation or a date, no range."""
    more = lexemes[two.last + 1].kind == NUMERAL or lexemes[two.last + 1].low in SMALL
    return lexemes[two.last].low in DASHES and lexemes[two.last].glued and more


def _is_score(lexemes: Lexemes, one: Amount, two: Amount) -> bool:
    first, second = one.number.value, two.number.value
    if first is None or second is None or one.number.scaled or two.number.scaled:
        return False
    if first != first.to_integral_value() or second != second.to_integral_value():
        return False
    if lexemes[two.first].text[:1] == "0" and len(lexemes[two.first].text) > 1:
        return False  # 555-0123
    if first >= second:
        return True
    if _counts_after(lexemes, two.last):
        return False
    nearby = lows(lexemes, one.first - 6, one.first) + lows(lexemes, two.last, two.last + 3)
    return not (CONTESTS | BALLOTS).isdisjoint(nearby)


def _counts_after(lexemes: Lexemes, at: int) -> bool:
    """Whether something counted may follow: a small word that is no preposition and says nothing of a contest."""
    if lexemes[at].kind != WORD or not lexemes[at].text[:1].islower():
        return False
    return lexemes[at].low not in CONTEXT.not_nouns and lexemes[at].low not in CONTESTS


def _to(lexemes: Lexemes, one: Amount, link: str) -> Amount | None:
    start = one.first - 1 if lexemes[one.first - 1].low in {"from", "between"} else one.first
    by = lexemes[start - 1].low == "by" and one.unit is None  # "dropped by 1 to 1.5 degrees"
    if link == "to" and not by and moves(lexemes, start):
        return _extent(lexemes, one)
    if link == "/" and not one.marked:
        return None
    at = one.last + 1
    found = _ended(lexemes, one, at + (lexemes[at].low in DASHES))
    if found is None or found.second is None or start != one.first or link != "to":
        return found
    if found.unit is not None:  # "42% to 38%" are two shares; "5 to 10 km" is a range
        falls = (one.number.value or 0) > (found.second.value or 0)
        return None if one.unit is not None and one.unit.code == "percent" and falls else found
    two = found._replace(number=found.second, first=at, second=None)
    return found._replace(kind="score") if _is_score(lexemes, one, two) else found  # 217 to 215


def _extent(lexemes: Lexemes, one: Amount) -> Amount | None:
    """Read "rose 5 to 7 percent" as a range of percentages; "rose 2 to 45 percent" stays an extent and a level."""
    two = amount_at(lexemes, one.last + 1)
    if two is None or two.unit is None or two.unit.code != "percent" or one.unit is not None:
        return None
    first, second = one.number.value, two.number.value
    return _range(one, two) if first and second and first < second < WIDEST * first else None


def _ended(lexemes: Lexemes, one: Amount, at: int, *, joined: bool = False) -> Amount | None:
    two = amount_at(lexemes, at)
    return _range(one, two, loose=joined) if two and two.number.form not in {"ordinal", "vague", "few"} else None


def _or(lexemes: Lexemes, one: Amount) -> Amount | None:
    """Read "three or four years" as a range; "8 or $9" stays two figures."""
    two = amount_at(lexemes, one.last + 1)
    if two is None or two.number.form != "words" or one.unit is not None:
        return None
    first, second = one.number.value, two.number.value
    follows = first is not None and second is not None and first + 1 == second
    return _range(one, two) if follows else None


def _range(one: Amount, two: Amount, *, loose: bool = False) -> Amount | None:
    """Return one to two as a range if their units agree; a scale said once belongs to both ("$3 to $5 billion")."""
    first, second = one.number, two.number
    if first.value is None or second.value is None or second.form == "ordinal":
        return None
    if first.form == "fraction" and one.unit is None and two.marked:
        return None  # "rose by a fifth to £1.9bn"
    shared = one.unit is None and two.unit is not None and two.unit.code == "percent"
    if shared and is_beyond_percent(first) and not is_beyond_percent(second):
        return None  # "between 5 thousand and 47%"
    if one.unit is not None and two.unit is not None and not _alike(one.unit, two.unit):
        return None
    if one.unit is not None and two.unit is None and not (one.marked and second.scaled) and not loose:
        return None
    shares = second.scaled and not first.scaled
    if shares and (first.value * second.factor < second.value or loose):
        first = first.times(second.factor, first.last)
    unit = two.unit or one.unit
    kind = "age" if two.kind == "age" else "range"
    return Amount(first, unit, one.first, two.last, kind=kind, second=second, marked=one.marked)


def is_beyond_percent(number: Number) -> bool:
    """Whether a number without a unit is too large to share its neighbour's percent."""
    return number.scaled or (number.value is not None and abs(number.value) > LARGEST_PERCENT)


def _alike(one: Unit, two: Unit) -> bool:
    """Whether two units agree, the first perhaps without the rate or age said at the end."""
    if one.code == two.code and two.dimension == Dimension.AGE:
        return True
    return one == two or two.code.startswith(one.code + "/")


def _ratio(lexemes: Lexemes, one: Amount) -> Amount | None:
    """Read "1 in 4", "seven in 10", "three out of four" as one share."""
    if lexemes[one.first - 1].low == "for" and lexemes[one.first - 2].kind == NUMERAL:
        return None  # cricket: "289 for six in 50 overs"
    at = one.last + (2 if lexemes[one.last].low == "out" else 1)
    at += lexemes[at].low == "every"
    if lexemes[one.last].low == "out" and lexemes[one.last + 1].low != "of":
        return None
    two = amount_at(lexemes, at)
    return _share(one, two) if two else None


def _quotient(lexemes: Lexemes, one: Amount) -> Amount | None:
    """Read "one over three" as a fraction where it is all that is said, or follows a form of be."""
    two = amount_at(lexemes, one.last + 1)
    alone = one.first == 0 or lexemes[one.first - 1].low in {"is", "was", "equals", "="}
    if two is None or two.unit is not None or not two.number.value or one.number.value is None or not alone:
        return None
    ended = lexemes[two.last].low in {"", ".", "?"}
    if not ended or two.number.form not in {"words", "digits"} or not one.number.value:
        return None
    return Amount(one.number, None, one.first, two.last, kind="ratio", second=two.number)


def _proportion(lexemes: Lexemes, one: Amount) -> Amount | None:
    """Read "a ratio of 1.2:1", "a scale of 1:50,000"."""
    two = amount_at(lexemes, one.last + 1)
    nearby = PROPORTIONS.intersection(lows(lexemes, one.first - 6, one.first))
    if two is None or not lexemes[two.first].glued or not two.number.value or not nearby:
        return None
    return one._replace(last=two.last, kind="ratio", second=two.number) if one.unit is two.unit is None else None


def _share(one: Amount, two: Amount) -> Amount | None:
    top, bottom = one.number.value, two.number.value
    if two.unit is not None or top is None or bottom is None or not 0 < top < bottom:
        return None
    if one.number.scaled or two.number.form not in {"words", "digits"} or not (_usual(bottom) or top == 1):
        return None
    return Amount(one.number, None, one.first, two.last, kind="ratio", second=two.number)


def _usual(bottom: Decimal) -> bool:
    """Whether people say "in" this many: up to 20, tens, hundreds, thousands."""
    return bottom <= 20 or bottom % 10 == 0 or bottom in {Decimal(25), Decimal(75)}  # noqa: PLR2004 - the numbers people say
