"""Quantities in two units that are one: "6ft 2in", "7lb 4oz", "11st 6lb", "2 miles 300 yards", `6'2"`, "6-foot-2"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.figure.lexemes import DASHES, Lexemes
from extract.figure.number.numbers import read_number
from extract.figure.unit.units import CODES, Unit, read_unit

if TYPE_CHECKING:
    from extract.figure.number.words import Number

SMALLER = {
    "[ft_i]": ("[in_i]", 12),
    "[mi_i]": ("[yd_i]", 1760),
    "[lb_av]": ("[oz_av]", 16),
    "[stone_av]": ("[lb_av]", 14),
}
WHOLE = frozenset({"digits", "words"})


def compound(lexemes: Lexemes, number: Number, unit: Unit, last: int) -> tuple[Number, Unit, int] | None:
    """Return a number and unit with the smaller unit said after them, as a number of the smaller one."""
    smaller, times = SMALLER.get(unit.code, ("", 0))
    if not smaller or number.scaled or number.value is None or number.value != int(number.value):
        return None
    part = _part(lexemes, last)
    if part is None or part.value is None or part.form not in WHOLE or not 0 <= part.value < times:
        return None
    named = read_unit(lexemes, part.last)
    tied = lexemes[last - 1].low == "foot" or (lexemes[last - 1].low in {"ft", "'"} and lexemes[last].glued)
    if named is None and not (tied and smaller == "[in_i]"):  # 6-foot-2, 5 foot 11, 5ft11
        return None
    if named and named[0].code != smaller:
        return None
    whole = number._replace(value=number.value * times + part.value, step=part.step)
    return whole, CODES[smaller], named[1] if named else part.last


def _part(lexemes: Lexemes, at: int) -> Number | None:
    """Return the number of the smaller unit: right after the greater one, a comma, "and" or a hyphen."""
    at += lexemes[at].low in {",", "and"} or (lexemes[at].low in DASHES and lexemes[at].glued)
    return read_number(lexemes, at)
