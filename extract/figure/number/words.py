"""Number words: what each is worth, and how words add up to a whole number ("twenty-eight thousand").

The words stand in lexicons/en/numerals.toml; number/worded and number/fractions read with them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extract.figure.vocabulary import NUMERALS

SMALL, TENS, SCALES, DOZENS = NUMERALS.small, NUMERALS.tens, NUMERALS.scales, NUMERALS.dozens
PARTS, ORDINALS, WORDED = NUMERALS.parts, NUMERALS.ordinals, NUMERALS.worded_parts
TEN, HUNDRED, MOST = 10, 100, 10**24
POINT = "point"
POINTED = {**SMALL, **TENS}


class Number(NamedTuple):
    """A number read from lexemes [first, last).

    `step` is the weight of the last digit shown (0 where none is known). `ends` is what a word like "dozens" or
    "a third" can mean, `magnitude` the order a vague plural names. `form` is digits, words, fraction, vague, few or
    ordinal.
    """

    value: Decimal | None
    step: Decimal
    form: str
    first: int
    last: int
    ends: tuple[Decimal, ...] = ()
    magnitude: tuple[Decimal, ...] = ()
    factor: Decimal = Decimal(1)

    @property
    def scaled(self) -> bool:
        """Whether a scale was said (thousand, bn)."""
        return self.factor != 1

    def times(self, factor: Decimal, last: int) -> Number:
        """Return the number under a scale said up to lexeme `last`."""
        value = None if self.value is None else self.value * factor
        return self._replace(value=value, step=self.step * factor, last=last, factor=factor)


class Count:
    """What the words so far are worth: what is complete, what still waits for a scale, and the last scale taken."""

    def __init__(self) -> None:
        self.total, self.current, self.limit, self.words = 0, -1, 0, 0

    @property
    def value(self) -> int:
        """Return the worth of the words taken."""
        return self.total + max(self.current, 0)

    def take(self, word: str) -> bool:
        """Add one word; False where it cannot continue the number."""
        value = SMALL.get(word, TENS.get(word))
        taken = self._unit(value) if value is not None else word in SCALES and self._scale(SCALES[word])
        self.words += taken
        return taken

    def _unit(self, value: int) -> bool:
        if self.current < 0:
            if self.words and not self.limit:
                return False
            self.current = value
        elif (value < TEN and self.current % HUNDRED >= 2 * TEN and self.current % TEN == 0 and value) or (
            self.current >= HUNDRED and self.current % HUNDRED == 0 and value
        ):
            self.current += value
        else:
            return False
        return True

    def _scale(self, power: int) -> bool:
        if power == 2:  # noqa: PLR2004 - a hundred waits for the words after it
            if self.current >= HUNDRED or self.current == 0 or (self.current < 0 and self.total):
                return False
            self.current = max(self.current, 1) * HUNDRED
            return True
        factor = 10**power
        if self.total >= MOST:
            return False
        if self.current < 0 and self.total and self.limit != factor:
            self.total, self.limit = self.total * factor, factor  # three lakh crore
        elif self.current >= 0 and (not self.limit or factor < self.limit):
            self.total, self.limit = self.total + self.current * factor, factor
        elif self.current < 0 and not self.total:
            self.total, self.limit = factor, factor
        else:
            return False
        self.current = -1
        return True
