"""What makes a statement worth checking, as named signs with the words that show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.claim.clauses import token_at
from extract.claim.passages import Sign, quoted
from extract.claim.phrases import entry, lexicon
from extract.claim.predicates import accuses_somebody, read_predicates
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.claim.passages import Passage

COUNTED = {Dimension.COUNT, Dimension.CURRENCY, Dimension.PERCENTAGE, Dimension.RATIO}
MEASURED = {
    Dimension.LENGTH,
    Dimension.AREA,
    Dimension.VOLUME,
    Dimension.MASS,
    Dimension.SPEED,
    Dimension.TEMPERATURE,
    Dimension.ENERGY,
}
PHRASED = (
    "comparison",
    "cause",
    "prediction",
    "superlative",
    "law_or_record",
    "impersonal_weasel",
    "weasel_crowd",
    "evidential",
    "allegation",
)


def _means_it(passage: Passage, sign: Sign, language: str) -> bool:
    """Say whether the words are what their phrase looks like: an accusation has a doer, "some say" a verb."""
    if sign.feature == "allegation":
        return accuses_somebody(token_at(passage, sign.span_start), language)
    if sign.feature == "weasel_crowd":
        words = [token for token in passage.tokens if sign.span_start <= passage.place(token) < sign.span_end]
        if words[0].lower_ == "other" and words[0].i and words[0].nbor(-1).lower_ in {"and", "or"}:
            return False  # "the senator and other supporters said"
        says_nothing = words[-1].nbor(1).lower_ == "in" if words[-1].i + 1 < len(words[-1].doc) else False
        return words[0].lower_ == "according" or (
            any(token.pos_ in {"VERB", "AUX"} for token in words) and not says_nothing  # "some say in the matter"
        )
    return True


def read_features(passage: Passage, language: str) -> list[Sign]:
    """Return a sentence's signs in reading order, each name and span once."""
    signs = {*_figures(passage), *_phrases(passage, language), *read_predicates(passage, language)}
    return sorted(signs, key=lambda sign: (sign.span_start, sign.span_end, sign.feature, sign.detail or ""))


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


def _figures(passage: Passage) -> Iterator[Sign]:
    for figure in passage.figures:
        name = "quantity" if figure.dimension in COUNTED or figure.dimension in MEASURED else "other_figure"
        yield Sign(name, figure.span_start, figure.span_end, str(figure.dimension))


def _phrases(passage: Passage, language: str) -> Iterator[Sign]:
    start, words = passage.sentence.span_start, passage.sentence.text
    phrases = lexicon("features", language)
    for name in PHRASED:
        if name not in phrases:
            continue
        for match in phrases[name].pattern.finditer(words):
            sign = Sign(name, start + match.start(), start + match.end())
            if _means_it(passage, sign, language):
                yield sign
    for match in entry("features", "multiple", language).pattern.finditer(words):
        yield Sign("comparison", start + match.start(), start + match.end(), "multiple")
