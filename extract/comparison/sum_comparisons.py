"""Parts against their whole: "30 Russians, including 48 ...", "14 women - four Republicans", shares beyond 100 %."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.comparison.pairings import arithmetic
from extract.comparison.roundings import Spread, plus, spread_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.comparison.mentions import Masked, Mention
    from extract.comparison.pairings import Pairing

HEDGE = (
    r"(?:(?:about|around|roughly|nearly|almost|some|more than|just|over|at least|up to|only|as many as|another)\s+)*"
)
WORDS = r"[^⟦⟧.;:()—–]{0,80}?"
PART = rf"{HEDGE}⟦[ncm]\d+⟧"
PARTS = (
    rf"{PART}(?:(?:(?!--)[^⟦⟧.;:()—–]){{0,90}}?(?:,|\band\b|,\s*and\b|,?\s*as well as\b)\s*(?:the\s+|"
    rf"an?\s+)?(?:other\s+|additional\s+|(?:with|plus)\s+(?:\w+\s+){{0,3}})?{PART})+"
)
INCLUDING = re.compile(
    rf"⟦(?P<letter>[ncm])(?P<whole>\d+)⟧{WORDS},?\s*\(?\bincluding\s+(?:at least\s+)?(?P<parts>{PARTS}|{PART})"
)
SPLIT = re.compile(
    rf"⟦(?P<letter>[ncm])(?P<whole>\d+)⟧{WORDS}\s*(?::|—|–|\s-\s|--)\s*(?P<parts>{PARTS})(?P<rest>[^⟦⟧]*)"
)
TOTAL = re.compile(
    rf"(?P<parts>{PARTS})[^⟦⟧.;]{{0,60}}?(?:\b(?:for|making|bringing|"
    rf"giving)\s+(?:\w+\s+)?a\s+(?:combined\s+)?total\s+(?:of|to)|"
    rf"\btotall?ing)\s+{HEDGE}⟦(?P<letter>[ncm])(?P<whole>\d+)⟧"
)
FIGURE = re.compile(r"⟦([ncm])(\d+)⟧")
MORE = re.compile(
    r"\b(?:among others|and others|or more|for example|such as|mostly|overlap|and more|respectively)\b|\.\.\.|…",
    re.IGNORECASE,
)


SHARE = re.compile(r"⟦p(\d+)⟧")
OF_ALL = re.compile(r"\bof (?:the|all) (?:vote|votes|ballots|votes cast|vote cast)\b", re.IGNORECASE)
UNDECIDED = re.compile(
    r"\b(?:undecided|unsure|not sure|no opinion|don['’]t know|did(?: not|n['’]t) know|had no view|"
    r"the (?:rest|remainder|remaining))\b",
    re.IGNORECASE,
)
# More than one whole, or more than one answer to a person: such shares may exceed 100 together.
OTHER_WHOLE = re.compile(
    r"\b(?:among|each|respectively|both|more than one|several answers|multiple|overlap\w*|favou?rabl\w*|approv\w*|"
    r"compared|than|versus|vs|up|down|from|since|earlier|previous\w*|last|ago|turnout|margin|points?|increas\w*|rose|fell|round|"
    r"(?:of|for|by|with) (?:\w+ )?(?:men|women|whites?|blacks?|latinos?|hispanics?|democrats?|republicans?|"
    r"independents?))\b"
    r"|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
NAMED = re.compile(r"\b[A-Z][a-z]+|\b(?:others?|undecided|unsure|rest|remainder)\b")
FAR = 1500  # times the whole, beyond which a part counts something else
FEWEST = 3  # shares that are added up
HUNDRED, HALF = Decimal(100), Decimal("0.5")


def compare_sums(masked: Masked) -> Iterator[Pairing]:
    """Yield a pairing for each whole whose parts the sentence names."""
    for pattern, relation in ((INCLUDING, "parts_within"), (SPLIT, "parts_sum"), (TOTAL, "parts_sum")):
        for match in pattern.finditer(masked.text):
            whole = masked.mentions[int(match["whole"])]
            parts = [masked.mentions[int(n)] for _, n in FIGURE.findall(match["parts"])]
            if MORE.search(masked.sentence.text) or not all(_alike(whole, part) for part in parts):
                continue
            yield from _sum(relation, whole, parts)
    yield from _shares(masked)


def _shares(masked: Masked) -> Iterator[Pairing]:
    """Yield the shares of one vote or one question together, each allowed half a point of rounding."""
    found = list(SHARE.finditer(masked.text))
    shares = [masked.mentions[int(match[1])] for match in found]
    if len(shares) < FEWEST or "⟦y" in masked.text or OTHER_WHOLE.search(masked.sentence.text):
        return
    gaps = [masked.text[one.end() : other.start()] for one, other in pairwise(found)]
    one_vote = OF_ALL.search(masked.text) is not None and all(NAMED.search(gap) for gap in gaps)
    if not one_vote and not UNDECIDED.search(masked.text[found[-1].start() :]):
        return
    values = [share.figure.value for share in shares]
    if any(value is None or share.figure.change for value, share in zip(values, shares, strict=True)):
        return
    total = sum((value for value in values if value is not None), Decimal(0))
    names = " + ".join(share.figure.text for share in shares)
    most = Spread(Decimal(0), HUNDRED + HALF * len(shares))
    how = f"as the most that {len(shares)} rounded shares of one whole make; {names} is {total.normalize():f}"
    yield arithmetic("shares_sum", shares[-1], tuple(shares[:-1]), Spread(total, total), most, how)


def _alike(whole: Mention, part: Mention) -> bool:
    return (
        whole.figure.dimension == part.figure.dimension
        and whole.letter == part.letter
        and (whole.figure.unit == part.figure.unit)
    )


def _sum(relation: str, whole: Mention, parts: list[Mention]) -> Iterator[Pairing]:
    said = spread_of(whole.figure)
    spreads = [spread for part in parts if (spread := spread_of(part.figure))]
    if said is None or len(spreads) != len(parts) or whole.figure.value == len(parts):  # "three ages: 23, 30 and 63"
        return
    if relation == "parts_within" and max(spread.low for spread in spreads) > said.high * FAR:
        return  # "three of the largest crowds, including 28,000 at a park"
    total = reduce(plus, spreads)
    expected = Spread(total.low, max(total.high, said.high)) if relation == "parts_within" else total
    names = " + ".join(part.figure.text for part in parts)
    how = f"as {'at least ' if relation == 'parts_within' else ''}{names}"
    qualifiers = ("including",) if relation == "parts_within" else ("exhaustive",)
    yield arithmetic(relation, whole, tuple(parts), said, expected, how, qualifiers)
