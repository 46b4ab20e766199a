"""Headline, standfirst and caption figures against the body: found there, derived from it, in conflict, or nowhere."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from extract.comparison.derivations import derived, numbers_of, others_more, restated, rounds_in
from extract.comparison.likeness import comparable, likeness, same_value
from extract.comparison.pairings import Pairing, place_of, reading_of
from extract.comparison.roundings import plain, spread_of
from extract.comparison.slips import slip
from warehouse.terms import Bound, Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.comparison.mentions import Mention
    from extract.reading import Reading

ABOVE = {Role.HEADLINE, Role.STANDFIRST, Role.SUBHEAD, Role.KEY_POINT, Role.CAPTION}
SILENT = set("dhysro")  # dates, times, years, scores and ratios have checks of their own
ORDINAL_WORD = re.compile(r"[a-z]+\Z", re.IGNORECASE)
BOUND_ALIKE, RIVAL, STRONG = (
    2.0,
    3.0,
    4.0,
)  # likeness: to agree by bound, to conflict, to conflict though it may be derived
HALF = 0.5
MOST = 60  # figures of headline, standfirst and captions that are held against the body
SURE = 6.0  # likeness for a caption or standfirst, which often tells what the body does not
BRIEF = 2  # years; bodies tell so short a time, or one of days, by its dates or in words
FAR = 50  # times: counts so far apart are of other things
FEW = 4  # a headline counts so few by itself: "two men and a teenager" are three
EQUAL, SMALL = 3.0, 20  # likeness that an equal figure adds, unless it is a small count
AGAINST, MARGIN = (
    3.5,
    2.5,
)  # likeness to conflict though the number stands elsewhere, and by how much it must be the better
NAMING = re.compile(
    r"(?:\b(?:part|episode|week|day|chapter|season|round|update|volume|vol|no|number|game|route|highway|flight|"
    r"channel|area|title|"
    r"article|section|proposition|prop|phase|level|tier|group|big|top)\.?\s*#?\s*|[#/&$'’-])\Z",
    re.IGNORECASE,
)
AFTER_NAME = re.compile(r"^(?:/|['’]s\b|-?(?:in-1|of-a-kind))")
MORE = re.compile(r"^\s+(?:more|other|others|additional)\b", re.IGNORECASE)
LISTED = re.compile(
    r"^\s*(?:[\w-]+\s+){0,3}?(?:things|ways|reasons|tips|facts|takeaways|photos|pictures|moments|questions|"
    r"lessons|charts|maps|quotes|"
    r"signs|myths|steps|stories|examples|ideas|rules|best|worst|most|times|points|words)\b|"
    r"^-(?:word|letter|character|second)\b",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """A body figure and how alike its words are to the headline's."""

    mention: Mention
    score: float


def compare_headline(reading: Reading, prose: Sequence[Mention]) -> Iterator[Pairing]:
    """Yield a pairing for each headline, standfirst or caption figure that the body contradicts or does not hold."""
    above = [m for m in prose if m.sentence.role in ABOVE and m.letter not in SILENT and not _named(m)]
    body = [m for m in prose if m.sentence.part == Part.TEXT and m.sentence.role not in ABOVE]
    above = above[:MOST]
    below = [
        m for m in prose if m.sentence.role != Role.HEADLINE
    ]  # what a standfirst or caption says supports a headline
    if not above or not body:
        return
    printed = numbers_of(reading)
    for mention in above:
        if mention.figure.value is not None and mention.figure.text.lower() != "one":
            yield from _against(reading, mention, below if mention.sentence.role == Role.HEADLINE else body, printed)


def beyond(prose: Sequence[Mention]) -> int:
    """Return how many figures of headline, standfirst and captions come after those held against the body."""
    return max(0, sum(1 for m in prose if m.sentence.role in ABOVE and m.letter not in SILENT) - MOST)


def _named(mention: Mention) -> bool:
    """Whether the number is part of a name: "Part 2", "9/11", "Fourth of July"."""
    before, after = mention.around
    if MORE.match(after):
        return True  # "160 more rescued": the body counts all of them
    if mention.letter == "o" and ORDINAL_WORD.match(mention.figure.text):
        return True
    return bool(NAMING.search(before) or AFTER_NAME.match(after))


def _against(
    reading: Reading, mention: Mention, body: Sequence[Mention], printed: frozenset[Decimal]
) -> Iterator[Pairing]:
    headline = mention.sentence.role == Role.HEADLINE
    rivals = [Found(other, likeness(mention, other)) for other in body if comparable(mention, other)]
    opposed = [
        _weighed(mention, found) for found in rivals if not _agrees(mention, found) and _counts_alike(mention, found)
    ]
    best = max(opposed, key=lambda found: (found.score, -found.mention.sentence.position), default=None)
    support = _support(mention, rivals, printed)
    if support is not None:
        against = best is not None and best.score >= AGAINST and best.score - support >= MARGIN
        if headline and best is not None and against and not others_more(mention, best.mention):
            yield _conflict(mention, best, ("value_elsewhere",))
        return
    if restated(mention, body):
        return
    enough = SURE if not headline else STRONG if _telling(mention) else STRONG + HALF
    if headline and best is not None and best.score >= enough and not others_more(mention, best.mention):
        yield _conflict(mention, best, ())
    elif derived(reading, mention, body):
        return
    elif best is not None and best.score >= (RIVAL if headline else SURE):
        yield _conflict(mention, best, ())
    elif headline:
        yield _absent(mention)


def _counts_alike(mention: Mention, found: Found) -> bool:
    """Whether two bare counts stand before a common word, or in sentences that tell of the same happening."""
    one, other = mention, found.mention
    shared = set(one.after[:4]) & set(other.after[:4]) or any(word.startswith("=") for word in one.said & other.said)
    return one.letter != "n" or (bool(shared) and not _far_apart(one, other))


def _far_apart(one: Mention, other: Mention) -> bool:
    """Whether two counts are of other sizes altogether, and no slip of the other: "3 races", "1,077 voters"."""
    low, high = sorted(abs(m.figure.value or Decimal(1)) for m in (one, other))
    return high > low * FAR and slip(one.figure, other.figure) is None


def _weighed(mention: Mention, found: Found) -> Found:
    """Return the body's figure with a likeness that counts a slip too, and twice one that chance seldom makes."""
    pattern = slip(mention.figure, found.mention.figure)
    return Found(found.mention, found.score + (0 if pattern is None else 1 if pattern == "digit" else 2))


def _agrees(mention: Mention, found: Found) -> bool:
    return same_value(mention.figure, found.mention.figure, coarser=True)


def _telling(mention: Mention) -> bool:
    """Whether an equal figure is unlikely to be there by chance: any but a small bare count."""
    return mention.letter != "n" or (mention.figure.value or 0) > SMALL


def _support(mention: Mention, rivals: Sequence[Found], printed: frozenset[Decimal]) -> float | None:
    """Return how alike the best agreeing figure of the body is, 0 for a bare number, None when there is none."""
    value = mention.figure.value
    scores = [
        found.score + (EQUAL if found.mention.figure.value == value and _telling(mention) else 0.0)
        for found in rivals
        if _agrees(mention, found) and (found.mention.figure.value == value or found.score >= BOUND_ALIKE)
    ]
    if value in printed or rounds_in(mention, printed):
        scores.append(EQUAL if mention.letter == "p" and value in printed else 0.0)
    return max(scores, default=None)


def _qualifiers(mention: Mention) -> list[str]:
    found = [f"role:{mention.sentence.role}"]
    if mention.figure.quoted or mention.sentence.text.rstrip().endswith("?"):
        found.append("quoted")
    if mention.letter == "o":
        found.append("ordinal")
    value = mention.figure.value or 0
    short = mention.letter == "t" and (value <= BRIEF or mention.figure.unit != "a")
    if short or (mention.letter == "n" and value <= FEW):
        found.append("worked_out")
    if LISTED.match(mention.around[1]) or mention.around[1].lower().startswith((" figures", "-figure")):
        found.append("list")
    return found


def _conflict(mention: Mention, best: Found, extra: tuple[str, ...]) -> Pairing:
    figure, other = mention.figure, best.mention.figure
    qualifiers = [*_qualifiers(mention), f"likeness:{min(int(best.score), 9)}", *extra]
    if pattern := slip(figure, other):
        qualifiers.append(f"slip:{pattern}")
    if figure.bound in {Bound.AT_LEAST, Bound.OVER} and (other.value or 0) > (figure.value or 0):
        qualifiers.append("stale")
    said, expected = spread_of(figure, rounding=False), spread_of(other, rounding=False)  # a rounding would have agreed
    return Pairing(
        relation="headline_body",
        sentence=mention.sentence,
        place=place_of(mention, "figure"),
        reported=said,
        expected=expected,
        unit=figure.unit,
        reading=reading_of(figure.text, said, expected, f'the body\'s "{other.text}"') if said and expected else "",
        partners=(place_of(best.mention, "figure in the body"),),
        other=best.mention.sentence,
        qualifiers=tuple(qualifiers),
    )


def _absent(mention: Mention) -> Pairing:
    figure = mention.figure
    return Pairing(
        relation="headline_absent",
        sentence=mention.sentence,
        place=place_of(mention, "figure"),
        reported=spread_of(figure),
        expected=None,
        unit=figure.unit,
        reading=f'reported "{figure.text}", read as {plain(figure.value)}; no figure of the body equals it or '
        f"adds up to it",
        partners=(),
        qualifiers=tuple(_qualifiers(mention)),
    )
