"""Changes against their two ends, shares against their base, fold words, fractions against percentages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from extract.comparison.pairings import Pairing, Place, arithmetic, place_of, reading_of
from extract.comparison.roundings import Spread, between, ends_of, minus, over, printed_spread, spread_of, times
from extract.comparison.wording import HEDGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.comparison.mentions import Masked, Mention

HUNDRED, ONE, SLACK = Decimal(100), Decimal(1), Decimal(1)
GAP = r"(?:[^⟦⟧.;]|⟦[ydht]\d+⟧){0,70}?"
ENDS = r"[ncmptra]"
FROM_TO = re.compile(
    rf"\bfrom\s+{HEDGE}⟦{ENDS}(?P<a>\d+)⟧(?P<mid>{GAP})\b(?:to|down to|up to)\s+{HEDGE}⟦{ENDS}(?P<b>\d+)⟧",
    re.IGNORECASE,
)
TO_FROM = re.compile(
    rf"\bto\s+{HEDGE}⟦{ENDS}(?P<b>\d+)⟧(?P<mid>{GAP})\b(?:down |up )?from\s+{HEDGE}⟦{ENDS}(?P<a>\d+)⟧", re.IGNORECASE
)
RANGE = re.compile(r"⟦[ncmptra](\d+)⟧")
FROM, FROM_BEFORE = re.compile(r"from\b", re.IGNORECASE), re.compile(rf"\bfrom\s+{HEDGE}$", re.IGNORECASE)
CHANGE = re.compile(r"⟦([pq])(\d+)⟧")
BETWEEN_DATES = re.compile(r"\bbetween\s+⟦[yd]\d+⟧\s+and\s+⟦[yd]\d+⟧")
AN_END = re.compile(r"\b(?:to|from|than|at|of)\s+(?:\w+\s+)?$", re.IGNORECASE)
CHANGE_NOUN = re.compile(r"\b(?:change\w*|swing|shift\w*|difference)\b", re.IGNORECASE)
UP = re.compile(r"\b(?:ris\w*|rose|increas\w*|grow\w*|grew|gain\w*|jump\w*|climb\w*|soar\w*|surg\w*|up|higher|"
                r"spik\w*|expand\w*|hike\w*|rais\w*|"
                r"swell\w*)\b", re.IGNORECASE)  # fmt: skip
DOWN = re.compile(r"\b(?:fall\w*|fell|drop\w*|declin\w*|decreas\w*|plung\w*|cut\w*|lower\w*|down|slump\w*|"
                  r"reduc\w*|shr[iau]nk\w*|slash\w*|lost|loss|slid\w*|dip\w*|tumbl\w*|sank|sink\w*|"
                  r"discount\w*)\b", re.IGNORECASE)  # fmt: skip
OTHER_BASE = re.compile(r"\b(?:annuali[sz]ed|adjust\w*|inflation|real terms|per year|a year|each year|annually|"
                        r"every year|average annual|"
                        r"compound\w*)\b", re.IGNORECASE)  # fmt: skip
FOLD = re.compile(r"(?:doubl|tripl|trebl|quadrupl|quintupl|halv)(?:e[sd]?|ing)\b", re.IGNORECASE)
FIGURE_OR_FOLD = re.compile(rf"⟦r(\d+)⟧|{FOLD.pattern}", re.IGNORECASE)
NEARLY, BEYOND = (
    re.compile(r"\b(?:near|nearly|almost|close to)\b", re.IGNORECASE),
    re.compile(r"\b(?:more than|over)\b", re.IGNORECASE),
)
JUST = Decimal("0.001")  # what "more than" is more at least
SHARP = Decimal("0.08")  # of their value, the most that the rounding of two sharp ends leaves open
FOLDS = {
    "doub": (Decimal("1.9"), Decimal("2.2"), Decimal("1.75")),
    "trip": (Decimal("2.8"), Decimal("3.3"), Decimal("2.5")),
    "treb": (Decimal("2.8"), Decimal("3.3"), Decimal("2.5")),
    "quad": (Decimal("3.7"), Decimal("4.4"), Decimal("3.5")),
    "quin": (Decimal("4.6"), Decimal("5.5"), Decimal("4.4")),
    "halv": (Decimal("0.45"), Decimal("0.55"), Decimal("0.62")),
}
WHOLES = {
    word: Decimal(fold) + JUST for word, fold in (("doub", 2), ("trip", 3), ("treb", 3), ("quad", 4), ("quin", 5))
}
NEAR = 90  # characters between a change and its two ends


class Ends(NamedTuple):
    """Where a change began and ended, as two mentions or one range, with the words' place in the masked sentence."""

    first: Spread
    last: Spread
    mentions: tuple[Mention, ...]
    span: tuple[int, int]

    @property
    def sharp(self) -> bool:
        """Whether both ends are printed finely enough to tell "doubled" from "more than doubled"."""
        return all(end.low > 0 and end.high - end.low <= SHARP * end.low for end in (self.first, self.last))

    @property
    def words(self) -> str:
        """Return the ends as printed."""
        return " to ".join(f'"{mention.figure.text}"' for mention in self.mentions)


def compare_changes(masked: Masked) -> Iterator[Pairing]:
    """Yield a pairing for each change whose two ends the sentence gives, and for each fold word."""
    ends = list(_ends(masked))
    for pair in ends:
        change = _change_beside(masked, pair)
        if change is not None:
            yield from _changed(masked, change, pair)
    yield from _folds(masked, ends)


def _ends(masked: Masked) -> Iterator[Ends]:
    if "from" not in masked.sentence.text.lower():
        return
    for pattern in (FROM_TO, TO_FROM):
        for match in pattern.finditer(masked.text):
            start, end = masked.mentions[int(match["a"])], masked.mentions[int(match["b"])]
            first, last = printed_spread(start.figure), printed_spread(end.figure)
            if first and last and _same_kind(start, end):
                yield Ends(first, last, (start, end), match.span())
    for match in RANGE.finditer(masked.text):
        mention = masked.mentions[int(match[1])]
        both = (
            ends_of(mention.figure)
            if FROM.match(mention.figure.text) or FROM_BEFORE.search(masked.text[: match.start()])
            else None
        )
        if both:
            yield Ends(both[0], both[1], (mention,), match.span())


def _same_kind(one: Mention, other: Mention) -> bool:
    if one.figure.dimension != other.figure.dimension:
        return False
    return one.figure.unit == other.figure.unit or "count" in {one.figure.unit, other.figure.unit}


def _change_beside(masked: Masked, pair: Ends) -> Mention | None:
    """Return the percentage or points nearest to the two ends, with no other figure but dates between."""
    found = _nearest_change(masked, pair)
    if found is None:
        return None
    at = masked.text.find(f"⟦{found.letter}{found.number}⟧")
    if AN_END.search(masked.text[:at]):
        return None
    around = masked.text[max(0, at - 45) : at + 45]
    return found if UP.search(around) or DOWN.search(around) or CHANGE_NOUN.search(around) else None


def _nearest_change(masked: Masked, pair: Ends) -> Mention | None:
    before = list(CHANGE.finditer(masked.text[: pair.span[0]]))
    if before and pair.span[0] - before[-1].end() <= NEAR:
        between = BETWEEN_DATES.sub("", masked.text[before[-1].end() : pair.span[0]])
        if not re.search(r"⟦[^ydht]|[;.)]\s|\band\b", between):
            return masked.mentions[int(before[-1][2])]
    after = CHANGE.search(masked.text, pair.span[1])
    if after and after.start() - pair.span[1] <= NEAR:
        between = masked.text[pair.span[1] : after.start()]
        if not re.search(r"⟦[^ydht]|[;.]\s", between) and re.search(
            r"[,(—–-]\s*(?:or\s+|by\s+)?(?:an?\s+)?(?:\w+\s+)?$", between
        ):
            return masked.mentions[int(after[2])]
    return None


def _changed(masked: Masked, change: Mention, pair: Ends) -> Iterator[Pairing]:
    said = spread_of(change.figure)
    if said is None or change.figure.value is None or pair.first.low <= 0 or change in pair.mentions:
        return
    points = _absolute(minus(pair.last, pair.first))
    ratio = over(minus(pair.last, pair.first), pair.first)
    if ratio is None:
        return
    relative = _absolute(times(ratio, Spread(HUNDRED, HUNDRED)))
    relative = Spread(relative.low - SLACK, relative.high + SLACK)
    qualifiers = ("other_base",) if OTHER_BASE.search(_between(masked, change, pair)) else ()
    shares = pair.mentions[0].letter == "p"
    if change.letter == "q":
        if shares:
            yield arithmetic(
                "points_change", change, pair.mentions, said, points, f"in points, {pair.words}", qualifiers
            )
        return
    if shares and _meets(said, points) and not _meets(said, relative):
        qualifiers = (*qualifiers, "points")
    yield arithmetic(
        "percent_change", change, pair.mentions, said, relative, f"as a percentage, {pair.words}", qualifiers
    )


def _between(masked: Masked, change: Mention, pair: Ends) -> str:
    """Return the words from the change to its ends, and a little to either side."""
    at = masked.text.find(f"⟦{change.letter}{change.number}⟧")
    return masked.text[max(0, min(at, pair.span[0]) - 25) : max(at, pair.span[1]) + 12]


def _meets(one: Spread, other: Spread) -> bool:
    return one.low <= other.high and other.low <= one.high


def _absolute(spread: Spread) -> Spread:
    if spread.high <= 0:
        return Spread(-spread.high, -spread.low)
    if spread.low < 0:
        return Spread(Decimal(0), max(-spread.low, spread.high))
    return spread


def _folds(masked: Masked, ends: list[Ends]) -> Iterator[Pairing]:
    for match in FIGURE_OR_FOLD.finditer(masked.text):
        figure = masked.mentions[int(match[1])] if match[1] else None
        named = FOLD.search(figure.figure.text) if figure else FOLD.search(match[0])
        if not named:
            continue
        around = masked.text[max(0, match.start() - 14) : match.start()] + (figure.figure.text if figure else "")
        pair = next((p for p in ends if 0 <= p.span[0] - match.end() <= NEAR), None)
        reported = fold_interval(named[0], around, sharp=pair is not None and pair.sharp)
        if pair is not None and not re.search(r"⟦[^ydht]|[;.]\s", masked.text[match.end() : pair.span[0]]):
            yield from _fold(masked, figure, named[0], reported, pair)
        elif figure is not None:
            yield _baseless(masked, figure, reported)


def _fold(masked: Masked, figure: Mention | None, word: str, reported: Spread, pair: Ends) -> Iterator[Pairing]:
    first, last = (sum(end, Decimal(0)) / 2 for end in (pair.first, pair.last))
    if not first:
        return
    ratio = Spread(last / first, last / first)  # the word's own interval is the allowance
    start = masked.sentence.span_start + masked.sentence.text.find(word)
    place = (
        place_of(figure, "fold word") if figure else Place(masked.sentence.part, start, start + len(word), "fold word")
    )
    yield Pairing(
        relation="fold",
        sentence=masked.sentence,
        place=place,
        reported=reported,
        expected=ratio,
        unit="1",
        reading=reading_of(word, reported, ratio, f"as the ratio of the ends {pair.words}"),
        partners=tuple(place_of(mention) for mention in pair.mentions),
    )


def _baseless(masked: Masked, word: Mention, reported: Spread) -> Pairing:
    return Pairing(
        relation="fold_no_base",
        sentence=masked.sentence,
        place=place_of(word, "fold word"),
        reported=reported,
        expected=None,
        unit="1",
        reading=f'reported "{word.figure.text}", read as a ratio of {between(reported)}; no base is given beside it',
        partners=(),
    )


def fold_interval(word: str, around: str, *, sharp: bool = False) -> Spread:
    """Return what a fold word allows: doubled 1.9 to 2.2, nearly doubled from 1.75, more than doubled to 3.

    Between `sharp` ends "more than doubled" is more than 2: from 19 to 38 per cent is not.
    """
    low, high, near = FOLDS[word[:4].lower()]
    if NEARLY.search(around):
        return Spread(min(near, low), max(near, high)) if high > ONE else Spread(low, near)
    if BEYOND.search(around):
        if high < ONE:
            return Spread(Decimal("0.25"), high)
        return Spread(WHOLES[word[:4].lower()] if sharp else low, (low + ONE) * Decimal("1.1"))
    return Spread(low, high)
