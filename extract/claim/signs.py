"""The signs of a question in a sentence: words and shapes that may hide whose count, cause or opinion it is."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from extract.claim.excerpts import Sign
from extract.claim.phrases import entry, sign_groups
from extract.claim.predicates import accuses_somebody, hides_agent, hides_believer
from extract.claim.worth import figure_group
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Token

    from extract.claim.excerpts import Excerpt
    from extract.claim.phrases import Group

NO_VERB = {"amod", "compound"}  # "weather-fuelled"
PASSIVES = {"passive", "belief", "VERB"}
OBJECTS = {"dobj", "dative", "nsubjpass", "agent", "ccomp", "xcomp"}
NO_REPORT = {"on", "can", "could", "should", "must"}  # "investors can see": no report
BULK = ("best", "part")  # "the best part of two hours"
CROWD_REACH = 15  # words between a crowd and its verb


def read_signs(excerpt: Excerpt, language: str) -> list[Sign]:
    """Return a sentence's signs in reading order: `feature` is the kind of question, `detail` the group of the sign."""
    found = {*_figures(excerpt, language), *_phrases(excerpt, language), *_words(excerpt, language)}
    return sorted(found, key=lambda sign: (sign.span_start, sign.span_end, sign.feature, sign.detail or ""))


def _figures(excerpt: Excerpt, language: str) -> Iterator[Sign]:
    for figure in excerpt.figures:
        if group := figure_group(excerpt, figure, language):
            yield Sign("quantity", figure.span_start, figure.span_end, group)


def _phrases(excerpt: Excerpt, language: str) -> Iterator[Sign]:
    start, text = excerpt.sentence.span_start, excerpt.sentence.text
    words = text.lower() if len(text.lower()) == len(text) else text  # a pattern that minds case is twice as fast
    for name, group in sign_groups(language).items():
        for match in group.pattern.finditer(words) if group.pattern else ():
            yield Sign(group.kind, start + match.start(), start + match.end(), name)


@lru_cache(maxsize=16)
def _by_lemma(language: str) -> Mapping[str, list[tuple[str, Group]]]:
    found: dict[str, list[tuple[str, Group]]] = {}
    for name, group in sign_groups(language).items():
        for word in group.words:
            found.setdefault(word, []).append((name, group))
    return found


def _words(excerpt: Excerpt, language: str) -> Iterator[Sign]:
    known = _by_lemma(language)
    for token in excerpt.tokens:
        lemma = token.lemma_.lower()
        if token.tag_ in {"JJS", "RBS"}:
            yield from _superlative(excerpt, token)
        for name, group in known.get(lemma, ()):
            if _fits(group, token, language):
                yield _sign(excerpt, group.kind, *_phrase_of(group, token), name)
        if token.pos_ == "VERB":
            yield from _crowd(excerpt, token, language)


def _fits(group: Group, token: Token, language: str) -> bool:
    """Say whether a word stands as its group wants: a passive without its agent, a deed with a doer, a third person."""
    if group.shape == "passive":
        return hides_agent(token)
    if group.shape == "belief":
        return hides_believer(token)
    if group.shape == "deed":
        return token.pos_ == "VERB" and accuses_somebody(token, language)
    if group.shape == "third_person":
        verbs = (token, token.head) if token.dep_ == "xcomp" else (token,)
        doers = [child for verb in verbs for child in verb.children if child.dep_ == "nsubj"]
        return token.pos_ == "VERB" and bool(doers) and not any(child.lower_ in {"i", "we", "you"} for child in doers)
    if group.shape == "VERB" and not _acts(token):
        return False
    return not group.shape or token.pos_ == group.shape


def _acts(verb: Token) -> bool:
    """Say whether a verb acts on something: no adjective, no aim, not "his condition worsened"."""
    if verb.dep_ in NO_VERB or (verb.dep_ == "advcl" and _to(verb)):
        return False
    return verb.dep_ == "acl" or not OBJECTS.isdisjoint(child.dep_ for child in verb.children)


def _to(verb: Token) -> bool:
    """Say whether a verb is an infinitive: "they moved to bolster it" tells an aim."""
    return any(child.tag_ == "TO" for child in verb.children)


def _phrase_of(group: Group, token: Token) -> tuple[Token, Token]:
    """Return the first and last word of a sign: a passive begins with its auxiliary."""
    auxiliary = (child for child in token.children if child.dep_ == "auxpass" and child.i < token.i)
    return (next(auxiliary, token) if group.shape in PASSIVES else token), token


@lru_cache(maxsize=16)
def _crowds(language: str) -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return the nouns that name a crowd, with the group of signs that each belongs to and the verbs it speaks by."""
    return {noun: (name, group.verbs) for name, group in sign_groups(language).items() for noun in group.subjects}


def _crowd(excerpt: Excerpt, verb: Token, language: str) -> Iterator[Sign]:
    """Yield a crowd that speaks or thinks: a plural or "some" that was not met before and holds no name."""
    crowds = _crowds(language)
    masses, definite = (entry("sourcing", name, language).words for name in ("mass", "definite"))
    for child in verb.children:
        noun = child.lemma_.lower() if child.lemma_.lower() in crowds else child.lower_
        group, verbs = crowds.get(noun, ("", frozenset()))
        if child.dep_ != "nsubj" or child.tag_ == "NNP" or verb.lemma_.lower() not in verbs:
            continue
        plural = child.tag_ in {"NNS", "NNPS"} or child.pos_ in {"DET", "ADJ", "PRON"} or noun in masses
        words = list(child.subtree)
        first = next(word for word in words if child.i - word.i <= CROWD_REACH // 3)
        if not plural or first.lower_ in definite or any(word.ent_type_ == "PERSON" for word in words):
            continue
        if any(other.dep_ == "neg" or other.tag_ == "TO" or other.lower_ in NO_REPORT for other in verb.children):
            continue
        placed = _placed(child)
        if placed and group == "crowd_study":  # "Lind's research": somebody's, who can be asked
            continue
        low, high = sorted((first, verb), key=lambda word: word.i)
        if high.i - low.i < CROWD_REACH and not _polled(excerpt, low, high):
            yield _sign(excerpt, "weasel_crowd", low, high, group + ("_of_a_place" if placed else ""))


def _polled(excerpt: Excerpt, low: Token, high: Token) -> bool:
    """Say whether a crowd is told with its share, "a majority of them, 46 per cent, said": a survey counted it."""
    start, end = excerpt.offset(low), excerpt.offset(high)
    return any(
        figure.dimension is Dimension.PERCENTAGE and start <= figure.span_start < end for figure in excerpt.figures
    )


def _placed(noun: Token) -> bool:
    """Say whether a crowd is told by a name: "Osk officials", "scientists at the Lind Institute"."""
    below = [word for prep in noun.rights if prep.dep_ == "prep" for word in prep.children]
    return any(word.pos_ == "PROPN" for word in (*noun.lefts, *below))


def _superlative(excerpt: Excerpt, token: Token) -> Iterator[Sign]:
    """Yield a superlative with its noun; "at least", "at most" and "the latest" rank nothing."""
    head = token.head if token.tag_ == "JJS" else token.head.head
    before = token.nbor(-1).lower_ if token.i else ""
    if before == "at" or token.lower_ in {"latest", "last", "nearest"}:
        return
    if token.lower_ in ({"most", "least"} if token.tag_ == "JJS" else ()) or (token.lower_, head.lower_) == BULK:
        return
    if token.lower_ not in {"least", "most", "best"} or (head.pos_ in {"NOUN", "PROPN"} and before != "of"):
        yield _sign(excerpt, "superlative", token, head if head.i > token.i else token, "superlative")


def _sign(excerpt: Excerpt, kind: str, first: Token, last: Token, group: str) -> Sign:
    return Sign(kind, excerpt.offset(first), excerpt.offset(last) + len(last.text), group)
