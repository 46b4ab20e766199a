"""Changes against their two ends, shares against their base, fold words, fractions against percentages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from extract.pairings import Pairing, Place, arithmetic, place_of, reading_of
from extract.roundings import Spread, minus, over, spread_of, times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.mentions import Masked, Mention

HUNDRED, ONE, SLACK = Decimal(100), Decimal(1), Decimal(1)
HEDGE = (
    r"(?:(?:an?|the|about|around|roughly|approximately|nearly|almost|some|more|than|just|over|under|up|down|at|least|less|only|"
    r"average|median|total|high|low|peak|record|of|estimated)\s+)*"
)
GAP = r"(?:[^⟦⟧.;]|⟦[ydht]\d+⟧){0,70}?"
ENDS = r"[ncmptra]"
FROM_TO = re.compile(
    rf"\bfrom\s+{HEDGE}⟦{ENDS}(?P<a>\d+)⟧(?P<mid>{GAP})\b(?:to|down to|up to)\s+{HEDGE}⟦{ENDS}(?P<b>\d+)⟧",
    re.IGNORECASE,
)
TO_FROM = re.compile(
    rf"\bto\s+{HEDGE}⟦{ENDS}(?P<b>\d+)⟧(?P<mid>{GAP})\b(?:down |up )?from\s+{HEDGE}⟦{ENDS}(?P<a>\d+)⟧", re.IGNORECASE
)
CHANGE = re.compile(r"⟦([pq])(\d+)⟧")
UP = re.compile(r"\b(?:ris\w*|rose|increas\w*|grow\w*|grew|gain\w*|jump\w*|climb\w*|soar\w*|surg\w*|up|higher|spik\w*|expand\w*|hike\w*|rais\w*|swell\w*)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501 - one word list
DOWN = re.compile(r"\b(?:fall\w*|fell|drop\w*|declin\w*|decreas\w*|plung\w*|cut\w*|lower\w*|down|slump\w*|reduc\w*|shr[iau]nk\w*|slash\w*|lost|loss|slid\w*|dip\w*|tumbl\w*|sank|sink\w*|discount\w*)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501 - one word list
OTHER_BASE = re.compile(r"\b(?:annuali[sz]ed|adjust\w*|inflation|real terms|per year|a year|each year|annually|every year|average annual|compound\w*)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501 - one word list
FOLD = re.compile(
    r"\b(?P<hedge>(?:more|less) than|nearly|almost|roughly|about|well over|just over|over)?\s*"
    r"(?P<word>doubl(?:e[sd]?|ing)|tripl(?:e[sd]?|ing)|trebl(?:e[sd]?|ing)|quadrupl(?:e[sd]?|ing)|quintupl(?:e[sd]?|ing)|halv(?:e[sd]?|ing))\b",
    re.IGNORECASE,
)
FOLDS = {
    "doub": (Decimal("1.9"), Decimal("2.2"), Decimal("1.75")),
    "trip": (Decimal("2.8"), Decimal("3.3"), Decimal("2.6")),
    "treb": (Decimal("2.8"), Decimal("3.3"), Decimal("2.6")),
    "quad": (Decimal("3.7"), Decimal("4.4"), Decimal("3.5")),
    "quin": (Decimal("4.6"), Decimal("5.5"), Decimal("4.4")),
    "halv": (Decimal("0.45"), Decimal("0.55"), Decimal("0.62")),
}
NEAR = 90  # characters between a change and its two ends


class Ends(NamedTuple):
    """Where a change began and ended, with the words' place in the masked sentence."""

    start: Mention
    end: Mention
    span: tuple[int, int]


def compare_changes(masked: Masked) -> Iterator[Pairing]:
    """Yield a pairing for each change whose two ends the sentence gives, and for each fold word."""
    ends = list(_ends(masked))
    for pair in ends:
        change = _change_beside(masked, pair)
        if change is not None:
            yield from _changed(masked, change, pair)
    yield from _folds(masked, ends)


def _ends(masked: Masked) -> Iterator[Ends]:
    if "from" not in masked.text.lower():
        return
    for pattern in (FROM_TO, TO_FROM):
        for match in pattern.finditer(masked.text):
            start, end = masked.mentions[int(match["a"])], masked.mentions[int(match["b"])]
            if _same_kind(start, end) and start is not end:
                yield Ends(start, end, match.span())


def _same_kind(one: Mention, other: Mention) -> bool:
    if one.figure.dimension != other.figure.dimension:
        return False
    return one.figure.unit == other.figure.unit or "count" in {one.figure.unit, other.figure.unit}


def _change_beside(masked: Masked, pair: Ends) -> Mention | None:
    """Return the percentage or points nearest to the two ends, with no other figure but dates between."""
    before = [m for m in CHANGE.finditer(masked.text[: pair.span[0]])]
    if before and pair.span[0] - before[-1].end() <= NEAR:
        between = masked.text[before[-1].end() : pair.span[0]]
        if not re.search(r"⟦[^ydht]", between) and not re.search(r"[;.]\s", between):
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
    first, last, said = spread_of(pair.start.figure), spread_of(pair.end.figure), spread_of(change.figure)
    if first is None or last is None or said is None or first.low <= 0:
        return
    partners = (pair.start, pair.end)
    points = _absolute(minus(last, first))
    ratio = over(minus(last, first), first)
    if ratio is None:
        return
    relative = _absolute(times(ratio, Spread(HUNDRED, HUNDRED)))
    relative = Spread(relative.low - SLACK, relative.high + SLACK)
    qualifiers = ("other_base",) if OTHER_BASE.search(masked.sentence.text) else ()
    words = f'from "{pair.start.figure.text}" to "{pair.end.figure.text}"'
    if change.letter == "q":
        if pair.start.letter == "p":
            yield arithmetic("points_change", change, partners, said, points, f"in points {words}", qualifiers)
        return
    if pair.start.letter == "p" and _meets(said, points) and not _meets(said, relative):
        qualifiers = (*qualifiers, "points")
    yield arithmetic("percent_change", change, partners, said, relative, f"as a percentage {words}", qualifiers)


def _meets(one: Spread, other: Spread) -> bool:
    return one.low <= other.high and other.low <= one.high


def _absolute(spread: Spread) -> Spread:
    if spread.high <= 0:
        return Spread(-spread.high, -spread.low)
    if spread.low < 0:
        return Spread(Decimal(0), max(-spread.low, spread.high))
    return spread


def _folds(masked: Masked, ends: list[Ends]) -> Iterator[Pairing]:
    for match in FOLD.finditer(masked.text):
        pair = next((p for p in ends if 0 <= p.span[0] - match.end() <= NEAR), None)
        if pair is None or re.search(r"⟦[^ydht]|[;.]\s", masked.text[match.end() : pair.span[0]]):
            continue
        first, last = spread_of(pair.start.figure), spread_of(pair.end.figure)
        ratio = over(last, first) if first and last else None
        if ratio is None:
            continue
        yield _fold(masked, match, pair, ratio)


def _fold(masked: Masked, match: re.Match[str], pair: Ends, ratio: Spread) -> Pairing:
    reported = fold_interval(match["word"], match["hedge"] or "")
    start = masked.sentence.text.find(match["word"])
    span = masked.sentence.span_start + start, masked.sentence.span_start + start + len(match["word"])
    how = f'as "{pair.end.figure.text}" over "{pair.start.figure.text}"'
    return Pairing(
        relation="fold",
        sentence=masked.sentence,
        place=Place(masked.sentence.part, *span, "fold word"),
        reported=reported,
        expected=ratio,
        unit="1",
        reading=reading_of(match[0].strip(), reported, ratio, how),
        partners=(place_of(pair.start), place_of(pair.end)),
    )


def fold_interval(word: str, hedge: str) -> Spread:
    """Return what a fold word allows: doubled 1.9 to 2.2, nearly doubled from 1.75, more than doubled to 3."""
    low, high, near = FOLDS[word[:4].lower()]
    hedge = hedge.lower()
    if hedge in {"nearly", "almost"}:
        return Spread(min(near, low), max(near, high)) if high > ONE else Spread(low, near)
    if "more than" in hedge or "over" in hedge:
        return Spread(low, (low + ONE) * Decimal("1.1")) if high > ONE else Spread(Decimal("0.25"), high)
    if hedge == "less than":
        return Spread(ONE, high)
    return Spread(low, high)
