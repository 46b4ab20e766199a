"""Signs that only the parse tells: accusations, agentless passives, minds read, superlatives, labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.claim.clauses import clause_head
from extract.claim.passages import Sign
from extract.claim.phrases import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.claim.passages import Passage

AGENT_WITHIN = 7  # words after a passive: "widely condemned, including by the mayor"
SUBJECTS = {"nsubj", "nsubjpass"}


def read_predicates(passage: Passage, language: str) -> Iterator[Sign]:
    """Yield the signs of a sentence's tokens."""
    for token in passage.tokens:
        if token.tag_ in {"JJS", "RBS"}:
            yield from _superlative(passage, token)
        elif token.pos_ in {"VERB", "AUX"}:
            yield from _verb(passage, token, language)
        elif token.pos_ == "ADJ":
            yield from _label(passage, token, language)


def _sign(passage: Passage, feature: str, first: Any, last: Any, detail: str | None = None) -> Sign:  # noqa: ANN401 - spaCy tokens
    return Sign(feature, passage.place(first), passage.place(last) + len(last.text), detail)


def _superlative(passage: Passage, token: Any) -> Iterator[Sign]:  # noqa: ANN401 - a spaCy token
    head = token.head if token.tag_ == "JJS" else token.head.head
    if token.lower_ not in {"least", "most", "best"} or head.pos_ == "NOUN":
        yield _sign(passage, "superlative", token, head if head.i > token.i else token, token.lower_)


def _verb(passage: Passage, token: Any, language: str) -> Iterator[Sign]:  # noqa: ANN401 - a spaCy token
    children = {child.dep_ for child in token.children}
    lemma = token.lemma_.lower()
    passive = "auxpass" in children or "nsubjpass" in children
    if passive and "agent" not in children and _hides_agent(token, lemma, language):
        auxiliary = next((child for child in token.children if child.dep_ == "auxpass"), token)
        yield _sign(passage, "passive_without_agent", min(auxiliary, token, key=_index), token, f"passive of {lemma}")
    if lemma in entry("features", "allegation", language).words and accuses_somebody(token, language):
        yield _sign(passage, "allegation", token, token, lemma)
    if "nsubj" in children and lemma in entry("features", "mind_reading", language).words:
        subject = next(child for child in token.children if child.dep_ == "nsubj")
        if subject.lower_ not in {"i", "we", "you"}:
            yield _sign(passage, "mind_reading", token, token, lemma)


def accuses_somebody(token: Any, language: str) -> bool:  # noqa: ANN401 - a spaCy token
    """Say whether the doer of a verb can be identified, and the deed is told as done: no "might", no "if", no "not"."""
    clause = clause_head(token)
    doers = [child for node in {token, clause} for child in node.children if child.dep_ in {"nsubj", "agent"}]
    offices = entry("sourcing", "somebody", language).words
    known = any(word.pos_ == "PROPN" or word.lower_ in {"he", "she"} for doer in doers for word in doer.subtree) or any(
        word.lower_ in offices and any(child.lower_ == "the" for child in word.children)
        for doer in doers
        for word in doer.subtree
    )
    unreal = any(child.tag_ == "MD" or child.dep_ == "neg" for node in (token, clause) for child in node.children)
    return known and not unreal


def _hides_agent(token: Any, lemma: str, language: str) -> bool:  # noqa: ANN401 - a spaCy token
    """Say whether a passive accuses, or gives a reputation ("is seen as", "is said to"); duties and denials do not."""
    if any(child.dep_ == "neg" or child.tag_ == "MD" for child in token.children):
        return False
    if any(word.lower_ == "by" and 0 < word.i - token.i < AGENT_WITHIN for word in token.subtree):
        return False
    if lemma in entry("features", "passive_without_agent", language).words:
        return token.dep_ not in {"acl", "advcl", "amod"}
    complement = any(
        child.dep_ in {"xcomp", "oprd"} or (child.dep_ == "prep" and child.lower_ == "as") for child in token.rights
    )
    return complement and lemma in entry("features", "passive_with_complement", language).words


def _label(passage: Passage, token: Any, language: str) -> Iterator[Sign]:  # noqa: ANN401 - a spaCy token
    if token.lower_ in entry("features", "judgement", language).words:
        yield _sign(passage, "judgement", token, token, token.lower_)


def _index(token: Any) -> int:  # noqa: ANN401 - a spaCy token
    return int(token.i)
