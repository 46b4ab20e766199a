"""Bounds that nothing can pass: bodies of fixed size, ties that are none, shares above the whole, ends of a range."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from extract.comparison.pairings import Pairing, arithmetic, place_of
from extract.comparison.roundings import Spread, ends_of, plain, spread_of
from warehouse.terms import Bound

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.comparison.mentions import Masked, Mention
    from extract.reading import Reading

ONLY_ALL = re.compile(r"\ball\s+(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)
TIE = re.compile(r"^\s*[-–]?\s*(?:ties?|tied|deadlock\w*|split evenly|even split|dead heat)\b", re.IGNORECASE)
TIED = re.compile(r"\b(?:tied|deadlocked|evenly split|split evenly)\s+(?:at\s+)?$", re.IGNORECASE)
TWO = re.compile(r"(\d+)\D+(\d+)")
SHARE_OF = re.compile(r"^\s+of\s+(?:the\s+|all\s+|its\s+|their\s+)?(?:\w+\s+)?(?:voters|respondents|people|"
                      r"residents|adults|students|"
                      r"households|votes|precincts|children|women|men|americans|pupils|patients|workers|"
                      r"those)\b", re.IGNORECASE)  # fmt: skip
WHOLE = Decimal(100)
# Ends that stand lowest first; "from 5 to 3 percent" is a fall, and "48-44" a lead.
RANGED = re.compile(r"^(?:between|ranging from|ranged from|ranges? from|anywhere from)\b", re.IGNORECASE)
RANGED_BEFORE = re.compile(
    r"\b(?:between|rang(?:e|es|ed|ing)|ranging from|anywhere from)\s+(?:from\s+)?$", re.IGNORECASE
)
BELOW_ZERO = re.compile(r"(?:[-−–]|minus\s|below\s)\s?[$£€]?\d", re.IGNORECASE)
MEAN = (
    r"\b(?:average|mean|median)(?:\s+(?:age|price|cost|rent|wage|salary|temperature|score|speed|fare|fee))?"
    r"(?:\s+(?:of|is|was|being))?\s+(?:about\s+|around\s+)?"
)
RANGE_MEAN = re.compile(rf"⟦(?P<letter>[a-z])(?P<range>\d+)⟧(?P<gap>[^⟦⟧.;]{{0,60}}?){MEAN}⟦(?P=letter)(?P<mean>\d+)⟧")
MEAN_RANGE = re.compile(rf"{MEAN}⟦(?P<letter>[a-z])(?P<mean>\d+)⟧(?P<gap>[^⟦⟧.;]{{0,40}}?)⟦(?P=letter)(?P<range>\d+)⟧")
OTHER_TIME = re.compile(
    r"\b(?:last|previous|ago|earlier|before|from|than|compared|national\w*|elsewhere)\b", re.IGNORECASE
)
WHO = re.compile(r"^\W*(?:\w+\W+){1,4}?(?:who|that|which|whose|aboard|on|in|at|from|of|with|for)\b", re.IGNORECASE)
ANYONE = {"~person", "~man", "~woman", "~child", "others", "case", "=case", "tim"}  # counted in many groups
UNLIKE = {"subset", "earlier", "comparison", "conditional", "negated", "question"}


LEAST = {Bound.AT_LEAST, Bound.OVER}
MOST = 150  # counts of one article that are held against "all N"


@lru_cache(maxsize=1)
def bodies() -> tuple[dict[str, Any], ...]:
    """Return the bodies of fixed size."""
    text = (files("extract") / "lexicons" / "en" / "fixed_totals.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["body"])


def compare_bounds(reading: Reading, masked: Masked) -> Iterator[Pairing]:
    """Yield a pairing for each figure that a fixed total, a tie or a whole bounds."""
    for mention in masked.mentions:
        if mention.letter == "n" and ONLY_ALL.search(mention.around[0]):
            yield from _fixed(reading, mention)
        elif mention.letter == "s":
            yield from _tie(mention)
        elif mention.figure.range_low is not None and mention.letter not in "dhys":
            yield from _order(mention)
        elif mention.letter == "p" and SHARE_OF.match(mention.around[1]):
            yield from _share(mention)
    yield from _means(masked)


def compare_wholes(prose: Sequence[Mention]) -> Iterator[Pairing]:
    """Yield "all 18 miners" with an earlier "at least 20 miners" that it falls short of."""
    counts = _counts(prose)[:MOST]
    least = [m for m in counts if m.figure.bound in LEAST and m.nouns[-1] not in ANYONE]
    for whole in counts:
        value = whole.figure.value
        if value is None or not ONLY_ALL.search(whole.around[0]) or WHO.match(whole.around[1][:60]):
            continue
        for one in least:
            before = one.sentence.position < whole.sentence.position
            if before and one.nouns[-1] == whole.nouns[-1] and value < (one.figure.value or 0):
                yield _short_of(whole, one)
                break


def beyond(prose: Sequence[Mention]) -> int:
    """Return how many of the article's counts come after those that are held against "all N"."""
    return max(0, len(_counts(prose)) - MOST)


def _counts(prose: Sequence[Mention]) -> list[Mention]:
    return [m for m in prose if m.letter == "n" and m.nouns and not UNLIKE & set(m.figure.reads)]


def _short_of(whole: Mention, one: Mention) -> Pairing:
    said = Spread(whole.figure.value or WHOLE, whole.figure.value or WHOLE)
    least = one.figure.value or WHOLE
    return Pairing(
        relation="all_of",
        sentence=whole.sentence,
        place=place_of(whole, "figure"),
        reported=said,
        expected=Spread(least, max(least, least * 10)),
        unit=whole.figure.unit,
        reading=f'reported "all {whole.figure.text}"; earlier "{one.figure.text}" of them, {plain(least)} or more',
        partners=(place_of(one, "earlier count"),),
        other=one.sentence,
    )


def _order(mention: Mention) -> Iterator[Pairing]:
    """Yield a range that names its ends, to be lowest first."""
    ranged = RANGED.match(mention.figure.text) or RANGED_BEFORE.search(mention.around[0])
    ends = ends_of(mention.figure)
    if ranged is None or ends is None or BELOW_ZERO.search(mention.figure.text):
        return
    first, last = (sum(end, Decimal(0)) / 2 for end in ends)
    how = "lowest first, up to the other end"
    yield arithmetic("range_order", mention, (), Spread(first, first), Spread(min(last, Decimal(0)), last), how)


def _means(masked: Masked) -> Iterator[Pairing]:
    """Yield an average with the range that it stands beside."""
    for pattern in (RANGE_MEAN, MEAN_RANGE):
        for match in pattern.finditer(masked.text):
            mean, ends = masked.mentions[int(match["mean"])], masked.mentions[int(match["range"])]
            low, high, said = ends.figure.range_low, ends.figure.range_high, spread_of(mean.figure)
            ranged = RANGED.match(ends.figure.text) or ends.figure.text.lower().startswith("from")
            if said is None or low is None or high is None or mean.figure.unit != ends.figure.unit:
                continue
            if ranged and not OTHER_TIME.search(match["gap"]):
                how = f'within "{ends.figure.text}"'
                yield arithmetic("mean_range", mean, (ends,), said, Spread(low, high), how)


def _fixed(reading: Reading, mention: Mention) -> Iterator[Pairing]:
    value, after = mention.figure.value, mention.around[1].lstrip()
    if value is None:
        return
    for body in bodies():
        words = next(
            (w for w in sorted(body["words"], key=len, reverse=True) if re.match(rf"{re.escape(w)}\b", after)), None
        )
        if words is None or not any(
            re.search(rf"\b{re.escape(name)}(?!\w)", reading.article.text) for name in body["named"]
        ):
            continue
        totals = [Decimal(total) for total in body["totals"]]
        nearest = min(totals, key=lambda total: abs(total - value))
        doubtful = not body["least"] <= value <= body["most"]
        how = f"from the {plain(nearest)} {words} there are ({body['from']})"
        qualifiers = ("other_group",) if doubtful else ()
        yield arithmetic("fixed_total", mention, (), Spread(value, value), Spread(nearest, nearest), how, qualifiers)
        return


def _tie(mention: Mention) -> Iterator[Pairing]:
    numbers = TWO.search(mention.figure.text)
    if not numbers or not (TIE.match(mention.around[1]) or TIED.search(mention.around[0])):
        return
    first, second = (Decimal(number) for number in numbers.groups())
    yield arithmetic(
        "tie", mention, (), Spread(first, first), Spread(second, second), "from the word “tie”, both sides alike"
    )


def _share(mention: Mention) -> Iterator[Pairing]:
    said = spread_of(mention.figure)
    if said is not None and mention.figure.change is None:
        yield Pairing(
            relation="share_bound",
            sentence=mention.sentence,
            place=place_of(mention, "figure"),
            reported=said,
            expected=Spread(Decimal(0), WHOLE),
            unit="percent",
            reading=f'reported "{mention.figure.text}"; a share of a group lies between 0 and 100 percent',
            partners=(),
        )
