"""What near a statement may cover it without being its source: papers, speakers before and after, names that follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.claim.clauses import clause_head, token_at
from extract.claim.excerpts import NAMED, REPORTING, satisfies, touches
from extract.claim.phrases import holds
from warehouse.terms import Part, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.claim.circumstances import Scene
    from extract.claim.excerpts import Excerpt, Sign

NEXT = 2  # sentences in which the members of a crowd are named
SEVERAL = 3  # names: so many make a list
BELOW = 8  # sentences that a lead sums up
BODY = re.compile(r"\b[A-Z]{3,}\b")  # "MTA officials"
NAMES = re.compile(r"(?<=[a-z,;] )[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*")
FACELESS = {"weasel_crowd", "unnamed_source"}


def cover(number: int, scene: Scene) -> Iterator[str]:
    """Yield what near a sentence may cover its words: papers, a company's accounts, speakers before and after."""
    everyone, language = scene.everyone, scene.language
    here, before, after = everyone[number], everyone[max(0, number - 1) : number], everyone[number + 1 : number + 2]
    for place, near in (("here", [here]), ("before", before), ("after", after)):
        if any(holds("exemptions", "paper", item.sentence.text, language) for item in near):
            yield f"paper_{place}"
    if any(holds("exemptions", "accounts", item.sentence.text, language) for item in (*before, here, *after)):
        yield "accounts_near"
    if _named(before) and _named(after):
        yield "sourced_around"
    top = here.sentence.part is Part.TITLE or here.paragraph.number == scene.lead
    if top and any(_speaks(item) for item in everyone[number + 1 : number + 1 + BELOW]):
        yield "sums_up_speakers"


def _named(near: Sequence[Excerpt]) -> bool:
    """Say whether somebody with a name reports in these sentences."""
    return any(
        item.source_kind in NAMED and item.attribution_class in REPORTING
        for other in near
        for item in other.attributions
    )


def _speaks(excerpt: Excerpt) -> bool:
    return any(
        item.source_kind is SourceKind.NAMED_PERSON and item.attribution_class in REPORTING
        for item in excerpt.attributions
    )


def covers(number: int, scene: Scene, sign: Sign) -> Iterator[str]:
    """Yield what covers one sign: the body or office of a crowd, its names below, somebody who says it, a plan."""
    excerpt, span = scene.everyone[number], (sign.span_start, sign.span_end)
    start = excerpt.sentence.span_start
    words = excerpt.sentence.text[span[0] - start : span[1] - start]
    if sign.feature in FACELESS:
        below = (item.sentence.text for item in scene.everyone[number + 1 : number + 1 + NEXT])
        if any(len(set(NAMES.findall(text))) >= SEVERAL for text in below):
            yield "names_next"
        if BODY.search(words):
            yield "of_a_body"
        if holds("exemptions", "office", words, scene.language):
            yield "of_an_office"
    elif any(satisfies(one) and any(touches(span, said) for said in one.content) for one in excerpt.attributions):
        yield "said_by_somebody"
    head = clause_head(token_at(excerpt, sign.span_start))
    if any(child.tag_ == "MD" and child.lemma_ == "will" for child in head.children):
        yield "will_there"
