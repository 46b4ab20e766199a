"""Figures that the text binds together -> comparisons: both intervals and the recomputation; the checks judge them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.comparison.mentions import masked_sentences, mentions_of
from extract.comparison.omissions import limits, not_compared, omissions
from extract.comparison.score_comparisons import compare_scores
from warehouse.records import Comparison, ComparisonId, Evidence, stable_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.comparison.mentions import Masked, Mention
    from extract.comparison.pairings import Pairing
    from extract.reading import Reading
    from warehouse.records import Claim, Figure

MOST = 400  # comparisons kept of one article: no prose has as many, a table of results does


def read_comparisons(reading: Reading, figures: Sequence[Figure], claims: Sequence[Claim]) -> tuple[Comparison, ...]:
    """Return the article's comparisons in reading order of their spans, those that agree included."""
    if not figures and not reading.article.text:
        return ()
    by_sentence = {claim.sentence_id: claim for claim in claims}
    sentences = masked_sentences(mentions_of(reading, figures))
    found: dict[str, Comparison] = {}
    for pairing in sorted(_pairings(reading, sentences), key=_order):
        claim = by_sentence.get(pairing.sentence.sentence_id)
        if claim is not None:
            other = by_sentence.get(pairing.other.sentence_id) if pairing.other else None
            record = _record(reading, pairing, claim, other)
            found.setdefault(record.comparison_id, record)
    kept = tuple(found.values())[:MOST]
    return (*_left_out(reading, sentences, claims, len(found) - len(kept)), *kept)


def _left_out(reading: Reading, sentences: Sequence[Masked], claims: Sequence[Claim], cut: int) -> Iterator[Comparison]:
    """Yield, at the first claim, what the limits kept from being compared."""
    first = {claim.sentence_id: claim for claim in reversed(claims)}
    sentence = next((sentence for sentence in reading.sentences if sentence.sentence_id in first), None)
    if sentence is None:
        return
    claim = first[sentence.sentence_id]
    prose = _prose(sentences)
    beyond = [*limits(reading, prose), (cut, "comparisons")]
    pairing = not_compared(claim, sentence, list(omissions(sentences, prose)), beyond)
    if pairing is not None:
        yield _record(reading, pairing, claim, None)


def _prose(sentences: Sequence[Masked]) -> list[Mention]:
    return [mention for masked in sentences if masked.prose for mention in masked.mentions]


def _order(pairing: Pairing) -> tuple[int, int, int, str]:
    return pairing.sentence.position, pairing.place.span_start, pairing.place.span_end, pairing.relation


def _pairings(reading: Reading, every: Sequence[Masked]) -> Iterator[Pairing]:
    sentences = [masked for masked in every if masked.prose]
    prose = _prose(sentences)
    yield from compare_scores(prose)


def _record(reading: Reading, pairing: Pairing, claim: Claim, other: Claim | None) -> Comparison:
    article_id = reading.article.article_id
    place = pairing.place
    partners = tuple(Evidence(article_id, *partner) for partner in pairing.partners)
    key = (pairing.relation, claim.claim_id, place.span_start - claim.span_start, *(p[1:4] for p in partners))
    return Comparison(
        article_id=article_id,
        comparison_id=ComparisonId(stable_id("comparison", *key)),
        claim_id=claim.claim_id,
        other_claim_id=other.claim_id if other else None,
        relation=pairing.relation,
        part=place.part,
        span_start=place.span_start,
        span_end=place.span_end,
        reported_low=pairing.reported.low if pairing.reported else None,
        reported_high=pairing.reported.high if pairing.reported else None,
        expected_low=pairing.expected.low if pairing.expected else None,
        expected_high=pairing.expected.high if pairing.expected else None,
        unit=pairing.unit,
        reading=pairing.reading,
        partners=partners,
        qualifiers=pairing.qualifiers,
    )
