"""How often people confirm what a check raises, with the interval that the count allows (Wilson 1927)."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from review.standing import Standings

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


def confirmed_shares(standings: Standings) -> dict[str, Share]:
    """Return the share of each check that people decided on: an act counts once, whatever its scope."""
    confirmed: Counter[str] = Counter()
    decided: Counter[str] = Counter()
    for event in standings.standing_events():
        if event.act in ("confirm", "dismiss"):
            decided[event.check_code] += 1
            confirmed[event.check_code] += event.act == "confirm"
    return {check: wilson(confirmed[check], decided[check]) for check in decided}


def agreement(standings: Standings) -> dict[str, Share]:
    """Return, by check, how often a second reviewer who had not seen the dismissal dismissed the flag too."""
    agreed: Counter[str] = Counter()
    looked: Counter[str] = Counter()
    for event in standings.standing_events():
        if event.act in ("second_confirm", "second_dismiss"):
            looked[event.check_code] += 1
            agreed[event.check_code] += event.act == "second_dismiss"
    return {check: wilson(agreed[check], looked[check]) for check in looked}
