"""Pieces of patterns over masked sentences that several families of comparisons share."""

from __future__ import annotations

# Words between a preposition and its figure that limit the figure, or that only name it an average or a total.
HEDGE = (
    r"(?:(?:an?|the|or|about|around|roughly|approximately|approx\.?|nearly|almost|some|more|less|fewer|than|"
    r"just|over|under|up|"
    r"down|at least|at most|only|average|median|total|high|low|peak|record|of|estimated|exactly|as many as)\s+)*"
)
