"""What the reporter says unaided: signs that no source covers, reasons to leave them alone, the gravest to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.claim.clauses import clause_head, clause_span, phrase_span, token_at
from extract.claim.exemptions import exempt_part, exemption_of, own_knowledge
from extract.claim.neighbours import (
    attributed_elsewhere,
    document_named,
    expected,
    named_above,
    named_below,
    nearest_source,
)
from extract.claim.passages import Passage, Sign, covered, quoted, satisfies, touches
from extract.claim.phrases import entry, holds
from extract.claim.worth import asks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.reading import Reading
    from warehouse.records import Attribution

# Where two of them stand in one clause, the first alone asks.
GRAVEST_FIRST = (
    "impersonal_weasel",
    "allegation",
    "passive_without_agent",
    "weasel_crowd",
    "evidential",
    "cause",
    "prediction",
    "comparison",
    "quantity",
    "superlative",
    "mind_reading",
    "judgement",
)
FRAMES = {"impersonal_weasel", "weasel_crowd", "passive_without_agent", "evidential"}  # they cover the whole sentence
SECOND = {"cause", "prediction", "quantity", "comparison"}  # worth a second question in another clause
FIGURES = {"quantity", "comparison"}
AGENTLESS = {"passive_without_agent", "evidential"}
CROWDS = {"impersonal_weasel", "weasel_crowd"}
MOST_QUESTIONS = 2  # a sentence


class Scene(NamedTuple):
    """An article as the claim readers see it."""

    reading: Reading
    language: str
    everyone: list[Passage]
    genre: str | None
    of_document: bool  # a study, poll or report is what the whole article tells of


def own_voice(
    number: int, scene: Scene, signs: Sequence[Sign], source: Attribution | None
) -> tuple[list[Sign], str | None]:
    """Return what the reporter says unaided, with what a question needs; and why it is left alone, where it is."""
    passage = scene.everyone[number]
    bare = [
        sign
        for sign in signs
        if sign.feature in GRAVEST_FIRST
        and not _sourced(passage, sign, source, scene.language)
        and asks(passage, sign, scene.language)
        and not _of_crowd(sign, signs)
    ]
    if not bare:
        return [], None
    reasons = [_reason(number, scene, sign) for sign in bare]
    own = [sign for sign, reason in zip(bare, reasons, strict=True) if reason is None]
    if not own:
        return [], reasons[0]
    voiced = _gravest(passage, own)
    if near := nearest_source(number, scene.everyone):
        voiced.append(near)
    if other := attributed_elsewhere(number, scene.everyone):
        there = other.sentence
        voiced.append(Sign("attributed_elsewhere", there.span_start, there.span_end, part=there.part))
    return voiced, None


def _sourced(passage: Passage, sign: Sign, source: Attribution | None, language: str) -> bool:
    """Say whether quotation marks enclose these words or a source covers them; a crowd is no source of itself."""
    span = (sign.span_start, sign.span_end)
    if quoted(passage, span):
        return True
    if _remark(passage, sign, language):
        return False
    if covered(passage, span) is not None or (source is not None and sign.feature not in CROWDS):
        return True
    return sign.feature not in CROWDS and _after_cue(passage, sign, language)


def _after_cue(passage: Passage, sign: Sign, language: str) -> bool:
    """Say whether a reporting verb governs a sign where no content was read so far: "X says A and B", "saying A"."""
    report = entry("sourcing", "report", language).words
    token = token_at(passage, sign.span_start)
    for verb in (passage.tokens.root, *token.ancestors):
        subject = any(child.dep_ == "nsubj" for child in verb.children) or verb.tag_ == "VBG"
        if verb.lemma_ in report and subject and verb.i < token.i:
            return True
    if holds("sourcing", "tag", passage.sentence.text, language):
        return True  # ", the organisers said."
    root = passage.place(passage.tokens.root)
    return root < sign.span_start and any(
        satisfies(attribution) and any(cue.span_start <= root < cue.span_end for cue in attribution.cue)
        for attribution in passage.attributions
    )


def _of_crowd(sign: Sign, signs: Sequence[Sign]) -> bool:
    """Say whether a mind is read in the words that name a crowd ("critics worry"): the crowd is what to ask about."""
    crowds = [other for other in signs if other.feature in CROWDS]
    return sign.feature == "mind_reading" and any(
        touches((sign.span_start, sign.span_end), (other.span_start, other.span_end)) for other in crowds
    )


def _remark(passage: Passage, sign: Sign, language: str) -> bool:
    """Say whether a participle after a comma tells what comes of an order: the one who ordered did not say that."""
    token = token_at(passage, sign.span_start)
    after_comma = token.tag_ == "VBG" and token.i > passage.tokens.start and token.nbor(-1).text == ","
    return bool(after_comma and passage.tokens.root.lemma_ in entry("sourcing", "directive", language).words)


def _reason(number: int, scene: Scene, sign: Sign) -> str | None:
    """Return why a bare sign is left alone, or None where it is not."""
    passage, everyone = scene.everyone[number], scene.everyone
    figure = sign.feature in FIGURES
    near = {
        "the outlet's own": own_knowledge(passage, scene.reading.article.outlet),
        "source named in the paragraph": figure and named_above(number, everyone),
        "document named": (figure or sign.feature in AGENTLESS) and document_named(number, everyone, scene.language),
        "story of a document": figure and scene.of_document,
        "somebody's expectation": (figure or sign.feature == "prediction") and expected(passage, sign, scene.language),
        "crowd named below": sign.feature == "weasel_crowd" and named_below(number, everyone),
    }
    return (
        exemption_of(passage, scene.genre, scene.language)
        or exempt_part(passage, sign, scene.genre, scene.language)
        or next((reason for reason, holds in near.items() if holds), None)
    )


def _gravest(passage: Passage, own: Sequence[Sign]) -> list[Sign]:
    """Return the gravest sign of each clause, two at most; a weasel that frames the whole sentence asks alone."""
    ranked = sorted(own, key=lambda sign: (GRAVEST_FIRST.index(sign.feature), sign.span_start))
    chosen: list[Sign] = []
    clauses: set[int] = set()
    for sign in ranked:
        clause = clause_head(token_at(passage, sign.span_start)).i
        second = sign.feature in SECOND and not (chosen and {str(chosen[0].detail), sign.feature} <= FIGURES)
        if clause not in clauses and len(chosen) < MOST_QUESTIONS and (not chosen or second):
            chosen.append(Sign("own_voice", *_words_asked(passage, sign), sign.feature))
        clauses.add(clause)
        if sign.feature in FRAMES:
            break
    return sorted(set(chosen), key=lambda sign: sign.span_start)


def _words_asked(passage: Passage, sign: Sign) -> tuple[int, int]:
    """Return the words a question is about: a figure's clause, a comparison's or cause's phrase, the sign itself."""
    if sign.feature == "quantity":
        return clause_span(passage, sign)
    if sign.feature in {"comparison", "cause", "prediction", "allegation"}:
        return phrase_span(passage, sign)
    return sign.span_start, sign.span_end
