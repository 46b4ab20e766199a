"""What kind of piece an article is, where that excuses it: opinion, a column or guide, a sports report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.claim.phrases import entry
from warehouse.terms import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.claim.excerpts import Excerpt
    from extract.reading import Reading

PERSONAL = 0.2  # share of sentences that say "I" or "you" outside quotation marks
ENOUGH = 8  # sentences: a shorter piece tells no share
RETOLD = 4  # sentences that speak of a document
SPORTY = 9  # different words of sport in one article
WORD = re.compile(r"\w+")
OPINION = "labelled opinion"
GUIDE = "column, review or guide"
SPORT = "sport"


def genre_of(reading: Reading, everyone: Sequence[Excerpt], language: str) -> str | None:
    """Return the exemption that a whole article earns, in the desk's words, or None."""
    if reading.article.article_type == "opinion":
        return OPINION
    body = [excerpt for excerpt in everyone if excerpt.sentence.role is Role.BODY]
    personal = sum(bool(own_words(excerpt) & persons(language)) for excerpt in body)
    if len(body) >= ENOUGH and personal >= PERSONAL * len(body):
        return GUIDE
    sport = entry("exemptions", "sport", language).words
    if len({word.lower() for excerpt in body for word in WORD.findall(excerpt.sentence.text)} & sport) >= SPORTY:
        return SPORT
    return None


def of_document(everyone: Sequence[Excerpt], language: str) -> bool:
    """Say whether an article tells of a study, a poll or a report: its figures go on from there uncredited."""
    pattern = entry("exemptions", "story_document", language).pattern
    return sum(pattern.search(excerpt.sentence.text) is not None for excerpt in everyone) >= RETOLD


def persons(language: str) -> frozenset[str]:
    """Return the words by which a writer speaks of "me" and "you"."""
    return entry("exemptions", "first_person", language).words | entry("exemptions", "second_person", language).words


def own_words(excerpt: Excerpt) -> set[str]:
    """Return a sentence's words outside quotation marks, in small letters; "US" is a country."""
    start, text = excerpt.sentence.span_start, excerpt.sentence.text
    for item in excerpt.quotations:
        first, last = max(0, item.span_start - start), max(0, item.span_end - start)
        text = text[:first] + " " * len(text[first:last]) + text[last:]
    return {word.lower() for word in WORD.findall(text) if word == "I" or not word.isupper()}
