"""What a unit of several meanings is: m a metre or a million, C and F degrees or codes, a pound a mass or money."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extract.figure.lexemes import DASHES, NUMERAL, WORD, Lexemes, lows
from extract.figure.unit.units import Unit, read_unit
from extract.figure.vocabulary import CONTEXT
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from extract.figure.number.words import Number

METRES, NOT_NOUNS, PLURALS = CONTEXT.metres, CONTEXT.not_nouns, CONTEXT.plurals
MILLION_LETTERS = {"m": 6, "b": 9, "bn": 9, "t": 12, "mil": 6}
HEAT, ANGLES = CONTEXT.heat, CONTEXT.angles
NEAR = 12
DEGREES = frozenset("°º")
EXTENTS = {Dimension.LENGTH, Dimension.AREA, Dimension.VOLUME, Dimension.MASS}
PREPOSITIONS = {"in", "at"}  # no inches here
OF_THEM = frozenset({"them", "whom", "those", "these"})
OWNERS = OF_THEM | {"its", "their", "his", "her"}
UPRIGHT, WINDOW = frozenset({"up", "down"}), 4
MILLION = Decimal(10**6)


def scaled_by_letter(lexemes: Lexemes, number: Number, *, always: bool) -> Number:
    """Read an m, b or bn as a scale: always after a currency mark, else where the words around say that it is one."""
    at = number.last
    power = MILLION_LETTERS.get(lexemes[at].low)
    if power is None or number.scaled or number.value is None:
        return number
    money = lexemes[at].low == "m" and (always or _is_currency(lexemes, at + 1))  # "$4.5 m", "34.6 m euros"
    decimal = power == MILLION_LETTERS["b"] and "." in lexemes[at - 1].text  # "1.2b" is nothing else
    if not money and not (lexemes[at].glued and (always or decimal or _is_million(lexemes, number.first, at + 1))):
        return number
    return number.times(Decimal(1).scaleb(power), at + 1)


def _is_currency(lexemes: Lexemes, at: int) -> bool:
    found = read_unit(lexemes, at)
    return found is not None and found[0].dimension == Dimension.CURRENCY


def _is_million(lexemes: Lexemes, first: int, at: int) -> bool:
    """Whether the words around say that an m before lexeme `at` is a million, no metre."""
    if _counts(lexemes, at) or (lexemes[at].low == "in" and lexemes[at + 1].low in CONTEXT.millions_after):
        return True
    if lexemes[at].low in CONTEXT.people_do:
        return True  # "3.1m were poor"
    if lexemes[at].low in METRES - NOT_NOUNS - UPRIGHT:
        return False
    if lexemes[at].low not in PREPOSITIONS and (unit := read_unit(lexemes, at)) and unit[0].dimension in EXTENTS:
        return True  # "50m km"
    before = lows(lexemes, first - WINDOW, first)
    if lexemes[at].low == "of" and lexemes[at + 1].low in OWNERS and CONTEXT.distances.isdisjoint(before):
        # "20m of its phones", not "within 20m of their homes"
        return lexemes[at + 1].low in OF_THEM or _counts(lexemes, at + 2)
    return not CONTEXT.millions_before.isdisjoint(before)


def _counts(lexemes: Lexemes, at: int) -> bool:
    """Whether a plural noun follows ("12.3m tonnes", "2.7m digital sales"): then m is a million, no metre."""
    for step in range(5):
        word = lexemes[at + step].low
        if step and word in {"and", "or"}:
            continue
        if lexemes[at + step].kind != WORD or word in NOT_NOUNS or (step == 0 and word in METRES):
            return False
        if word in PLURALS or (word.endswith("s") and not word.endswith("ss")):
            return word not in METRES
    return False


def degrees(lexemes: Lexemes, number: Number, found: tuple[Unit, int]) -> tuple[Unit, int] | None:
    """Return a temperature's unit; none for a bare letter far from words about heat ("13F"); an angle's degrees."""
    unit, last = found
    nearby = lows(lexemes, last - NEAR, last + NEAR)
    if unit.code == "deg" and (not ANGLES.isdisjoint(nearby) or _is_bearing(lexemes, last)):
        return unit._replace(dimension=Dimension.OTHER), last
    if lexemes[last - 1].text not in {"C", "F"} or lexemes[last - 2].text in DEGREES or not HEAT.isdisjoint(nearby):
        return found
    return found if _stands_as_heat(lexemes, number, last) else None


def _is_bearing(lexemes: Lexemes, last: int) -> bool:
    """Whether minutes or a point of the compass touch the degrees: "34°09′22″N"."""
    return lexemes[last].kind in {NUMERAL, WORD} and lexemes[last].glued


def _stands_as_heat(lexemes: Lexemes, number: Number, last: int) -> bool:
    """Whether a C or F far from words about heat is a temperature: no noun after it, no name or form before it."""
    after, value = lexemes[last].low, number.value
    tied = after in DASHES | {"/"} and lexemes[last + 1].kind != NUMERAL  # F-Series
    exact = lexemes[last - 1].text == "F" and value is not None and value != value.to_integral_value()
    if value is None or tied or exact:
        return False
    if lexemes[last].kind == WORD and after not in CONTEXT.after_heat:
        return False
    before = lexemes[number.first - 1].text if number.first > 0 else ""
    return not before[:1].isupper() and before.lower() not in CONTEXT.heat_codes


def is_sterling(lexemes: Lexemes, number: Number, last: int) -> bool:
    """Whether pounds are sterling: millions of them, thousands far from words of weight, others near words of money."""
    if lexemes[last].low == "of":
        return False
    if number.scaled and (number.value or Decimal(0)) >= MILLION:
        return True
    near = lows(lexemes, number.first - NEAR, last + WINDOW)
    if not CONTEXT.pounds_of_mass.isdisjoint(near) or lexemes[last - 2].low in DASHES:
        return False
    before = lows(lexemes, number.first - WINDOW, number.first)
    return number.form == "vague" or not CONTEXT.pounds_of_money.isdisjoint(before)
