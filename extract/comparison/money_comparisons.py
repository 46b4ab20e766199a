"""Sums of money against each other: one exchange rate to an article, a rate that was ever paid, price times count."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from extract.comparison.pairings import arithmetic
from extract.comparison.roundings import Spread, over, printed_spread, times
from extract.comparison.wording import HEDGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.comparison.mentions import Masked, Mention
    from extract.comparison.pairings import Pairing

BRACKETED = re.compile(rf"⟦c(\d+)⟧\s*[(\[]\s*{HEDGE}⟦c(\d+)⟧[^()\[\]⟦⟧]{{0,16}}[)\]]")
HISTORIC = re.compile(r"\b(?:at the time|then|at that time|in today's|today's money|adjusted)\b", re.IGNORECASE)
EACH = re.compile(
    rf"⟦n(?P<count>\d+)⟧[^⟦⟧.;]{{0,40}}\b(?:at|for|costing|priced at|"
    rf"worth)\s+{HEDGE}⟦c(?P<price>\d+)⟧\s*(?:each|apiece|per \w+|a piece)\b"
    rf"[^⟦⟧.;]{{0,40}}\b(?:total(?: of|ling|ing)?|altogether|in all|for|costing|worth|"
    rf"or)\b[^⟦⟧.;]{{0,12}}⟦c(?P<total>\d+)⟧",
    re.IGNORECASE,
)
DISCOUNT = re.compile(r"\b(?:discount|off|plus|tax|fee|shipping|before|after)\b", re.IGNORECASE)
LOOSE = Spread(Decimal("0.97"), Decimal("1.03"))
EVER = Spread(Decimal("0.75"), Decimal("1.25"))  # beyond the lowest and highest yearly rate: a day's may lie outside


@lru_cache(maxsize=1)
def rates() -> dict[str, Spread]:
    """Return what a dollar has bought of each currency since 1990, lowest and highest."""
    text = (files("extract") / "lexicons" / "en" / "currency_rates.toml").read_text("utf-8")
    found = tomllib.loads(text, parse_float=Decimal)["rates"]
    return {code: Spread(Decimal(low), Decimal(high)) for code, (low, high) in found.items()}


class Rate(NamedTuple):
    """What one bracketed conversion implies."""

    bracketed: Mention
    main: Mention
    rate: Spread


def compare_rates(sentences: Sequence[Masked]) -> Iterator[Pairing]:
    """Yield a pairing for each conversion with the article's first one between the same two currencies."""
    first: dict[tuple[str, str], Rate] = {}
    for masked in sentences:
        for rate in _rates(masked):
            yield from _ever(masked, rate)
            kept = first.setdefault((rate.main.figure.unit, rate.bracketed.figure.unit), rate)
            main = printed_spread(rate.main.figure)
            said = printed_spread(rate.bracketed.figure)
            if kept is rate or main is None or said is None:
                continue
            expected = times(times(main, kept.rate), LOOSE)
            how = f'at the rate of "{kept.main.figure.text}" ("{kept.bracketed.figure.text}")'
            said_of = f"{kept.main.sentence.text} {masked.sentence.text}"
            qualifiers = ("historic",) if HISTORIC.search(said_of) else ()
            yield arithmetic(
                "currency_conversion", rate.bracketed, (rate.main, kept.bracketed), said, expected, how, qualifiers
            )


def _ever(masked: Masked, rate: Rate) -> Iterator[Pairing]:
    """Yield one conversion with what any rate since 1990 makes of its sum."""
    start, end = (rates().get(mention.figure.unit) for mention in (rate.main, rate.bracketed))
    main, said = printed_spread(rate.main.figure), printed_spread(rate.bracketed.figure)
    crossed = over(end, start) if start and end else None
    if crossed is None or main is None or said is None or HISTORIC.search(masked.sentence.text):
        return
    expected = times(times(main, crossed), EVER)
    how = f'from "{rate.main.figure.text}" at any rate since 1990'
    yield arithmetic("currency_magnitude", rate.bracketed, (rate.main,), said, expected, how)


def _rates(masked: Masked) -> Iterator[Rate]:
    for match in BRACKETED.finditer(masked.text):
        main, bracketed = masked.mentions[int(match[1])], masked.mentions[int(match[2])]
        one, other = printed_spread(main.figure), printed_spread(bracketed.figure)
        if one is None or other is None or main.figure.unit == bracketed.figure.unit:
            continue
        rate = over(other, one)
        if rate is not None:
            yield Rate(bracketed, main, rate)


def compare_prices(masked: Masked) -> Iterator[Pairing]:
    """Yield a pairing for each total whose count and unit price stand in the sentence."""
    for match in EACH.finditer(masked.text):
        count, price, total = (masked.mentions[int(match[name])] for name in ("count", "price", "total"))
        many, one, said = (printed_spread(mention.figure) for mention in (count, price, total))
        alike = price.figure.unit == total.figure.unit
        if many and one and said and alike and not DISCOUNT.search(masked.sentence.text):
            how = f"as {count.figure.text} times {price.figure.text}"
            yield arithmetic("unit_price", total, (count, price), said, times(many, one), how)
