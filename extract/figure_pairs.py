"""Figures that the words tie together -> pairs, agreeing or not: extract says what is tied, the checks' SQL judges."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from extract.comparison.above_ties import above_ties
from extract.comparison.mentions import masked_sentences, mentions_of
from extract.comparison.omissions import left_out
from extract.comparison.restated_ties import restated_ties
from extract.comparison.tie_patterns import pattern_ties
from warehouse.records import FigurePair, PairId, stable_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.comparison.mentions import Masked
    from extract.comparison.ties import Tie
    from extract.reading import Reading
    from warehouse.records import Claim, Figure

MOST = 400  # pairs kept of one article: no prose has as many, a table of results does


def read_pairs(reading: Reading, figures: Sequence[Figure], claims: Sequence[Claim]) -> tuple[FigurePair, ...]:
    """Return the article's pairs in reading order of their first figures, at most MOST, and what was left out."""
    if not figures or not claims:
        return ()
    by_sentence = {claim.sentence_id: claim for claim in claims}
    every = masked_sentences(mentions_of(reading, figures))
    found: dict[str, FigurePair] = {}
    statements: dict[tuple[object, ...], int] = {}
    for tie in sorted(_ties(reading, [masked for masked in every if masked.prose]), key=_order):
        claim = by_sentence.get(tie.first.sentence.sentence_id)
        if claim is not None:
            number = statements.setdefault(tie.statement or (len(statements),), len(statements))
            other = by_sentence.get(tie.second.sentence.sentence_id) if tie.second else None
            pair = _pair(tie, number, claim, other)
            found.setdefault(pair.pair_id, pair)
    kept = tuple(found.values())[:MOST]
    missing = left_out(every, len(found) - len(kept))
    return (_not_compared(figures[0], claims[0], len(statements), missing), *kept) if missing else kept


def _not_compared(figure: Figure, claim: Claim, number: int, missing: tuple[str, ...]) -> FigurePair:
    """Return what was left out as a row of its own, at the article's first statement."""
    return FigurePair(
        article_id=figure.article_id,
        pair_id=PairId(stable_id("pair", "not_compared", claim.claim_id)),
        tie="not_compared",
        group_no=number,
        claim_id=claim.claim_id,
        other_claim_id=None,
        first_id=figure.figure_id,
        second_id=None,
        words_between="",
        notes=missing,
    )


def _ties(reading: Reading, sentences: Sequence[Masked]) -> Iterator[Tie]:
    for masked in sentences:
        yield from pattern_ties(masked)
    prose = [mention for masked in sentences for mention in masked.mentions]
    yield from above_ties(reading, prose)
    yield from restated_ties(prose)


def _order(tie: Tie) -> tuple[int, int, str, int]:
    second = tie.second.figure.span_start if tie.second else -1
    return tie.first.sentence.position, tie.first.figure.span_start, tie.tie, second


def _pair(tie: Tie, number: int, claim: Claim, other: Claim | None) -> FigurePair:
    first, second = tie.first.figure, tie.second.figure if tie.second else None
    second_id = second.figure_id if second else None
    signs = asdict(tie.signs) if tie.signs else {}
    return FigurePair(
        article_id=first.article_id,
        pair_id=PairId(stable_id("pair", tie.tie, first.figure_id, second_id, *(tie.notes if second is None else ()))),
        tie=tie.tie,
        group_no=number,
        claim_id=claim.claim_id,
        other_claim_id=other.claim_id if other and other.claim_id != claim.claim_id else None,
        first_id=first.figure_id,
        second_id=second_id,
        words_between=tie.words_between,
        notes=tie.notes,
        **signs,
    )
