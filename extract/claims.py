"""Statements that merit checking: one claim a sentence, its score the sum of its features, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.exemptions import exempt_part, exemption_of
from extract.features import read_features, stakes_of
from extract.passages import Passage, Sign, covered, passages, quoted, sentence_source
from extract.phrases import entry, language_of
from extract.sourcing import attributed_elsewhere, nearest_source, source_signs
from warehouse.records import Claim, ClaimId, Feature, stable_id
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.reading import Reading
    from warehouse.records import Attribution, Figure, Quotation

# Where two of them stand in one clause, the first alone asks.
GRAVEST_FIRST = (
    "impersonal_weasel",
    "allegation",
    "passive_without_agent",
    "weasel_crowd",
    "evidential",
    "cause",
    "prediction",
    "quantity",
    "comparison",
    "superlative",
    "mind_reading",
    "judgement",
)


class Draft(NamedTuple):
    """A claim in the making: its sentence, its signs and the verdicts on them."""

    passage: Passage
    signs: list[Sign]
    exemption: str | None
    source: Attribution | None


def read_claims(
    reading: Reading,
    figures: Sequence[Figure],
    attributions: Sequence[Attribution],
    quotations: Sequence[Quotation],
) -> tuple[tuple[Claim, ...], tuple[Feature, ...]]:
    """Return the claims of an article and their features, both in reading order.

    The headline (else the first sentence) always is a claim, so that flags on the whole article have an anchor.
    """
    language = language_of(reading.article.language)
    everyone = passages(reading, figures, attributions, quotations)
    claims: list[Claim] = []
    features: list[Feature] = []
    lead = _lead(everyone)
    for number, passage in enumerate(everyone):
        draft = _draft(passage, everyone, reading, language, lead)
        if draft.signs or number == 0:
            claim = _claim(draft, language)
            claims.append(claim)
            features.extend(_features(draft, claim, reading, language))
    return tuple(claims), tuple(features)


def _lead(everyone: Sequence[Passage]) -> int | None:
    """Return the number of the body's first paragraph."""
    return next((item.paragraph.number for item in everyone if item.sentence.role is Role.BODY), None)


def _draft(passage: Passage, everyone: Sequence[Passage], reading: Reading, language: str, lead: int | None) -> Draft:
    signs = [*read_features(passage, language), *source_signs(passage)]
    signs += [Sign("quotation", item.span_start, item.span_end) for item in passage.quotations]
    signs = [sign for sign in signs if _inside(sign, passage)]
    if not signs:
        return Draft(passage, [], None, None)
    source = sentence_source(passage)
    bare = _bare(passage, signs, source)
    reasons = _reasons(passage, bare, reading, language)
    own = [sign for sign, reason in zip(bare, reasons, strict=True) if reason is None]
    if own:
        signs += _context(passage, own, everyone)
    if stakes := stakes_of(passage, language):
        signs.append(stakes)
    if passage.sentence.part is Part.TITLE or passage.paragraph.number == lead:
        signs.append(Sign("prominent", passage.sentence.span_start, passage.sentence.span_end, _prominence(passage)))
    return Draft(passage, signs, None if own else next(iter(reasons), None), source)


def _bare(passage: Passage, signs: Sequence[Sign], source: Attribution | None) -> list[Sign]:
    """Return the signs that no source covers and no quotation marks enclose."""
    return [
        sign
        for sign in signs
        if source is None
        and sign.feature in GRAVEST_FIRST
        and not quoted(passage, (sign.span_start, sign.span_end))
        and not covered(passage, (sign.span_start, sign.span_end))
    ]


def _reasons(passage: Passage, bare: Sequence[Sign], reading: Reading, language: str) -> list[str | None]:
    """Return why each bare sign is left alone, or None where it is not."""
    whole = exemption_of(passage, reading, language)
    return [whole or exempt_part(passage, sign, language) for sign in bare]


def _context(passage: Passage, own: Sequence[Sign], everyone: Sequence[Passage]) -> list[Sign]:
    """Return what a check needs to ask its question: the gravest sign, the nearest source, the same fact elsewhere."""
    gravest = min(own, key=lambda sign: (GRAVEST_FIRST.index(sign.feature), sign.span_start))
    signs = [Sign("own_voice", gravest.span_start, gravest.span_end, gravest.feature)]
    if near := nearest_source(passage, everyone):
        signs.append(near)
    if other := attributed_elsewhere(passage, everyone):
        there = other.sentence
        signs.append(Sign("attributed_elsewhere", there.span_start, there.span_end, part=there.part))
    return signs


def _inside(sign: Sign, passage: Passage) -> bool:
    return passage.sentence.span_start <= sign.span_start < sign.span_end <= passage.sentence.span_end


def _prominence(passage: Passage) -> str:
    return "headline" if passage.sentence.part is Part.TITLE else "lead"


def _weights(signs: Sequence[Sign], language: str) -> list[float]:
    """Return what each sign adds: the first of its name counts, and the whole never exceeds one."""
    seen: set[str] = set()
    weights = []
    for sign in signs:
        weights.append(0.0 if sign.feature in seen else entry("features", sign.feature, language).weight)
        seen.add(sign.feature)
    total = sum(weights)
    return [round(weight / max(1.0, total), 4) for weight in weights]


def _claim(draft: Draft, language: str) -> Claim:
    sentence = draft.passage.sentence
    return Claim(
        article_id=sentence.article_id,
        claim_id=ClaimId(stable_id("claim", sentence.sentence_id, 0)),
        sentence_id=sentence.sentence_id,
        part=sentence.part,
        span_start=sentence.span_start,
        span_end=sentence.span_end,
        text=sentence.text,
        check_worthiness=round(min(1.0, sum(_weights(draft.signs, language))), 4),
        quoted=bool(draft.passage.quotations)
        and quoted(draft.passage, (_middle(draft.passage), _middle(draft.passage) + 1)),
        exemption=draft.exemption,
        attribution_id=draft.source.attribution_id if draft.source else None,
    )


def _middle(passage: Passage) -> int:
    return (passage.sentence.span_start + passage.sentence.span_end) // 2


def _features(draft: Draft, claim: Claim, reading: Reading, language: str) -> list[Feature]:
    return [
        Feature(
            article_id=claim.article_id,
            claim_id=claim.claim_id,
            feature=sign.feature,
            part=sign.part or claim.part,
            span_start=sign.span_start,
            span_end=sign.span_end,
            text=reading.words(sign.part or claim.part)[sign.span_start : sign.span_end],
            weight=weight,
            detail=sign.detail,
        )
        for sign, weight in zip(draft.signs, _weights(draft.signs, language), strict=True)
    ]
