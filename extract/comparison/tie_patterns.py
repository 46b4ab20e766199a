"""What the words of a sentence tie together: the patterns of lexicons/en/ties.toml -> pairs of figures, by role."""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003 - the loader asks for the types at run time
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extract.comparison.ties import Tie
from extract.figure.number.steps import PRINTED
from extract.lexicon import load
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.comparison.mentions import Masked, Mention
    from warehouse.records import Figure

PIECE = re.compile(r"\{([a-z_]+)\}")
ROLE = re.compile(r"\{([a-z]+):([a-zA-Z]+)\}")
FIGURE = re.compile(r"⟦([a-z])(\d+)⟧")
NUMBER = re.compile(r"⟦[a-zA-Z](\d+)⟧")
AMOUNT = re.compile(r"⟦[^dywW](\d+)⟧")  # one of several: "4,210 in March and 3,905 in April" are two
LETTER = re.compile(r"⟦([a-zA-Z])")
OPENING = re.compile(r"(?:or|between|(?:ranging |ranged |ranges? |anywhere )?from)\s+", re.IGNORECASE)
AFTER = 60  # characters kept after a figure that is tied to words alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """Words looked for near a role, a match or a sentence; their name is the note where they stand."""

    at: str
    words: str
    name: str = ""
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry of the table of ties, as written."""

    rows: tuple[str, ...]
    patterns: tuple[str, ...]
    asks: tuple[Clue, ...] = ()
    bars: tuple[Clue, ...] = ()
    notes: tuple[Clue, ...] = ()
    once: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """ties.toml: patterns of ties, and the pieces that they are made of."""

    pieces: Mapping[str, tuple[str, ...]]
    tie: tuple[Row, ...]


class Window(NamedTuple):
    """Words looked for, compiled."""

    told: Clue
    words: re.Pattern[str]

    def stands(self, text: str, match: re.Match[str]) -> bool:
        """Whether the words stand in the window."""
        if self.told.at == "sentence":
            return self.words.search(text) is not None
        if self.told.at == "match":
            start, end = match.span()
        else:
            start, end = match.span(self.told.at)
            if self.told.before and not self.told.after:
                end = start - len("⟦x")  # what stands before the figure alone
        return self.words.search(text[max(0, start - self.told.before) : end + self.told.after]) is not None


class Family(NamedTuple):
    """One entry of the table, its patterns compiled with the letters that each needs."""

    rows: tuple[tuple[str, ...], ...]
    patterns: tuple[tuple[re.Pattern[str], tuple[frozenset[str], ...]], ...]
    asks: tuple[Window, ...]
    bars: tuple[Window, ...]
    notes: tuple[Window, ...]
    once: str


@lru_cache(maxsize=1)
def families() -> tuple[Family, ...]:
    """Return the table of ties, its pieces put in."""
    table = load(Table, "ties")
    return tuple(_family(row, table.pieces) for row in table.tie)


def _family(row: Row, pieces: Mapping[str, tuple[str, ...]]) -> Family:
    def windows(told: tuple[Clue, ...]) -> tuple[Window, ...]:
        return tuple(Window(one, re.compile(next(_filled(one.words, pieces)), re.IGNORECASE)) for one in told)

    return Family(
        rows=tuple(tuple(names.split()) for names in row.rows),
        patterns=tuple(_compiled(full) for pattern in row.patterns for full in _filled(pattern, pieces)),
        asks=windows(row.asks),
        bars=windows(row.bars),
        notes=windows(row.notes),
        once=row.once,
    )


def _filled(pattern: str, pieces: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the pattern with its pieces put in, once for every choice among them."""
    piece = PIECE.search(pattern)
    if piece is None:
        yield pattern
        return
    for choice in pieces[piece[1]]:
        yield from _filled(pattern.replace(piece[0], choice), pieces)


def _compiled(pattern: str) -> tuple[re.Pattern[str], tuple[frozenset[str], ...]]:
    needed = tuple(frozenset(letters) for _, letters in ROLE.findall(pattern))
    full = ROLE.sub(lambda found: rf"⟦(?-i:[{found[2]}])(?P<{found[1]}>\d+)⟧", pattern)
    return re.compile(full, re.IGNORECASE), needed


def pattern_ties(masked: Masked) -> Iterator[Tie]:
    """Yield what the words of a sentence tie, entry by entry of the table."""
    text = _marked(masked)
    for place, family, patterns in _possible(frozenset(LETTER.findall(text))):
        taken: set[str] = set()
        for pattern in patterns:
            for match in pattern.finditer(text):
                if _holds(family, text, match, taken):
                    yield from _ties(family, masked, text, match, (masked.sentence.sentence_id, place, match.start()))


@lru_cache(maxsize=1000)
def _possible(present: frozenset[str]) -> tuple[tuple[int, Family, tuple[re.Pattern[str], ...]], ...]:
    """Return each entry of the table, by its place, with those of its patterns that these kinds of figure can fill."""
    found = []
    for place, family in enumerate(families()):
        patterns = tuple(one for one, needed in family.patterns if not any(map(present.isdisjoint, needed)))
        found += [(place, family, patterns)] if patterns else []
    return tuple(found)


def _marked(masked: Masked) -> str:
    """Return the masked sentence: ranges as capitals, weekdays and multiples told apart, "from" outside."""

    def mark(found: re.Match[str]) -> str:
        figure = masked.mentions[int(found[2])].figure
        if figure.weekday:
            return f"⟦{'W' if figure.printed_day else 'w'}{found[2]}⟧"
        if figure.dimension == Dimension.RATIO and figure.unit == Dimension.COUNT:
            return f"⟦x{found[2]}⟧"
        opening = OPENING.match(figure.text)
        letter = found[1] if figure.range_low is None else found[1].upper()
        return f"{opening[0] if opening else ''}⟦{letter}{found[2]}⟧"

    return FIGURE.sub(mark, masked.text)


def _holds(family: Family, text: str, match: re.Match[str], taken: set[str]) -> bool:
    """Whether the words around a match ask for the tie; marks the figure that is tied but once."""
    once = match[family.once] if family.once else ""
    if once and once in taken:
        return False
    if not all(window.stands(text, match) for window in family.asks):
        return False
    if any(window.stands(text, match) for window in family.bars):
        return False
    taken.add(once)
    return True


def _ties(
    family: Family, masked: Masked, text: str, match: re.Match[str], statement: tuple[object, ...]
) -> Iterator[Tie]:
    stated = tuple(window.told.name for window in family.notes if window.stands(text, match))
    for name, *roles in family.rows:
        sides = [_figures(masked, match, role) for role in roles]
        for first in sides[0]:
            notes = (*stated, "falling") if falls(first.figure) else stated
            for second in (sides[1:] and sides[1]) or (None,):
                yield Tie(
                    tie=name,
                    first=first,
                    second=second,
                    statement=statement,
                    words_between=_between(text, first, second),
                    notes=notes,
                )


def _figures(masked: Masked, match: re.Match[str], role: str) -> Sequence[Mention]:
    """Return the figures of a role: the one that it names, or all in its words but dates."""
    words = match.groupdict().get(role) or ""
    return [masked.mentions[int(number)] for number in ([words] if words.isdecimal() else AMOUNT.findall(words))]


def _between(text: str, first: Mention, second: Mention | None) -> str:
    """Return the words between two figures, or a few after the one."""
    spans = {int(found[1]): found.span() for found in NUMBER.finditer(text)}
    if second is None:
        end = spans[first.number][1]
        return text[end : end + AFTER].partition("⟦")[0]
    one, other = sorted((spans[first.number], spans[second.number]))
    return text[one[1] : other[0]]


def falls(figure: Figure) -> bool:
    """Whether a range prints its higher end first: "from 46 to 42 percent", "from $1.2 million to $800,000"."""
    low, high = figure.range_low, figure.range_high
    numbers = [Decimal(re.sub(r"[^\d.]", "", number).rstrip(".")) for number in PRINTED.findall(figure.text)]
    if not low or not high or len(numbers) != len((low, high)):
        return False
    first, last = numbers
    if first * high == last * low:
        return False
    return (
        first * low == last * high
        or f"{first.normalize():e}".partition("e")[0] != f"{low.normalize():e}".partition("e")[0]
    )
