"""Which signs are worth a question: figures of public concern, multiples, superlatives that claim a record."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extract.claim.clauses import clause_head, clause_span, phrase_span, token_at
from extract.claim.passages import Sign
from extract.claim.phrases import entry
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from extract.claim.passages import Passage
    from warehouse.records import Figure

LARGE_SUM = Decimal(10_000)  # below it a sum of money is a price
LARGE_LABEL = Decimal(1_000_000)  # "a $65 billion corridor" is asked about, "a $129 console" is not
LARGE = Decimal(1_000)  # of anything but pages, words and the like
MANY = Decimal(30)  # of people, homes, cases: fewer a reporter can count
VAGUE = re.compile(r"(?:(?:tens|hundreds|thousands) of )?(?:millions|billions)(?: of)?", re.IGNORECASE)
LABEL = re.compile(r"\d[\d.,]*[-‑][a-z]+", re.IGNORECASE)  # "a 12-inch gun"
FRACTIONS = {"half", "quarter", "a half", "a quarter", "third"}  # alone they are often no share


def asks(passage: Passage, sign: Sign, language: str) -> bool:
    """Say whether a sign in the reporter's voice is worth a question, not only a point of check-worthiness."""
    if sign.feature == "quantity":
        figure = next((item for item in passage.figures if item.span_start == sign.span_start), None)
        return figure is not None and asks_source(passage, figure, language)
    if sign.feature == "comparison":
        return sign.detail == "multiple" and _public(passage, sign, language)
    if sign.feature == "superlative":
        return _claims_record(passage, sign, language)
    if sign.feature == "cause" or (sign.feature == "prediction" and not _foreseen(passage, sign, language)):
        return _public(passage, sign, language)
    return True


def asks_source(passage: Passage, figure: Figure, language: str) -> bool:
    """Say whether a reader should be told whose figure this is: shares, sums, counts of people and public things."""
    size = max(filter(None, (figure.value, figure.low, figure.high, figure.range_high)), default=Decimal(0))
    if figure.dimension is Dimension.PERCENTAGE:
        return True
    if figure.dimension is Dimension.CURRENCY:
        return size >= (LARGE_LABEL if _is_label(passage, figure) else LARGE_SUM)
    counted = counted_by(passage, figure) & entry("public", "counted", language).words
    if figure.dimension is Dimension.RATIO and not _is_label(passage, figure):
        counted |= _subject(passage, figure) & entry("public", "counted", language).words
        matter = (counted_by(passage, figure) | _subject(passage, figure)) & entry("public", "matter", language).words
        return figure.text.lower() not in FRACTIONS and bool(counted | matter)
    after = passage.sentence.text[figure.span_end - passage.sentence.span_start :]
    one_of = size <= 1 and (after.startswith(" of ") or " of" in figure.text)
    vague = one_of or VAGUE.fullmatch(figure.text) is not None
    if figure.dimension is not Dimension.COUNT or vague or _is_label(passage, figure):
        return False
    if size >= LARGE and _is_common(passage, figure, language):
        return True
    known = passage.sentence.text[: figure.span_start - passage.sentence.span_start].lower().endswith("the ")
    return bool(counted) and (size >= MANY or (not known and _harmed(passage, figure, language)))


def counted_by(passage: Passage, figure: Figure) -> set[str]:
    """Return the lemmas of what a figure counts: its head noun, or the words that the figure reader bound to it."""
    token = token_at(passage, figure.span_end - 1)
    nodes = [node for node in (token, *token.ancestors) if node.pos_ in {"NOUN", "PROPN"}][:1]
    below = [
        child.lemma_.lower() for node in nodes for prep in node.rights if prep.lower_ == "of" for child in prep.children
    ]
    return {node.lemma_.lower() for node in nodes} | set(below) | set((figure.counted or "").lower().split())


def _subject(passage: Passage, figure: Figure) -> set[str]:
    """Return the lemmas of what a share or multiple is said of: the subject of its clause."""
    verb = clause_head(token_at(passage, figure.span_start))
    return {word.lemma_.lower() for child in verb.lefts if child.dep_[:5] == "nsubj" for word in child.subtree}


def _is_common(passage: Passage, figure: Figure, language: str) -> bool:
    """Say whether a count stands before a common noun that is worth counting: not a name, not pages or words."""
    token = token_at(passage, figure.span_end - 1)
    noun = next((node for node in (token, *token.ancestors) if node.pos_ in {"NOUN", "PROPN"}), token)
    return noun.pos_ == "NOUN" and not counted_by(passage, figure) & entry("public", "trivial", language).words


def _harmed(passage: Passage, figure: Figure, language: str) -> bool:
    """Say whether the clause of a count tells of people hurt: then two are as many as two hundred."""
    start, end = clause_span(passage, Sign("quantity", figure.span_start, figure.span_end))
    offset = passage.paragraph.span_start
    words = passage.paragraph_text[start - offset : end - offset]
    return entry("stakes", "casualties", language).pattern.search(words) is not None


def _is_label(passage: Passage, figure: Figure) -> bool:
    """Say whether a figure only names a kind of thing: "a five-story block", "the $65 billion project"."""
    end = figure.span_end - passage.sentence.span_start
    if passage.sentence.text[end : end + 1] in {"-", "‑"} or LABEL.search(figure.text):
        return True
    token = token_at(passage, figure.span_end - 1)
    return figure.dimension is Dimension.CURRENCY and _modifies(token)


def _modifies(token: Any) -> bool:  # noqa: ANN401 - a spaCy token
    """Say whether a sum stands before the noun that it describes."""
    for node in (token, *token.ancestors):
        if node.dep_ in {"nmod", "compound", "amod", "nummod"} and node.head.pos_ in {"NOUN", "PROPN"}:
            return bool(node.head.i > node.i)
        if node.pos_ not in {"NUM", "SYM", "NOUN"}:
            return False
    return False


def _claims_record(passage: Passage, sign: Sign, language: str) -> bool:
    """Say whether a superlative counts over time: "for a century", "on record", "since 1990", "ever"."""
    start, end = sign.span_start, phrase_span(passage, sign)[1]
    words = passage.paragraph_text[start - passage.paragraph.span_start : end - passage.paragraph.span_start]
    nouns = {token.lemma_.lower() for token in passage.tokens if start <= passage.place(token) < end}
    public = entry("public", "matter", language).words | entry("public", "counted", language).words
    first = token_at(passage, start)
    graded = (
        first.tag_ in {"JJS", "RBS"} or first.lower_ == "unprecedented"
    )  # "the first novel she ever sold" is no public record
    return (graded or bool(nouns & public)) and entry("features", "record_scope", language).pattern.search(
        words
    ) is not None


def _foreseen(passage: Passage, sign: Sign, language: str) -> bool:
    """Say whether a prediction hides who makes it ("is expected to"): that is asked about whatever it is of."""
    offset = passage.paragraph.span_start
    words = passage.paragraph_text[sign.span_start - offset : sign.span_end - offset]
    return entry("features", "foreseen", language).pattern.fullmatch(words) is not None


def _public(passage: Passage, sign: Sign, language: str) -> bool:
    """Say whether a cause or a prediction is about a matter of public concern."""
    start, end = phrase_span(passage, sign)
    nouns = {token.lemma_.lower() for token in passage.tokens if start <= passage.place(token) < end}
    head = token_at(passage, sign.span_start)
    nouns |= {head.head.lemma_.lower()} if head.dep_ == "acl" else set()
    nouns |= {
        child.lemma_.lower() for node in (head, *head.ancestors) for child in node.lefts if child.dep_[:5] == "nsubj"
    }
    return bool(nouns & entry("public", "matter", language).words)
