"""A quantity in another unit: every reading of a unit word, its rounding kept."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from extract.comparison.roundings import Spread

if TYPE_CHECKING:
    from collections.abc import Iterator

FIVE_NINTHS, THIRTY_TWO = Decimal(5) / Decimal(9), Decimal(32)


class Unit(NamedTuple):
    """A unit's dimension and the SI factors that its word may stand for."""

    kind: str
    factors: tuple[Decimal, ...]


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """Return the units by name."""
    found: dict[str, Unit] = {}
    for line in (files("extract") / "lexicons" / "en" / "conversions.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        kind, *names, factors = line.split("|")
        words = _words(names)
        for name in words:
            found[name] = Unit(kind.strip(), tuple(Decimal(factor) for factor in factors.split()))
    return found


def _words(names: list[str]) -> list[str]:
    """Names of several words are parted by bars, names of one word by spaces."""
    phrases = ("square", "cubic", "per", "short", "long", "metric", "fluid", "sq")
    if len(names) > 1 or names[0].split()[0] in phrases:
        return [name.strip() for name in names]
    return names[0].split()


def unit_of(name: str) -> Unit | None:
    """Return the unit that a name means: "kilometres", "square-mile", "mph"."""
    name = " ".join(name.lower().replace("-", " ").split()).rstrip(".")
    for form in (name, name.removesuffix("s"), name.replace("miles", "mile").replace("metres", "metre")):
        if form in units():
            return units()[form]
    return None


def converted(spread: Spread, start: str, goal: str) -> Iterator[Spread]:
    """Yield the spread in the other unit, once for every reading of the two words; none when they are of two kinds."""
    one, other = unit_of(start), unit_of(goal)
    if one is None or other is None or one.kind != other.kind:
        return
    for factor in one.factors:
        for divisor in other.factors:
            yield Spread(spread.low * factor / divisor, spread.high * factor / divisor)


def degrees(spread: Spread, *, to_celsius: bool) -> Iterator[Spread]:
    """Yield a temperature in the other scale: as a reading of the thermometer, then as a difference."""
    if to_celsius:
        yield Spread((spread.low - THIRTY_TWO) * FIVE_NINTHS, (spread.high - THIRTY_TWO) * FIVE_NINTHS)
        yield Spread(spread.low * FIVE_NINTHS, spread.high * FIVE_NINTHS)
    else:
        yield Spread(spread.low / FIVE_NINTHS + THIRTY_TWO, spread.high / FIVE_NINTHS + THIRTY_TWO)
        yield Spread(spread.low / FIVE_NINTHS, spread.high / FIVE_NINTHS)
