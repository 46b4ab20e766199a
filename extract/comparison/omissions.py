"""Figures that were read but not compared: a table's rows, and those beyond what one article is compared for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.comparison.pairings import Pairing, Place
from extract.comparison.repeat_comparisons import beyond as beyond_repeats
from extract.comparison.score_comparisons import beyond as beyond_scores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.comparison.mentions import Masked, Mention
    from warehouse.records import Claim, Sentence


def omissions(sentences: Sequence[Masked], prose: Sequence[Mention]) -> Iterator[tuple[int, str]]:
    """Yield how many figures each limit left out, and which limit it was, in words."""
    rows = [masked for masked in sentences if masked.tabular]
    yield sum(len(masked.mentions) for masked in rows), "in lines that read like a table's rows"
    yield beyond_repeats(prose), "too far down to be paired with each other"
    yield beyond_scores(prose), "scores too far down to be paired with each other"


def not_compared(claim: Claim, sentence: Sentence, left: Sequence[tuple[int, str]], cut: int) -> Pairing | None:
    """Return what was left out as a pairing at the article's first claim, or None when all was compared."""
    told = [f"{number} {why}" for number, why in left if number]
    count = sum(number for number, _ in left)
    said = f"{count} figures of this article were not compared: {', '.join(told)}" if told else ""
    more = f"{cut} comparisons beyond the limit of one article were dropped" if cut else ""
    if not told and not more:
        return None
    return Pairing(
        relation="not_compared",
        sentence=sentence,
        place=Place(claim.part, claim.span_start, claim.span_end, "first statement"),
        reported=None,
        expected=None,
        unit="1",
        reading="; ".join(filter(None, (said, more))),
        partners=(),
    )
