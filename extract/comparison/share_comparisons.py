"""Shares against their base: "52 of the 235 (22 percent)", "a third (34 percent)"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.comparison.pairings import arithmetic
from extract.comparison.roundings import Spread, over, spread_of, times
from extract.comparison.wording import HEDGE
from warehouse.terms import Bound, Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.comparison.mentions import Masked, Mention
    from extract.comparison.pairings import Pairing

ONE, HUNDRED = Decimal(1), Spread(Decimal(100), Decimal(100))
OF = r"(?:out of|of)\s+(?:the\s+|a\s+|its\s+|their\s+|some\s+|total\s+|all\s+)*"
WORDS = r"[^⟦⟧.;]{0,60}?"
BESIDE = r"(?:\s*[(\[—–]\s*|,\s*(?:or\s+|which is\s+|that is\s+|leaving \w+ at\s+|meaning\s+|about\s+|a\s+)?)"
BASE_FIRST = re.compile(
    rf"⟦[ncm](?P<part>\d+)⟧\s+(?:\w+\s+){{0,3}}?{OF}{HEDGE}⟦[ncm](?P<base>\d+)⟧{WORDS}{BESIDE}{HEDGE}⟦p(?P<share>\d+)⟧"
)
SHARE_FIRST = re.compile(
    rf"⟦p(?P<share>\d+)⟧\s*[(\[—–,]\s*(?:or\s+)?{HEDGE}⟦[ncm](?P<part>\d+)⟧\s+(?:\w+\s+){{0,3}}?{OF}{HEDGE}⟦[ncm](?P<base>\d+)⟧"
)
NOTED = re.compile(
    rf"⟦[ncm](?P<part>\d+)⟧\s+(?:\w+\s+){{0,3}}?{OF}{HEDGE}⟦[ncm](?P<base>\d+)⟧[^⟦⟧.;()]{{0,50}}\(\s*{HEDGE}⟦p(?P<share>\d+)⟧\s*\)"
)
OF_WHICH = re.compile(
    rf"⟦[ncm](?P<base>\d+)⟧[^⟦⟧.;]{{0,70}}?,?\s+of\s+(?:which|whom)\s+{HEDGE}⟦[ncm](?P<part>\d+)⟧[^⟦⟧.;()]{{0,30}}\(\s*{HEDGE}⟦p(?P<share>\d+)⟧"
)
OUT_OF = re.compile(rf"⟦r(?P<fraction>\d+)⟧{WORDS}{BESIDE}{HEDGE}⟦p(?P<share>\d+)⟧")
TWO = re.compile(r"(\d[\d,.]*)\s+(?:\w+\s+){0,3}?(?:out\s+)?of\s+(?:the\s+)?(\d[\d,.]*)")
FRACTION = re.compile(rf"⟦[rn](?P<fraction>\d+)⟧[^⟦⟧.;()]{{0,30}}[(\[]\s*{HEDGE}⟦p(?P<share>\d+)⟧\s*[)\]]")
OR_FRACTION = re.compile(rf"⟦p(?P<share>\d+)⟧,?\s+or\s+{HEDGE}⟦r(?P<fraction>\d+)⟧")
OF_BASE = re.compile(r"⟦p(?P<share>\d+)⟧\s+of\s+(?:the\s+|its\s+|their\s+|all\s+)?⟦n(?P<base>\d+)⟧")
LIMITED = re.compile(r"\b(?:than|over|under|nearly|almost|at least|up to)\s+(?:an?\s+)?$", re.IGNORECASE)
LOOSE = Decimal("0.15")  # how far a percentage may lie from the fraction that "about" or "almost" rounds it to
SMALL_BASE = 100  # of a larger base, every whole percentage is some whole number's share
WEIGHTED = re.compile(
    r"\b(?:polls?|polled|survey\w*|respondents|weighted|margin of error|expected|projected|adjusted)\b", re.IGNORECASE
)
FRACTION_WORDS = {
    "half": (45, 55), "third": (29, 37), "two-third": (62, 71), "quarter": (21, 29), "three-quarter": (71, 79),
    "fifth": (17, 23), "two-fifth": (37, 43), "three-fifth": (57, 63), "four-fifth": (77, 83), "tenth": (8, 12),
}  # fmt: skip


def compare_shares(masked: Masked) -> Iterator[Pairing]:
    """Yield a pairing for each share whose part and base stand beside it, and for each fraction with its percentage."""
    if "⟦p" not in masked.text:
        return
    seen: set[int] = set()
    for pattern in (OF_WHICH, NOTED, BASE_FIRST, SHARE_FIRST):
        for match in pattern.finditer(masked.text):
            share = int(match["share"])
            if share not in seen:
                seen.add(share)
                mentions = [masked.mentions[int(match[name])] for name in ("share", "part", "base")]
                yield from _share(*mentions)
    yield from _grim(masked, seen)
    for match in OUT_OF.finditer(masked.text):
        yield from _ratio(masked.mentions[int(match["share"])], masked.mentions[int(match["fraction"])])
    for pattern in (FRACTION, OR_FRACTION):
        for match in pattern.finditer(masked.text):
            yield from _fraction(masked.mentions[int(match["share"])], masked.mentions[int(match["fraction"])])


def _share(share: Mention, part: Mention, base: Mention) -> Iterator[Pairing]:
    if part.figure.dimension != base.figure.dimension or part.figure.unit != base.figure.unit:
        return
    said, one, whole = spread_of(share.figure), spread_of(part.figure), spread_of(base.figure)
    if said is None or one is None or whole is None or whole.low <= 0 or one.low > whole.high:
        return
    ratio = over(one, whole)
    if ratio is None:
        return
    qualifiers = ("weighted",) if WEIGHTED.search(share.sentence.text) else ()
    how = f'"{part.figure.text}" of "{base.figure.text}" as a percentage'
    yield arithmetic("share_of_base", share, (part, base), said, times(ratio, HUNDRED), how, qualifiers)


def _grim(masked: Masked, seen: set[int]) -> Iterator[Pairing]:
    """Compare an exact percentage of a small base with the nearest share that a whole number of it gives."""
    for match in OF_BASE.finditer(masked.text):
        share, base = masked.mentions[int(match["share"])], masked.mentions[int(match["base"])]
        value, size, said = share.figure.value, base.figure.value, spread_of(share.figure)
        exact = share.figure.bound == Bound.EXACT and base.figure.bound == Bound.EXACT
        if int(match["share"]) in seen or not exact or value is None or size is None or said is None:
            continue
        if size != size.to_integral_value() or not 2 <= size < SMALL_BASE or WEIGHTED.search(masked.sentence.text):  # noqa: PLR2004 - of two at least
            continue
        nearest = (value * size / 100).to_integral_value() * 100 / size
        how = f'as the nearest share that a whole number of "{base.figure.text}" gives'
        yield arithmetic("grim", share, (base,), said, Spread(nearest, nearest), how)


def _ratio(share: Mention, ratio: Mention) -> Iterator[Pairing]:
    """Compare a percentage with "241,200 out of 616,000" that was read as one figure."""
    said, value = spread_of(share.figure), ratio.figure.value
    if said is not None and value is not None and TWO.search(ratio.figure.text):
        half = Decimal("0.05")  # the two counts are printed whole
        expected = Spread(value * 100 - half, value * 100 + half)
        yield arithmetic("share_of_base", share, (ratio,), said, expected, f'"{ratio.figure.text}" as a percentage')


def _fraction(share: Mention, fraction: Mention) -> Iterator[Pairing]:
    said = spread_of(share.figure)
    allowed = fraction_interval(fraction)
    if said is not None and allowed is not None:
        yield arithmetic(
            "fraction", share, (fraction,), said, allowed, f'from "{fraction.figure.text}" as a percentage'
        )


def fraction_interval(mention: Mention) -> Spread | None:
    """Return what a fraction in words allows, in per cent: "a third" 29 to 37, "almost half" 42.5 to 50; None else."""
    figure = mention.figure
    words = figure.text.lower().replace(" ", "-").removeprefix("a-").removeprefix("one-").removesuffix("s")
    if words in FRACTION_WORDS and not LIMITED.search(mention.around[0]):
        return Spread(*map(Decimal, FRACTION_WORDS[words]))
    value = figure.value
    if figure.dimension != Dimension.RATIO or value is None or not 0 < value < 1:
        return None
    exact = value * HUNDRED.low
    if figure.bound in {Bound.OVER, Bound.AT_LEAST}:
        near = figure.high is not None  # "just over a third"
        return Spread(exact, exact * (ONE + LOOSE) if near else min(HUNDRED.low, exact * 3 / 2))
    if figure.bound in {Bound.UNDER, Bound.AT_MOST}:
        return Spread(exact / 2, exact)
    almost = figure.bound == Bound.ABOUT and figure.high == value  # "almost half"
    return Spread(exact * (ONE - LOOSE), exact if almost else exact * (ONE + LOOSE))
