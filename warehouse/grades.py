"""The house's scale of verdicts: what a claim may turn out to be, and which number that is in a ClaimReview."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grade:
    """One verdict of the house's scale; `rating` is its number in a ClaimReview, None where it stands on no scale."""

    name: str
    rating: int | None = None

    @property
    def key(self) -> str:
        """What tells it from the others, and what acts hold."""
        return re.sub(r"\W+", "_", self.name.casefold()).strip("_")


SCALE = (
    Grade("False", 1),
    Grade("Mostly false", 2),
    Grade("Half true", 3),
    Grade("Mostly true", 4),
    Grade("True", 5),
    Grade("Unproven"),
)
