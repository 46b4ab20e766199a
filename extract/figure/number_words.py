"""Numbers in words: "twenty-eight thousand", "two and a half million", "half a dozen", "dozens", "two-thirds", "first".

What each word is worth stands in lexicons/en/numerals.toml.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from extract.figure.lexemes import WORD, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.figure.lexemes import Lexeme

WORDS = table("numerals")
SMALL: dict[str, int] = WORDS["small"]
TENS: dict[str, int] = WORDS["tens"]
SCALES: dict[str, int] = WORDS["scales"]
DOZENS: dict[str, int] = WORDS["dozens"]
PARTS: dict[str, int] = WORDS["parts"]
ORDINALS: dict[str, int] = WORDS["ordinals"]
WORDED = {key: tuple(Decimal(x) for x in ends) for key, ends in WORDS["worded_parts"].items()}
DASHES = frozenset("-‐‑–—−")


TEN, HUNDRED, MOST = 10, 100, 10**24
POINT = "point"
SHARES = frozenset(WORDS["after_a_share"]["words"])
POINTED = SMALL | TENS
PERIOD_WORDS = frozenset(
    {"the", "first", "second", "other", "each", "either", "final", "opening", "latter", "this", "and", "-", "per"}
)
BEFORE_PERIODS = frozenset(
    {"past", "last", "next", "first", "previous", "consecutive", "straight", "recent", "coming", "prior"}
)


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


def word_at(lexemes: Sequence[Lexeme], i: int) -> str:
    """Return the lexeme in lower case, or nothing past either end."""
    return lexemes[i].low if 0 <= i < len(lexemes) else ""


def kind_at(lexemes: Sequence[Lexeme], i: int) -> str:
    """Return the kind of a lexeme, or nothing past either end."""
    return lexemes[i].kind if 0 <= i < len(lexemes) else ""


def skip_hyphen(lexemes: Sequence[Lexeme], i: int) -> int:
    """Step over a hyphen inside a compound ("twenty-five", "half-million")."""
    return i + 1 if word_at(lexemes, i) in DASHES and lexemes[i].text != "—" and kind_at(lexemes, i + 1) == WORD else i


def read_half(lexemes: Sequence[Lexeme], i: int) -> Number | None:
    """Read fractions that begin with half, a or a quarter: "half a million", "a third", "a quarter of a billion"."""
    word = word_at(lexemes, i)
    if word in {"a", "an"} and word_at(lexemes, i + 1) in PARTS:
        if (
            word_at(lexemes, i + 1) in ORDINALS
            and kind_at(lexemes, i + 2) == WORD
            and word_at(lexemes, i + 2) not in SHARES
        ):
            return Number(
                Decimal(ORDINALS[word_at(lexemes, i + 1)]), Decimal(0), "ordinal", i + 1, i + 2
            )  # a third dose
        found = _part(lexemes, i, i + 1, 1)
        return found._replace(first=i) if found else None
    found = _part(lexemes, i, i, 1) if word in {"half", "quarter"} else None
    if found is None or found.scaled or found.form == "words":
        return found
    # A bare "quarter" is three months; "the second half", "the half" are periods, no shares.
    return found if word == "half" and word_at(lexemes, i - 1) not in PERIOD_WORDS else None


def _part(lexemes: Sequence[Lexeme], first: int, at: int, top: int) -> Number | None:
    """Read top / the denominator at `at`, and a scale after it ("three-quarters of a million")."""
    bottom = PARTS[lexemes[at].low]
    value, ends = Decimal(top) / Decimal(bottom), WORDED.get(f"{top}/{bottom}", ())
    end = skip_hyphen(lexemes, at + 1)
    for bridge in (("of", "a"), ("a",), ("of", "an"), ()):
        after = end + len(bridge)
        if all(word_at(lexemes, end + k) == x for k, x in enumerate(bridge)):
            word = word_at(lexemes, after)
            if word in DOZENS and word != "dozens":
                return Number(value * DOZENS[word], Decimal(0), "words", first, after + 1)
            if word in SCALES and kind_at(lexemes, after) == WORD and len(word) > len("bn"):
                factor = Decimal(1).scaleb(SCALES[word])
                return Number(value * factor, factor / 10, "words", first, after + 1, factor=factor)
    return Number(value, Decimal(0), "fraction", first, at + 1, ends)


def read_worded(lexemes: Sequence[Lexeme], i: int, *, joined: bool) -> Number | None:
    """Read a whole number in words, an ordinal, or a fraction of small numbers ("two-thirds")."""
    count, at = Count(), i
    if word_at(lexemes, i) in {"a", "an"}:
        after = word_at(lexemes, i + 1)
        if after == "dozen":
            return Number(Decimal(12), Decimal(1), "words", i, i + 2)
        if after not in SCALES or len(after) < len("lakh"):
            return None
        at = i + 1
    while at < len(lexemes):
        step = skip_hyphen(lexemes, at) if count.words else at
        if joined and word_at(lexemes, step) == "and" and _joins(lexemes, step, count):
            step += 1
        if lexemes[step].kind != WORD or not count.take(lexemes[step].low):
            break
        at = step + 1
    ended = _ordinal(lexemes, i, at, count) or _fraction_of(lexemes, i, at, count)
    if ended:
        return ended
    bare = count.words == 1 and at == i + 1 and lexemes[i].low in SCALES  # "million" alone counts nothing
    return _completed(lexemes, i, at, count) if count.words and not bare else None


def _joins(lexemes: Sequence[Lexeme], at: int, count: Count) -> bool:
    """Whether "and" goes on with the number: "two hundred and six", not "four and five"."""
    after = word_at(lexemes, at + 1)
    complete = count.words and (count.current < 0 or (count.current >= HUNDRED and count.current % HUNDRED == 0))
    if not complete or not (after in SMALL or after in TENS) or _starts_part(lexemes, at + 1):
        return False
    scale = SCALES.get(word_at(lexemes, at + 2), 0)  # "five hundred and six hundred" are two numbers
    return scale < len(str(count.limit)) - 1 if count.limit and count.current < 0 else scale != SCALES["hundred"]


def _starts_part(lexemes: Sequence[Lexeme], at: int) -> bool:
    return word_at(lexemes, skip_hyphen(lexemes, at + 1)) in PARTS


def _ordinal(lexemes: Sequence[Lexeme], first: int, at: int, count: Count) -> Number | None:
    step = skip_hyphen(lexemes, at) if count.words else at
    word = word_at(lexemes, step)
    if word not in ORDINALS or (count.value == 1 and word in PARTS and word != "second"):
        return None
    value, tail = count.value, ORDINALS[word]
    if tail >= HUNDRED:
        value = max(value, 1) * tail
    elif not count.words or (value % HUNDRED == 0 or (value % TEN == 0 and tail < TEN <= value % HUNDRED)):
        value += tail
    else:
        return None
    return Number(Decimal(value), Decimal(0), "ordinal", first, step + 1)


def _fraction_of(lexemes: Sequence[Lexeme], first: int, at: int, count: Count) -> Number | None:
    step = skip_hyphen(lexemes, at)
    word, top = word_at(lexemes, step), count.value
    if word not in PARTS or not count.words or not 0 < top < HUNDRED:
        return None
    if (top == 1) == word.endswith("s") or (word == "quarters" and word_at(lexemes, first - 1) in BEFORE_PERIODS):
        return None
    return _part(lexemes, first, step, top)


def _completed(lexemes: Sequence[Lexeme], first: int, at: int, count: Count) -> Number:
    """Return the number with what may follow it: "and a half", "point five", "dozen", a last scale."""
    value = Decimal(count.value)
    step = Decimal(count.limit if count.limit and count.current < 0 else 1)
    scaled = bool(count.limit) and count.current < 0
    factor = Decimal(count.limit) if scaled else Decimal(1)
    if word_at(lexemes, at) == POINT:
        digits, end = "", at + 1
        while (word := word_at(lexemes, skip_hyphen(lexemes, end) if digits else end)) in POINTED and len(digits) < TEN:
            digits, end = digits + str(POINTED[word]), (skip_hyphen(lexemes, end) if digits else end) + 1
        if digits:
            step = Decimal(1).scaleb(-len(digits))
            value, at = value + Decimal(digits) * step, end
    part, after = and_part(lexemes, at)
    if part is not None:
        unit = Decimal(count.limit) if scaled else Decimal(1)
        value, at, step = value + part * unit, after, unit / TEN
    word = word_at(lexemes, skip_hyphen(lexemes, at))
    if word in SCALES and part is not None and scaled:
        value += part * (Decimal(1).scaleb(SCALES[word]) - factor)  # one billion and a half million
        at, step = skip_hyphen(lexemes, at) + 1, Decimal(1).scaleb(SCALES[word]) / TEN
    elif word in SCALES and (part is not None or step < 1):
        factor = Decimal(1).scaleb(SCALES[word])
        value, step, at = value * factor, step * factor, skip_hyphen(lexemes, at) + 1
    elif word in DOZENS and part is None:
        value, at = value * DOZENS[word], skip_hyphen(lexemes, at) + 1
    return Number(value, step, "words", first, at, factor=factor)


def and_part(lexemes: Sequence[Lexeme], at: int) -> tuple[Decimal | None, int]:
    """Read "and a half" or "and three quarters" after a whole number; give its worth and the next lexeme."""
    at = skip_hyphen(lexemes, at)
    if word_at(lexemes, at) != "and":
        return None, at
    start = skip_hyphen(lexemes, at + 1)
    word = word_at(lexemes, start)
    if word == "half" and word_at(lexemes, start + 1) not in {"of", "a", "the"}:
        return Decimal("0.5"), start + 1
    top = 1 if word in {"a", "an"} else SMALL.get(word, 0)
    part = skip_hyphen(lexemes, start + 1)
    if top and word_at(lexemes, part) in PARTS:
        return Decimal(top) / Decimal(PARTS[lexemes[part].low]), part + 1
    return None, at
