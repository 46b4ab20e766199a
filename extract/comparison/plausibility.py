"""Values that no such thing is known to have had: a person of 214 years, 480 g of sodium in a soup."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from extract.comparison.pairings import arithmetic
from extract.comparison.roundings import Spread
from extract.comparison.stems import meaning, meanings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.comparison.mentions import Masked
    from extract.comparison.pairings import Pairing

FAR = Decimal(10) ** 9  # an end that no value reaches


@lru_cache(maxsize=1)
def things() -> tuple[dict[str, Any], ...]:
    """Return the things whose values are bounded, their words as meanings."""
    text = (files("extract") / "lexicons" / "en" / "limits_of_things.toml").read_text("utf-8")
    found = tomllib.loads(text)["thing"]
    return tuple({**thing, "counted": {meaning(word) for word in thing["counted"]}} for thing in found)


def compare_plausibility(masked: Masked) -> Iterator[Pairing]:
    """Yield a pairing for each figure of a thing whose greatest and least known values stand in the data file."""
    for mention in masked.mentions:
        figure = mention.figure
        if figure.value is None:
            continue
        beside = {*mention.after[:2], *meanings(figure.counted or "")}
        for thing in things():
            if (
                thing["dimension"] != figure.dimension
                or figure.unit not in thing["units"]
                or not beside & thing["counted"]
            ):
                continue
            allowed = Spread(Decimal(str(thing.get("least", 0))), Decimal(str(thing.get("most", FAR))))
            yield arithmetic(
                "plausibility", mention, (), Spread(figure.value, figure.value), allowed, f"from {thing['from']}"
            )
