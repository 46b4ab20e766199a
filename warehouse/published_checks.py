"""What other houses found out: published fact-checks as their ClaimReviews say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCheck:
    """One published fact-check; `listed_in` is the page, list or data feed that holds it."""

    check_id: str
    url: str
    claim: str
    claimant: str
    claimed_on: date | None
    publisher: str
    verdict: str
    rating: float | None
    worst: float | None
    best: float | None
    title: str
    reviewed_on: date | None
    listed_in: str
    fetched_at: datetime
