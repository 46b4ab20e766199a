"""Statements that merit checking: one claim a sentence, its score the sum of its features, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.claim.exemptions import ASIDES
from extract.claim.features import read_features, stakes_of
from extract.claim.genre import genre_of, of_document
from extract.claim.neighbours import lone_quotations
from extract.claim.passages import Passage, Sign, passages, quoted, sentence_source
from extract.claim.phrases import entry, language_of
from extract.claim.quotation_signs import quotation_signs, unbalanced
from extract.claim.sourcing import source_signs
from extract.claim.voice import Scene, own_voice
from warehouse.records import Claim, ClaimId, Feature, stable_id
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.reading import Reading
    from warehouse.records import Attribution, Figure, Quotation

MOST_SIGNS = 60  # of one sentence: what has more is a list, and each sign is looked at beside the whole sentence


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
    everyone = passages(reading, figures, attributions, quotations)
    language = language_of(reading.article.language)
    scene = Scene(reading, language, everyone, genre_of(reading, everyone, language), of_document(everyone, language))
    lead = next((item.paragraph.number for item in everyone if item.sentence.role is Role.BODY), None)
    unpaired = unbalanced(everyone)
    claims: list[Claim] = []
    features: list[Feature] = []
    for number, passage in enumerate(everyone):
        first = passage.sentence.part is Part.TITLE or passage.paragraph.number == lead
        draft = _draft(number, scene, unpaired.get(passage.sentence.position), prominent=first)
        if draft.signs or number == 0:
            claim = _claim(draft, scene.language)
            claims.append(claim)
            features.extend(_features(draft, claim, scene))
    return tuple(claims), tuple(features)


def _draft(number: int, scene: Scene, unpaired: Sign | None, *, prominent: bool) -> Draft:
    """Return what a sentence shows; where it shows nothing, there is no claim and nothing else is looked up."""
    passage, language = scene.everyone[number], scene.language
    source = sentence_source(passage)
    signs = [
        *read_features(passage, language),
        *([] if passage.sentence.role in ASIDES else source_signs(passage, scene.reading, language)),
        *quotation_signs(passage, source),
        *([] if scene.genre else lone_quotations(number, scene.everyone)),
        *filter(None, [unpaired]),
    ]
    signs = [sign for sign in signs if _inside(sign, passage) or sign.feature == "anonymous_opinion"][:MOST_SIGNS]
    if not signs:
        return Draft(passage, [], None, None)
    voiced, exemption = own_voice(number, scene, signs, source)
    signs += voiced
    if stakes := stakes_of(passage, language):
        signs.append(stakes)
    if prominent:
        where = "headline" if passage.sentence.part is Part.TITLE else "lead"
        signs.append(Sign("prominent", passage.sentence.span_start, passage.sentence.span_end, where))
    once = {(sign.feature, sign.span_start, sign.span_end): sign for sign in signs}
    return Draft(passage, list(once.values()), exemption, source)


def _inside(sign: Sign, passage: Passage) -> bool:
    return passage.sentence.span_start <= sign.span_start < sign.span_end <= passage.sentence.span_end


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


def _features(draft: Draft, claim: Claim, scene: Scene) -> list[Feature]:
    return [
        Feature(
            article_id=claim.article_id,
            claim_id=claim.claim_id,
            feature=sign.feature,
            part=sign.part or claim.part,
            span_start=sign.span_start,
            span_end=sign.span_end,
            text=scene.reading.words(sign.part or claim.part)[sign.span_start : sign.span_end],
            weight=weight,
            detail=sign.detail,
        )
        for sign, weight in zip(draft.signs, _weights(draft.signs, scene.language), strict=True)
    ]
