"""What is at stake in a sentence: people hurt, a crime, money."""

from __future__ import annotations

from extract.claim.passages import Passage, Sign, quoted
from extract.claim.phrases import entry
from warehouse.terms import Dimension


def stakes_of(passage: Passage, language: str) -> Sign | None:
    """Return what is at stake in a sentence: casualties, crime (if not only named in a quotation) or money."""
    start, words = passage.sentence.span_start, passage.sentence.text
    for name in ("casualties", "crime"):
        for match in entry("stakes", name, language).pattern.finditer(words):
            if name == "casualties" or not quoted(passage, (start + match.start(), start + match.end())):
                return Sign("stakes", start + match.start(), start + match.end(), name)
    for figure in passage.figures:
        if figure.dimension is Dimension.CURRENCY:
            return Sign("stakes", figure.span_start, figure.span_end, "money")
    return None
