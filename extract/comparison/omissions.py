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

    from extract.comparison.mentions import Masked, Mention
    from extract.reading import Reading

LINKS = {Role.FURNITURE, Role.RELATED_LINK}


def left_out(reading: Reading, sentences: Sequence[Masked], cut: int) -> tuple[str, ...]:
    """Return what was not compared, each as "12 in a table"; `cut` pairs were found and not kept."""
    prose = [mention for masked in sentences if masked.prose for mention in masked.mentions]
    counted = (*_omissions(sentences, prose), *_limits(reading, prose), (cut, "pairs of figures too many"))
    return tuple(f"{count} {why}" for count, why in counted if count)


def _omissions(sentences: Sequence[Masked], prose: Sequence[Mention]) -> Iterator[tuple[int, str]]:
    """Yield how many figures were left out altogether, and why, in words."""
    for rows, why in (
        ([m for m in sentences if m.sentence.role in TABLE_ROWS], "in a table"),
        ([m for m in sentences if m.sentence.role in LINKS], "in links and page furniture"),
        ([m for m in sentences if m.tabular and not _outside(m)], "in lines that read like a table's rows"),
    ):
        yield sum(len(masked.mentions) for masked in rows), why
    above = [mention for mention in prose if mention.sentence.role in ABOVE]
    yield sum(1 for mention in above if LISTED.match(mention.around[1])), "that count the items of a list"


def _limits(reading: Reading, prose: Sequence[Mention]) -> Iterator[tuple[int, str]]:
    """Yield how many figures lie beyond each limit of one article, and which limit it is, in words."""
    yield beyond_headline(prose), "of captions too far down to be held against the body"
    yield beyond_repeats(prose), "too far down to be paired with each other"
    if any(mention.sentence.role in ABOVE for mention in prose):
        yield from beyond_derivations(reading, [mention for mention in prose if mention.sentence.role not in ABOVE])


def _outside(masked: Masked) -> bool:
    return masked.sentence.role in TABLE_ROWS or masked.sentence.role in LINKS
