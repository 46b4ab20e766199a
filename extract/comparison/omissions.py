"""Figures that were read but not compared: tables, links, lists, and those beyond what one article is compared for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.comparison.above_ties import ABOVE, LISTED
from extract.comparison.above_ties import beyond as beyond_headline
from extract.comparison.derivations import beyond as beyond_derivations
from extract.comparison.restated_ties import beyond as beyond_repeats
from warehouse.terms import TABLE_ROWS, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.comparison.mentions import Masked

LINKS = {Role.FURNITURE, Role.RELATED_LINK}


def left_out(sentences: Sequence[Masked], cut: int) -> tuple[str, ...]:
    """Return what was not compared, each as "12 in a table"; `cut` pairs were found and not kept."""
    return tuple(f"{count} {why}" for count, why in (*_counted(sentences), (cut, "pairs of figures too many")) if count)


def _counted(sentences: Sequence[Masked]) -> Iterator[tuple[int, str]]:
    """Yield how many figures were left out or lie beyond a limit of one article, and why, in words."""
    for roles, why in ((TABLE_ROWS, "in a table"), (LINKS, "in links and page furniture")):
        yield sum(len(masked.mentions) for masked in sentences if masked.sentence.role in roles), why
    rows = (m for m in sentences if m.tabular and m.sentence.role not in LINKS | TABLE_ROWS)
    yield sum(len(masked.mentions) for masked in rows), "in lines that read like a table's rows"
    prose = [mention for masked in sentences if masked.prose for mention in masked.mentions]
    above = [mention for mention in prose if mention.sentence.role in ABOVE]
    yield sum(1 for mention in above if LISTED.match(mention.around[1])), "that count the items of a list"
    yield beyond_headline(prose), "of captions too far down to be held against the body"
    yield beyond_repeats(prose), "too far down to be paired with each other"
    if above:
        yield beyond_derivations([m for m in prose if m.sentence.role not in ABOVE]), "too far down for sums"
