"""What a figure counts: who was hurt, a share, a sum, people, or something that a reporter can count alone."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.claim.clauses import clause_span, token_at
from extract.claim.excerpts import Sign
from extract.claim.phrases import entry
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.claim.excerpts import Excerpt
    from warehouse.records import Figure

LARGE_SUM = Decimal(10_000)  # below it a sum of money is a price
LARGE = Decimal(1_000)
MANY = Decimal(30)  # of people, homes, cases: fewer a reporter can count
LABEL = re.compile(r"\d[\d.,]*[-‑][a-z]+", re.IGNORECASE)  # "a 12-inch gun"
NAMED = {Dimension.PERCENTAGE: "share", Dimension.RATIO: "ratio"}
MEASURED = {
    Dimension.LENGTH,
    Dimension.AREA,
    Dimension.VOLUME,
    Dimension.MASS,
    Dimension.SPEED,
    Dimension.TEMPERATURE,
    Dimension.ENERGY,
}


def figure_group(excerpt: Excerpt, figure: Figure, language: str) -> str | None:
    """Return the group of signs that a figure belongs to, or None where it counts and measures nothing."""
    size = max(filter(None, (figure.value, figure.low, figure.high, figure.range_high)), default=Decimal(0))
    if figure.dimension is Dimension.CURRENCY:
        return "sum_as_label" if _is_label(excerpt, figure) else "sum" if size >= LARGE_SUM else "price"
    if figure.dimension is not Dimension.COUNT:
        return "measure" if figure.dimension in MEASURED else NAMED.get(figure.dimension)
    if _is_label(excerpt, figure):
        return "count_as_label"
    if counted_by(excerpt, figure) & entry("public", "counted", language).words:
        return "harmed" if _harmed(excerpt, figure, language) else "people" if size >= MANY else "few_people"
    return "large_count" if size >= LARGE else "count"


def counted_by(excerpt: Excerpt, figure: Figure) -> set[str]:
    """Return the lemmas of what a figure counts: its head noun, or the words that the figure reader bound to it."""
    token = token_at(excerpt, figure.span_end - 1)
    nodes = [node for node in (token, *token.ancestors) if node.pos_ in {"NOUN", "PROPN"}][:1]
    below = [
        child.lemma_.lower() for node in nodes for prep in node.rights if prep.lower_ == "of" for child in prep.children
    ]
    return {node.lemma_.lower() for node in nodes} | set(below) | set((figure.counted or "").lower().split())


def _harmed(excerpt: Excerpt, figure: Figure, language: str) -> bool:
    """Say whether the clause of a count tells of people hurt: then two are as many as two hundred."""
    start, end = clause_span(excerpt, Sign("quantity", figure.span_start, figure.span_end))
    offset = excerpt.paragraph.span_start
    words = excerpt.paragraph_text[start - offset : end - offset]
    return entry("stakes", "casualties", language).pattern.search(words) is not None


def _is_label(excerpt: Excerpt, figure: Figure) -> bool:
    """Say whether a figure only names a kind of thing: "a five-story block", "the $65 billion project"."""
    end = figure.span_end - excerpt.sentence.span_start
    if excerpt.sentence.text[end : end + 1] in {"-", "‑"} or LABEL.search(figure.text):
        return True
    token = token_at(excerpt, figure.span_end - 1)
    return figure.dimension is Dimension.CURRENCY and _modifies(token)


def _modifies(token: Token) -> bool:
    """Say whether a sum stands before the noun that it describes."""
    for node in (token, *token.ancestors):
        if node.dep_ in {"nmod", "compound", "amod", "nummod"} and node.head.pos_ in {"NOUN", "PROPN"}:
            return bool(node.head.i > node.i)
        if node.pos_ not in {"NUM", "SYM", "NOUN"}:
            return False
    return False
