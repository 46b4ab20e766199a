"""Whose word a sign is: the reporter's own, a source's that is veiled, or that of somebody who is named for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.claim.clauses import token_at
from extract.claim.excerpts import Sign, covered, quoted, satisfies, touches
from extract.claim.phrases import entry, holds
from warehouse.terms import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.claim.excerpts import Excerpt
    from warehouse.records import Attribution

OWN = {"quantity", "comparison", "superlative", "cause", "prediction", "mind_reading", "judgement", "allegation"}
CROWDS = {"impersonal_weasel", "weasel_crowd"}  # no source covers them: they are the source
VEILED = {*CROWDS, "evidential", "passive_without_agent"}
OF_SOURCES = {"second_hand", "unnamed_source", "anonymous_source", "anonymous_opinion", "dangling_source"}
VOICES = ("own", "veiled")


def voice_of(sign: Sign) -> str | None:
    """Return whose word a sign is about: the reporter's own, a source's that is veiled, or nobody's."""
    if sign.feature in OWN:
        return "own"
    return "veiled" if sign.feature in VEILED or sign.feature in OF_SOURCES else None


def open_signs(excerpt: Excerpt, signs: Iterable[Sign], source: Attribution | None, language: str) -> list[Sign]:
    """Return the signs that nobody stands for: not in quotation marks, no source over the words."""
    return [
        sign
        for sign in signs
        if sign.feature in OF_SOURCES
        or (
            voice_of(sign)
            and not quoted(excerpt, (sign.span_start, sign.span_end))
            and not _sourced(excerpt, sign, source, language)
        )
    ]


def _sourced(excerpt: Excerpt, sign: Sign, source: Attribution | None, language: str) -> bool:
    """Say whether a source covers these words; a crowd is no source of itself, unless one of them has a name."""
    if sign.feature in CROWDS:
        return _with_a_name(excerpt, sign)
    if _remark(excerpt, sign, language):
        return False
    if source is not None or covered(excerpt, (sign.span_start, sign.span_end)) is not None:
        return True
    return _after_cue(excerpt, sign, language)


def _with_a_name(excerpt: Excerpt, sign: Sign) -> bool:
    """Say whether somebody's name stands in the crowd that speaks: "critics, among them Ana Imre, say"."""
    return any(
        attribution.source_kind is SourceKind.NAMED_PERSON and touches((sign.span_start, sign.span_end), source)
        for attribution in excerpt.attributions
        for source in attribution.source
    )


def _after_cue(excerpt: Excerpt, sign: Sign, language: str) -> bool:
    """Say whether a reporting verb governs a sign where no content was read so far: "X says A and B", "saying A"."""
    report = entry("sourcing", "report", language).words
    token = token_at(excerpt, sign.span_start)
    for verb in (excerpt.tokens.root, *token.ancestors):
        subject = any(child.dep_ == "nsubj" for child in verb.children) or verb.tag_ == "VBG"
        if verb.lemma_ in report and subject and verb.i < token.i:
            return True
    if holds("sourcing", "tag", excerpt.sentence.text, language):
        return True  # ", the organisers said."
    root = excerpt.offset(excerpt.tokens.root)
    return root < sign.span_start and any(
        satisfies(attribution) and any(cue.span_start <= root < cue.span_end for cue in attribution.cue)
        for attribution in excerpt.attributions
    )


def _remark(excerpt: Excerpt, sign: Sign, language: str) -> bool:
    """Say whether a participle after a comma tells what comes of an order: the one who ordered did not say that."""
    token = token_at(excerpt, sign.span_start)
    after_comma = token.tag_ == "VBG" and token.i > excerpt.tokens.start and token.nbor(-1).text == ","
    return bool(after_comma and excerpt.tokens.root.lemma_ in entry("sourcing", "directive", language).words)
