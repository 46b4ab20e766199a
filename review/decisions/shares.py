"""How often people confirm what a check raises, with the interval that the count allows (Wilson 1927)."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from review.decisions.in_force import Decisions

Z = 1.959963984540054  # two-sided 95 %


class Share(NamedTuple):
    """`confirmed` of `decided` flags; `low` and `high` are the 95 % Wilson interval of the share."""

    confirmed: int
    decided: int
    share: float
    low: float
    high: float


def wilson(confirmed: int, decided: int) -> Share:
    """Return the share with its 95 % Wilson score interval; with nothing decided the interval is 0 to 1."""
    if decided == 0:
        return Share(0, 0, 0.5, 0.0, 1.0)
    share = confirmed / decided
    spread = Z * sqrt(share * (1 - share) / decided + Z * Z / (4 * decided * decided))
    middle, scale = share + Z * Z / (2 * decided), 1 + Z * Z / decided
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return Share(confirmed, decided, share, min(share, max(0.0, low)), max(share, min(1.0, high)))


def confirmed_shares(decisions: Decisions) -> dict[str, Share]:
    """Return the share of each check that people decided on: an act counts once, whatever its scope."""
    return _shares(decisions, "confirm", "dismiss")


def agreement(decisions: Decisions) -> dict[str, Share]:
    """Return, by check, how often a second reviewer who had not seen the dismissal dismissed the flag too."""
    return _shares(decisions, "second_dismiss", "second_confirm")


def _shares(decisions: Decisions, yes: str, no: str) -> dict[str, Share]:
    tally = decisions.tally
    checks = {check for check, act in list(tally) if act in (yes, no)}
    found = {check: (tally[check, yes], tally[check, yes] + tally[check, no]) for check in sorted(checks)}
    return {check: wilson(*numbers) for check, numbers in found.items() if numbers[1]}
