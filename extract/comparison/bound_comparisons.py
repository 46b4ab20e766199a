"""Bounds that nothing can pass: bodies of fixed size, ties that are none, shares above the whole."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from extract.comparison.pairings import Pairing, arithmetic, place_of
from extract.comparison.roundings import Spread, plain, spread_of

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        elif mention.letter == "p" and SHARE_OF.match(mention.around[1]):
            yield from _share(mention)


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
