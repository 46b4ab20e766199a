"""Amounts: a number with its currency, scale, unit, rate or age.

Everything here works on lexemes; nothing needs the parse. Rules and examples: docs/figures.md.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extract.figure.amount.ambiguous import degrees, is_sterling, scaled_by_letter
from extract.figure.amount.compounds import compound
from extract.figure.lexemes import DASHES, NUMERAL, SIGN, WORD, Lexemes, lows
from extract.figure.number.fractions import and_part
from extract.figure.number.numbers import GLYPHS, MINUS, read_number
from extract.figure.number.words import SCALES, Number
from extract.figure.unit.units import (
    CODES,
    MARK_STARTS,
    POUND,
    STERLING,
    Unit,
    currency_before,
    mega_code,
    read_rate,
    read_unit,
)
from extract.figure.vocabulary import CURRENCIES
from warehouse.terms import Dimension


class Amount(NamedTuple):
    """A number and what it measures, in lexemes [first, last); `second` is the other end of a range or score."""

    number: Number
    unit: Unit | None
    first: int
    last: int
    kind: str = "plain"  # plain | range | score | ratio | age | compound
    second: Number | None = None
    marked: bool = False  # a currency mark stands before it


BACK = frozenset({"past", "last", "previous", "recent", "preceding", "prior"})
AHEAD = frozenset({"next", "coming", "upcoming", "following"})
OLD = frozenset({"old", "olds"})
YEARS_OLD = frozenset({"yo", "y.o."})
NEAR = 12
READINGS = frozenset({"temperature", "temperatures", "highs", "lows", "mercury"})
ARTICLES = frozenset({"a", "an"})
SIZES = frozenset({Dimension.LENGTH, Dimension.AREA, Dimension.VOLUME, Dimension.MASS})
ENDS = frozenset({"", ".", ",", "!", "?", ";", ")"})
AGES = frozenset({"a", "mo", "wk", "d", "h"})
SIGNS = frozenset([*GLYPHS, *MINUS])
AGE = Unit("a", "year of age", Dimension.AGE)
POSSESSIVES = frozenset({"his", "her", "their", "my", "your", "our"})
MILLION, HUNDRED, TEN = Decimal(10**6), 100, 10


def amount_at(lexemes: Lexemes, i: int, *, joined: bool = True) -> Amount | None:
    """Return the amount that begins at lexeme i (its number or its currency mark)."""
    marks = 4 if lexemes[i].text in MARK_STARTS or lexemes[i].low in MARK_STARTS else 0
    for skip in range(1, marks):
        if lexemes[i + skip].kind == SIGN and lexemes[i + skip].low not in SIGNS:
            continue  # another mark: no number begins here
        marked = currency_before(lexemes, i + skip)
        money = _money(lexemes, i, i + skip, marked[0]) if marked and marked[1] == i else None
        if money:
            return money
    number = read_number(lexemes, i, joined=joined)
    return _measured(lexemes, number) if number else _one(lexemes, i)


def _one(lexemes: Lexemes, i: int) -> Amount | None:
    """Read an article as one where brackets convert what it counts: "a mile (1.6 km)"."""
    found = read_unit(lexemes, i + 1) if lexemes[i].low in ARTICLES else None
    bracketed = found and lexemes[found[1]].low == "(" and lexemes[found[1] + 1].kind == NUMERAL
    if found is None or not bracketed or found[0].dimension not in SIZES:
        return None
    return Amount(Number(Decimal(1), Decimal(1), "words", i, i + 1), found[0], i, found[1])


def _money(lexemes: Lexemes, first: int, at: int, unit: Unit) -> Amount | None:
    number = read_number(lexemes, at)
    if number is None or number.form in {"ordinal", "few"}:
        return None
    number = scaled_by_letter(lexemes, number, always=True)
    if _is_product(lexemes, first, at, number):
        return None
    last = number.last
    named = read_unit(lexemes, last)
    if named and named[0].dimension == Dimension.CURRENCY and named[0].code != CODES["GBX"].code:
        last = named[1]
    return _rated(lexemes, Amount(number, unit, first, last, marked=True))


def _is_product(lexemes: Lexemes, first: int, at: int, number: Number) -> bool:
    """Whether a mark of one letter belongs to a name: "the Nilver R18", "N95 masks"."""
    mark, bare = lexemes[first], not number.scaled and "." not in lexemes[number.last - 1].text
    if at != first + 1 or mark.kind != WORD or len(mark.text) != 1 or not bare:
        return False
    return mark.text in CURRENCIES.only_scaled or (first > 0 and lexemes[first - 1].text[:1].isupper())


def _late_scale(lexemes: Lexemes, amount: Amount) -> Amount:
    """Read "75 USD million": a scale said after the code."""
    power = SCALES.get(lexemes[amount.last].low, 0)
    number = amount.number
    if number.scaled or power < SCALES["thousand"] or not lexemes[amount.last - 1].text.isupper():
        return amount
    return amount._replace(number=number.times(Decimal(1).scaleb(power), number.last), last=amount.last + 1)


def with_cents(lexemes: Lexemes, amount: Amount) -> Amount:
    """Add the hundredths said after money: "3 dollars 50 cents", "thirteen dollars and forty-five cents"."""
    number, unit = amount.number, amount.unit
    at = amount.last + (lexemes[amount.last].low == "and")
    divided = unit and unit.code in CURRENCIES.with_hundredths and not number.scaled and not amount.marked
    small = read_number(lexemes, at) if divided else None
    if small is None or small.value is None or number.value is None or not 0 < small.value < HUNDRED:
        return amount
    named = read_unit(lexemes, small.last)
    hundredths = named is not None and named[0].code in {"USX", "GBX"}
    ended = lexemes[small.last].text in ENDS  # "15 dollars 50."
    if not (hundredths or (ended and at == amount.last and small.value >= 10)) or number.value != int(number.value):  # noqa: PLR2004 - two digits
        return amount
    number = number._replace(value=number.value + small.value / HUNDRED, step=Decimal("0.01"))
    return amount._replace(number=number, last=named[1] if named and hundredths else small.last)


def _measured(lexemes: Lexemes, number: Number) -> Amount:
    """Return a number without a currency mark, with the unit that follows it."""
    amount = Amount(number, None, number.first, number.last)
    if number.form == "ordinal":
        return amount
    number = scaled_by_letter(lexemes, number, always=False)
    mega = mega_code(lexemes[number.last].low.upper())
    if mega and number.value is not None:
        return amount._replace(number=number.times(MILLION, number.last), unit=mega, last=number.last + 1)
    decade = _in_decade(lexemes, number)
    if decade:
        return decade
    if lexemes[number.last].low in YEARS_OLD:
        return Amount(number, AGE, number.first, number.last + 1, kind="age")
    found = _unit_after(lexemes, number)
    joined = compound(lexemes, number, *found) if found else None
    if joined:
        return Amount(joined[0], joined[1], number.first, joined[2], kind="compound")
    return _united(lexemes, number, *found) if found else amount._replace(number=number, last=number.last)


def _in_decade(lexemes: Lexemes, number: Number) -> Amount | None:
    """Read "in his 40s" as an age from 40 to 49, "the low 40s" as a range and "highs in the 80s" as a temperature."""
    at, value = number.last, number.value
    if lexemes[at].low != "s" or not lexemes[at].glued or value is None:
        return None
    if value % TEN or not TEN < value < HUNDRED or number.form != "digits":
        return None
    top = number._replace(value=value + TEN - 1)
    said = read_unit(lexemes, at + 1)
    if said and said[0].dimension == Dimension.TEMPERATURE:  # "the 30s Celsius"
        return Amount(number, said[0], number.first, said[1], kind="range", second=top)
    if not of_person(lexemes, number.first):
        heat = None if READINGS.isdisjoint(lows(lexemes, number.first - NEAR, number.first)) else CODES["deg"]
        return Amount(number, heat, number.first, at + 1, kind="range", second=top)
    return Amount(number, AGE, number.first, at + 1, kind="age", second=top)


def of_person(lexemes: Lexemes, first: int) -> bool:
    """Whether tens are somebody's age: "in his 40s", "her late 20s", "their mid-30s"."""
    at = first - 1
    at -= lexemes[at].low in DASHES
    at -= lexemes[at].low in {"early", "mid", "late"}
    return lexemes[at].low in POSSESSIVES


def _unit_after(lexemes: Lexemes, number: Number) -> tuple[Unit, int] | None:
    """Return the unit that belongs to a number, and the lexeme after it."""
    found = read_unit(lexemes, number.last) or _shifted_unit(lexemes, number)
    if found and found[0].dimension == Dimension.TEMPERATURE:
        found = degrees(lexemes, number, found)
    if not found and number.form == "vague" and lexemes[number.last].low == "of":
        found = read_unit(lexemes, number.last + 1)  # tens of millions of dollars
    at = number.last
    if not found and number.form == "fraction" and lexemes[at + (lexemes[at].low == "of")].low in {"a", "an"}:
        found = read_unit(lexemes, at + 1 + (lexemes[at].low == "of"))  # half a mile, a quarter of an inch
    return found


def _united(lexemes: Lexemes, number: Number, unit: Unit, last: int) -> Amount:
    """Return a number with its unit, and with the cents, halves, ages and rates said after it."""
    if unit.dimension == Dimension.CURRENCY:
        return _rated(lexemes, with_cents(lexemes, _late_scale(lexemes, Amount(number, unit, number.first, last))))
    if unit == POUND and is_sterling(lexemes, number, last):
        unit = STERLING
    if unit.dimension == Dimension.DURATION and number.value is not None:
        part, after = and_part(lexemes, last)  # "one hour and a half"
        if part is not None:
            number, last = number._replace(value=number.value + part), after
    age = _age(lexemes, unit, last)
    if age:
        return Amount(number, age[0], number.first, age[1], kind="age")
    return _rated(lexemes, Amount(number, unit, number.first, last))


def _shifted_unit(lexemes: Lexemes, number: Number) -> tuple[Unit, int] | None:
    """Read the period after a word that places it ("5 past years"), and quarters ("the last two quarters")."""
    at = number.last
    if lexemes[at].low in BACK or lexemes[at].low in AHEAD:
        found = read_unit(lexemes, at + 1)
        plural = found is not None and lexemes[found[1] - 1].low.endswith("s")  # "5 past years", not "31 last night"
        return found if found and plural and found[0].dimension == Dimension.DURATION else None
    placed = lexemes[number.first - 1].low
    if lexemes[at].low in {"quarters", "quarter"} and (placed in BACK or placed in AHEAD):
        return CODES["3.mo"], at + 1
    return None


def _age(lexemes: Lexemes, unit: Unit, last: int) -> tuple[Unit, int] | None:
    """Read "-year-old", "years old", "months of age"."""
    if unit.code not in AGES:
        return None
    at = last + (lexemes[last].low in DASHES and lexemes[last + 1].kind == WORD)
    after = at + 1 if lexemes[at].low in OLD else at + 2 if lows(lexemes, at, at + 2) == ["of", "age"] else 0
    return (Unit(unit.code, f"{unit.name} of age", Dimension.AGE), after) if after else None


def _rated(lexemes: Lexemes, amount: Amount) -> Amount:
    """Add what the amount is per: "$52 a barrel", "40 hours a week", "2.4 billion gallons of jet fuel a year"."""
    unit, at = amount.unit, amount.last
    if unit is None or unit.dimension in {Dimension.PERCENTAGE, Dimension.AGE}:
        return amount
    rate = read_rate(lexemes, at)
    if rate is None and lexemes[at].low == "of":
        for step in (2, 3):
            if all(lexemes[at + k].kind == WORD for k in range(step)):
                rate = rate or read_rate(lexemes, at + step)
    if rate is None:
        return amount
    name, code, last = rate
    dimension = Dimension.SPEED if (unit.dimension, code) in SPEEDS else unit.dimension
    return amount._replace(unit=Unit(f"{unit.code}/{code}", f"{unit.name} per {name}", dimension), last=last)


SPEEDS = {(Dimension.LENGTH, code) for code in ("h", "s", "min", "ms")}
