"""Statements that merit checking: one claim a sentence, who says so, what speaks for and against asking about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.claim.circumstances import Scene, story_of
from extract.claim.excerpts import Excerpt, Sign, excerpts, quoted, sentence_source
from extract.claim.exemptions import ASIDES, veto
from extract.claim.genre import OPINION, genre_of, of_document
from extract.claim.neighbours import (
    attributed_elsewhere,
    between_speakers,
    left_open,
    lone_quotations,
    nearest_source,
    quoted_next,
    told_by,
)
from extract.claim.phrases import language_of
from extract.claim.quotation_signs import quotation_signs, second_speakers, unbalanced
from extract.claim.signs import read_signs
from extract.claim.sourcing import source_signs
from extract.claim.stakes import stakes_of
from extract.claim.standing import THIN, sourcing_of
from extract.claim.voice import open_signs, voice_of
from extract.claim.weighing import Weight, sides, weights, worth_of, worth_points
from warehouse.records import Claim, ClaimId, Feature, stable_id
from warehouse.records import Sign as SignRow
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.claim.weighing import Side
    from extract.reading import Reading
    from warehouse.records import Attribution, Figure, Quotation

MOST_SIGNS = 60  # of one sentence: what has more is a list, and each sign is looked at beside the whole sentence


DECIDED = {"allegation", "cause", "prediction"}  # what a headline may decide too soon
FRAME = "it_is_said"  # the group of signs that holds a whole sentence


class Read(NamedTuple):
    """An article's claims with their features and the signs that weigh on them, in reading order."""

    claims: tuple[Claim, ...]
    features: tuple[Feature, ...]
    signs: tuple[SignRow, ...]


class Draft(NamedTuple):
    """A claim in the making: its sentence, what it shows, what may be asked, or why nothing is, and who says it."""

    excerpt: Excerpt
    signs: list[Sign]
    sides: list[Side]
    exemption: str | None
    source: Attribution | None


def read_claims(
    reading: Reading,
    figures: Sequence[Figure],
    attributions: Sequence[Attribution],
    quotations: Sequence[Quotation],
) -> Read:
    """Return the claims of an article, their features and signs, all in reading order.

    The headline (else the first sentence) always is a claim, so that flags on the whole article have an anchor.
    """
    scene = scene_of(reading, figures, attributions, quotations)
    claims: list[Claim] = []
    features: list[Feature] = []
    signs: list[SignRow] = []
    for draft in drafts(reading, scene):
        claim = _claim(draft, scene.language)
        claims.append(claim)
        features.extend(_features(draft, claim, reading, scene))
        weighed = (weight for side in draft.sides for weight in weights(side, draft.excerpt, scene.language))
        signs.extend(_sign_row(weight, claim, reading) for weight in weighed)
    return Read(tuple(claims), tuple(features), tuple(signs))


def scene_of(
    reading: Reading,
    figures: Sequence[Figure],
    attributions: Sequence[Attribution],
    quotations: Sequence[Quotation],
) -> Scene:
    """Return a story as the readers of its sentences see it."""
    everyone = excerpts(reading, figures, attributions, quotations)
    language = language_of(reading.article.language)
    return Scene(
        everyone=everyone,
        language=language,
        genre=genre_of(reading, everyone, language),
        of_document=of_document(everyone, language),
        lead=next((item.paragraph.number for item in everyone if item.sentence.role is Role.BODY), None),
        story=story_of(everyone, language),
        told=told_by(everyone),
        sourcing=sourcing_of(everyone),
    )


def drafts(reading: Reading, scene: Scene) -> Iterator[Draft]:
    """Yield each sentence that shows something or whose figures are compared, and the first whatever it shows."""
    mixed, unpaired = second_speakers(scene.everyone), unbalanced(scene.everyone)
    seen: set[str] = set()
    for number, excerpt in enumerate(scene.everyone):
        position = excerpt.sentence.position
        draft = _draft(number, scene, reading, (mixed.get(position), unpaired.get(position)), seen)
        seen |= {sign.feature for side in draft.sides for sign in side.signs.values()}
        if draft.signs or number == 0 or _is_compared(excerpt):
            yield draft


def _is_compared(excerpt: Excerpt) -> bool:
    """Say whether a sentence names a weekday and its date, or stands above the body and gives a figure."""
    dated = any(figure.weekday and figure.printed_day for figure in excerpt.figures)
    return dated or (excerpt.sentence.part is Part.STANDFIRST and bool(excerpt.figures))


def _draft(
    number: int, scene: Scene, reading: Reading, around: tuple[Sign | None, Sign | None], seen: set[str]
) -> Draft:
    """Return what a sentence shows; where it shows nothing, there is no claim and nothing else is looked up."""
    excerpt, language = scene.everyone[number], scene.language
    source = sentence_source(excerpt)
    signs = [
        *read_signs(excerpt, language),
        *([] if excerpt.sentence.role in ASIDES else source_signs(excerpt, reading, language)),
        *quotation_signs(excerpt, source),
        *filter(None, around[:1]),
        *([] if scene.genre else lone_quotations(number, scene.everyone)),
        *([] if scene.genre else between_speakers(number, scene.everyone)),
        *filter(None, around[1:]),
    ]
    signs = [sign for sign in signs if _inside(sign, excerpt) or sign.feature == "anonymous_opinion"][:MOST_SIGNS]
    if not signs:
        return Draft(excerpt, [], [], None, None)
    asking = open_signs(excerpt, signs, source, language)
    if quoted_next(number, scene.everyone):
        asking = [sign for sign in asking if sign.feature != "weasel_crowd"]  # one of them speaks at once
    if any(sign.detail == FRAME for sign in asking):
        asking = [sign for sign in asking if voice_of(sign) != "own"]  # what follows is what nobody says
    exemption = veto(excerpt, opinion=scene.genre == OPINION, language=language) if asking else None
    found = sides(number, scene, asking, seen) if asking and not exemption else []
    once = {(sign.feature, sign.span_start, sign.span_end): sign for sign in (*signs, *_around(number, scene, found))}
    return Draft(excerpt, list(once.values()), found, exemption, source)


def _around(number: int, scene: Scene, found: list[Side]) -> Iterator[Sign]:
    """Yield what is at stake, where a sentence stands, and who may know, where it is asked about."""
    excerpt = scene.everyone[number]
    if stakes := stakes_of(excerpt, scene.language):
        yield stakes
    if excerpt.sentence.part is Part.TITLE or excerpt.paragraph.number == scene.lead:
        where = "headline" if excerpt.sentence.part is Part.TITLE else "lead"
        yield Sign("prominent", excerpt.sentence.span_start, excerpt.sentence.span_end, where)
    own = {sign.feature for side in found if side.voice == "own" for sign in side.signs.values()}
    if own and scene.sourcing == THIN:
        yield Sign(THIN, excerpt.sentence.span_start, excerpt.sentence.span_end)
    if excerpt.sentence.part is Part.TITLE and own & DECIDED:
        if body := left_open(number, scene.everyone, scene.language):
            yield Sign("left_open", body.sentence.span_start, body.sentence.span_end, part=body.sentence.part)
    elif own:
        if near := nearest_source(number, scene.everyone):
            yield near
        given = any("given_elsewhere" in side.around for side in found)
        if given and (other := attributed_elsewhere(number, scene.everyone, scene.told)):
            there = other.sentence
            yield Sign("attributed_elsewhere", there.span_start, there.span_end, part=there.part)


def _inside(sign: Sign, excerpt: Excerpt) -> bool:
    return excerpt.sentence.span_start <= sign.span_start < sign.span_end <= excerpt.sentence.span_end


def _claim(draft: Draft, language: str) -> Claim:
    sentence = draft.excerpt.sentence
    middle = (sentence.span_start + sentence.span_end) // 2
    return Claim(
        article_id=sentence.article_id,
        claim_id=ClaimId(stable_id("claim", sentence.sentence_id, 0)),
        sentence_id=sentence.sentence_id,
        part=sentence.part,
        span_start=sentence.span_start,
        span_end=sentence.span_end,
        text=sentence.text,
        check_worthiness=worth_of(draft.signs, draft.excerpt, draft.exemption, language),
        quoted=bool(draft.excerpt.quotations) and quoted(draft.excerpt, (middle, middle + 1)),
        exemption=draft.exemption,
        attribution_id=draft.source.attribution_id if draft.source else None,
    )


def _features(draft: Draft, claim: Claim, reading: Reading, scene: Scene) -> Iterator[Feature]:
    for sign in draft.signs:
        part = sign.part or claim.part
        yield Feature(
            article_id=claim.article_id,
            claim_id=claim.claim_id,
            feature=sign.feature,
            part=part,
            span_start=sign.span_start,
            span_end=sign.span_end,
            text=reading.words(part)[sign.span_start : sign.span_end],
            weight=worth_points(sign, scene.language),
            detail=sign.detail,
        )


def _sign_row(weight: Weight, claim: Claim, reading: Reading) -> SignRow:
    return SignRow(
        article_id=claim.article_id,
        claim_id=claim.claim_id,
        voice=weight.voice,
        sign=weight.name,
        question=weight.kind,
        points=weight.points,
        part=claim.part,
        span_start=weight.span[0],
        span_end=weight.span[1],
        text=reading.words(claim.part)[slice(*weight.span)],
    )
