"""What the sources themselves give away: unnamed, anonymous, second-hand, pointing at nobody, put in a loaded word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extract.claim.excerpts import REPORTING, Sign
from extract.claim.phrases import entry, holds
from warehouse.terms import AttributionKind, Part, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.claim.excerpts import Excerpt
    from extract.reading import Reading
    from warehouse.records import Attribution

UNNAMED = {SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP, SourceKind.UNNAMED_ORGANISATION}
FACELESS = {SourceKind.ANONYMOUS, SourceKind.UNNAMED_PERSON}
DEMONYM = re.compile(r"(?:The |the )?(?:[A-Z][a-z]+(?:an|ish|ese|i|ch|ic)|[A-Z]{2,})\b")
CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")  # a name inside a sentence


def source_span(attribution: Attribution) -> tuple[int, int] | None:
    """Return the span of a source's first words, or None where it has none."""
    return (attribution.source[0].span_start, attribution.source[0].span_end) if attribution.source else None


def source_signs(excerpt: Excerpt, reading: Reading, language: str) -> Iterator[Sign]:
    """Yield the signs of the sources that report in this sentence; an heir was asked about where it stands."""
    for attribution in excerpt.attributions:
        span = source_span(attribution)
        if attribution.inherited or span is None or not _inside(excerpt, span):
            continue
        if attribution.attribution_class in REPORTING:
            yield from _naming(excerpt, attribution, span, reading.article.outlet, language)
            yield from _attack(attribution, reading, language)
            yield from _dangling(attribution, span, reading, language)
            yield from _loaded(excerpt, attribution, language)


def _inside(excerpt: Excerpt, span: tuple[int, int]) -> bool:
    return excerpt.sentence.span_start <= span[0] < excerpt.sentence.span_end


def _naming(
    excerpt: Excerpt, attribution: Attribution, span: tuple[int, int], outlet: str, language: str
) -> Iterator[Sign]:
    """Yield what is missing from the source's name; an agency's report is its own."""
    words = attribution.source_text
    anonymous = entry("sourcing", "anonymous", language).pattern.fullmatch(words) is not None
    hidden = anonymous or attribution.source_kind is SourceKind.ANONYMOUS
    if _denied(excerpt, attribution) or (hidden and _points_back(attribution, language)):
        return
    if hidden:
        described = holds("sourcing", "described", excerpt.sentence.text, language)
        yield Sign("anonymous_source", *span, "undescribed" if anonymous and not described else "described")
        return
    agency = entry("sourcing", "agency", language).pattern.search(words) is not None
    other = _other_outlet(excerpt, attribution, span, outlet, language)
    if other and not agency:
        yield other
    elif not (agency or entry("sourcing", "office", language).pattern.fullmatch(words)) and _unnamed(
        attribution, language
    ):
        yield Sign("unnamed_source", *span, str(attribution.source_kind))


def _denied(excerpt: Excerpt, attribution: Attribution) -> bool:
    """Say whether the source has said nothing: "authorities have not said whether"."""
    words = attribution.cue_text.split()
    return (
        bool(words)
        and re.search(rf"(?:n['’]t|\bnot|\bnever) {re.escape(words[0])}\b", excerpt.sentence.text) is not None
    )


def _other_outlet(
    excerpt: Excerpt, attribution: Attribution, span: tuple[int, int], outlet: str, language: str
) -> Sign | None:
    """Return the outlet that a source is, or that it spoke to, unless it is this one or an agency."""
    told = attribution.via or ""
    name = _outlet(told, language) or _outlet(attribution.source_text, language)
    if name is None or entry("sourcing", "agency", language).pattern.search(told) or _same(name, outlet):
        return None
    at = excerpt.sentence.text.find(name) if _outlet(told, language) else -1
    start = excerpt.sentence.span_start + at
    return Sign("second_hand", start, start + len(name), name) if at >= 0 else Sign("second_hand", *span, name)


def _same(name: str, outlet: str) -> bool:
    """Say whether a name is this outlet's own: "Fox News Digital" is FoxNews."""
    one, other = (re.sub(r"\W|^the|_?com$", "", words.lower()) for words in (name, outlet.replace("_", "")))
    return bool(one and other) and (one in other or other in one)


def _unnamed(attribution: Attribution, language: str) -> bool:
    """Say whether a source is somebody without a name: a person or a body, no thing, no body that its office names."""
    words = attribution.source_text
    somebody = set(re.findall(r"[a-z]+", words.lower())) & entry("sourcing", "somebody", language).words
    placed = CAPITAL.search(f", {words[:1].lower()}{words[1:]}") or DEMONYM.match(words)
    known = (
        _points_back(attribution, language)
        or entry("sourcing", "institution", language).pattern.fullmatch(words)
        or entry("sourcing", "act", language).pattern.search(attribution.cue_text)
    )
    return attribution.source_kind in UNNAMED and bool(somebody) and placed is None and not known


def _points_back(attribution: Attribution, language: str) -> bool:
    """Say whether a source is a pronoun, a possessive or "the official": whoever that is was met before."""
    words = attribution.source_text.lower()
    first = words.split()[0] if words.split() else ""
    known = entry("sourcing", "back_reference", language)
    return bool(attribution.canonical_source) or first in known.words or known.pattern.match(words) is not None


def _outlet(words: str, language: str) -> str | None:
    """Return the outlet that a source is, when its name is one."""
    match = entry("sourcing", "outlet", language).pattern.search(words)
    return (
        match[0]
        if match and (match[0][:1].isupper() or match.start() == 0) and len(match[0]) > len(words) / 2
        else None
    )


def _attack(attribution: Attribution, reading: Reading, language: str) -> Iterator[Sign]:
    """Yield the content of a nameless source when it is an opinion on somebody."""
    nameless = attribution.source_kind in FACELESS and not _points_back(attribution, language)
    if not nameless or CAPITAL.search(f", {attribution.source_text}") or attribution.kind is AttributionKind.INDIRECT:
        return
    words = reading.words(attribution.part)
    for start, end in attribution.content:
        if entry("sourcing", "attack", language).pattern.search(words[start:end]):
            yield Sign("anonymous_opinion", start, start + len(words[start:end].rstrip(",.;: ")))


def _dangling(attribution: Attribution, span: tuple[int, int], reading: Reading, language: str) -> Iterator[Sign]:
    """Yield a pronoun or office that nobody named before could be: no name, and no such office, stands above it."""
    words = attribution.source_text.lower()
    if attribution.canonical_source or attribution.part is not Part.TEXT:
        return
    above = _above(reading.article.headline, reading.article.standfirst, reading.article.text)
    end = len(above) - len(reading.article.text) + span[0]
    if _first_name(above) < end:
        return
    dangles = words in entry("sourcing", "pronoun", language).words
    if not dangles and entry("sourcing", "officeholder", language).pattern.fullmatch(words):
        office = re.compile(re.escape(words.split()[-1]), re.IGNORECASE)
        dangles = office.search(above, 0, end) is None
    if dangles:
        yield Sign("dangling_source", *span)


@lru_cache(maxsize=1)
def _above(headline: str, standfirst: str, text: str) -> str:
    """Return what is read of an article from its top."""
    return f"{headline}. {standfirst}. {text}"


@lru_cache(maxsize=1)
def _first_name(words: str) -> int:
    """Return where the first name inside a sentence begins, else the end."""
    found = CAPITAL.search(words)
    return found.start() if found else len(words)


def _loaded(excerpt: Excerpt, attribution: Attribution, language: str) -> Iterator[Sign]:
    """Yield a reporting verb that says whether to believe the speaker."""
    for cue in attribution.cue:
        for token in excerpt.tokens:
            inside = cue.span_start <= excerpt.offset(token) < cue.span_end
            if (
                inside
                and token.pos_ == "VERB"
                and token.lemma_.lower() in entry("sourcing", "loaded_cue", language).words
            ):
                yield Sign("loaded_cue", excerpt.offset(token), excerpt.offset(token) + len(token.text), token.lemma_)
