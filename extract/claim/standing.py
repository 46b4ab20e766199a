"""How a veiled sign stands: inside a named source's words, beside who alleges it, named at once, in a sourced story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.claim.excerpts import NAMED, REPORTING, satisfies, sentence_source, touches
from extract.claim.phrases import holds
from warehouse.terms import AttributionKind, Dimension, Role, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.claim.circumstances import Scene
    from extract.claim.excerpts import Excerpt, Sign
    from warehouse.records import Attribution

NAMELESS = {"weasel_crowd", "unnamed_source", "anonymous_source"}
CHARGES = {"evidential", "passive_without_agent", "allegation"}
BELIEFS = {"impersonal_weasel", "evidential", "passive_without_agent"}
FEW, MANY = 0.35, 0.45  # shares of a story's sentences that somebody with a name says
THIN, WELL = "thinly_sourced_story", "well_sourced_story"


def standing(number: int, scene: Scene, sign: Sign) -> Iterator[str]:
    """Yield the names of what holds for one sign."""
    excerpt, language = scene.everyone[number], scene.language
    span = (sign.span_start, sign.span_end)
    if sign.feature in NAMELESS | BELIEFS and _inside_words(excerpt, span):
        yield "inside_a_source"
    if sign.feature in NAMELESS:
        yield from _named(number, scene.everyone)
    if sign.feature in CHARGES and any(
        holds("exemptions", "accuser", near.sentence.text, language)
        for near in scene.everyone[max(0, number - 1) : number + 1]
    ):
        yield "accuser_near"
    if sign.feature in BELIEFS and (source := sentence_source(excerpt)) and source.source_kind in NAMED:
        yield "source_over_all"


def _inside_words(excerpt: Excerpt, span: tuple[int, int]) -> bool:
    """Say whether somebody with a name says these words, and is not named in them."""
    return any(
        satisfies(item)
        and item.source_kind in NAMED
        and any(touches(span, content) for content in item.content)
        and not any(touches(span, source) for source in item.source)
        for item in excerpt.attributions
    )


def _named(number: int, everyone: Sequence[Excerpt]) -> Iterator[str]:
    """Yield who may be behind a source without a name: somebody who speaks in the next two sentences, a survey."""
    excerpt = everyone[number]
    speakers = [_speakers(after) for after in everyone[number + 1 : number + 3]]
    if speakers[:1] and speakers[0]:
        yield "speaker_next"
        if any(item.kind is not AttributionKind.INDIRECT for item in speakers[0]):
            yield "quoted_next"
    if speakers[1:] and speakers[1]:
        yield "speaker_second"
    if any(figure.dimension is Dimension.PERCENTAGE for figure in excerpt.figures):
        yield "share_here"


def _speakers(excerpt: Excerpt) -> list[Attribution]:
    """Return what people with a name say in a sentence, where they are named or meant there."""
    return [
        item
        for item in excerpt.attributions
        if item.source_kind is SourceKind.NAMED_PERSON
        and item.attribution_class in REPORTING
        and item.source
        and not item.inherited
    ]


def sourcing_of(everyone: Sequence[Excerpt]) -> str | None:
    """Return whether few or many of a story's sentences are said by somebody with a name."""
    body = [excerpt for excerpt in everyone if excerpt.sentence.role is Role.BODY]
    said = sum(
        any(
            item.source_kind in NAMED and item.attribution_class in REPORTING and item.source
            for item in excerpt.attributions
        )
        for excerpt in body
    )
    if said < FEW * len(body):
        return THIN
    return WELL if said > MANY * len(body) else None
