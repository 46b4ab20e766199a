"""What is at stake in a sentence: people hurt, a crime, money."""

from __future__ import annotations

from extract.claim.excerpts import Excerpt, Sign, quoted
from extract.claim.phrases import entry
from warehouse.terms import Dimension


def stakes_of(excerpt: Excerpt, language: str) -> Sign | None:
    """Return what is at stake in a sentence: casualties, crime (if not only named in a quotation) or money."""
    start, words = excerpt.sentence.span_start, excerpt.sentence.text
    for name in ("casualties", "crime"):
        for match in entry("stakes", name, language).pattern.finditer(words):
            if name == "casualties" or not quoted(excerpt, (start + match.start(), start + match.end())):
                return Sign("stakes", start + match.start(), start + match.end(), name)
    for figure in excerpt.figures:
        if figure.dimension is Dimension.CURRENCY:
            return Sign("stakes", figure.span_start, figure.span_end, "money")
    return None
