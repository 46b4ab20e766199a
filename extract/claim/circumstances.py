"""What stands around a statement and bears on whether it is asked about: place, story, sources near by, its clauses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.claim.clauses import clause_head, token_at
from extract.claim.excerpts import NAMED, satisfies
from extract.claim.exemptions import official_act, phrased, verbless
from extract.claim.genre import GUIDE, SPORT, own_words, persons
from extract.claim.neighbours import attributed_elsewhere, document_named, named_above, named_below
from extract.claim.phrases import entry, sign_groups
from extract.claim.predicates import hides_agent
from extract.claim.stakes import stakes_of
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from extract.claim.excerpts import Excerpt, Sign
    from extract.claim.neighbours import Told

ENOUGH = 8  # sentences: a shorter text tells nothing of its kind
NEAR = 3  # sentences without any source around a statement
EARLY = 8  # the sentences that open a story
LONG, SHORT = 28, 10  # words of a sentence
LONG_STORY = 450  # words
UNSOURCED = 0.15  # share of sentences that somebody says
PERSONAL, LABELLED = 0.08, 0.2  # shares of sentences
WORDY = 27  # words a sentence on average
OLD_YEAR = re.compile(r"\b(?:1[6-9]\d\d|200\d)\b")
CROWDED = {"harmed", "people", "few_people", "large_count", "vague_number"}


class Scene(NamedTuple):
    """A story as the circumstances of its sentences see it."""

    everyone: Sequence[Excerpt]
    language: str
    genre: str | None
    of_document: bool
    lead: int | None  # the number of the first paragraph
    story: frozenset[str]
    told: Sequence[Told]
    sourcing: str | None  # whether few or many of its sentences are said by somebody with a name


def story_of(everyone: Sequence[Excerpt], language: str) -> frozenset[str]:
    """Return what kind of text a story is: long, without sources, personal, full of labels."""
    body = [excerpt for excerpt in everyone if excerpt.sentence.role is Role.BODY]
    if len(body) < ENOUGH:
        return frozenset()
    words = sum(len(excerpt.sentence.text.split()) for excerpt in body)
    labels = sign_groups(language)["strong_label"].words | sign_groups(language)["label"].words
    sourced, personal, labelled = (
        sum(counts) / len(body)
        for counts in zip(
            *(
                (
                    any(map(satisfies, excerpt.attributions)),
                    bool(own_words(excerpt) & persons(language)),
                    any(token.pos_ == "ADJ" and token.lower_ in labels for token in excerpt.tokens),
                )
                for excerpt in body
            ),
            strict=True,
        )
    )
    tests = {
        "long_story": words > LONG_STORY,
        "story_without_sources": sourced < UNSOURCED,
        "personal_story": personal > PERSONAL,
        "story_of_labels": labelled > LABELLED,
        "wordy_story": words > WORDY * len(body),
    }
    return frozenset(name for name, holds in tests.items() if holds)


def circumstances(number: int, scene: Scene) -> set[str]:
    """Return the names of what holds for a sentence, whatever its signs."""
    excerpt, everyone = scene.everyone[number], scene.everyone
    return {
        *scene.story,
        *(name for name, holds in _place(number, scene).items() if holds),
        *(name for name, holds in _sources(number, everyone, scene).items() if holds),
        *(name for name, holds in _form(excerpt, scene.language).items() if holds),
        *phrased(excerpt, scene.language),
        *(f"at_stake_{stakes.detail}" for stakes in (stakes_of(excerpt, scene.language),) if stakes),
    }


def _place(number: int, scene: Scene) -> dict[str, bool]:
    excerpt = scene.everyone[number]
    return {
        "headline": excerpt.sentence.part is Part.TITLE,
        "lead": excerpt.sentence.part is Part.TEXT and excerpt.paragraph.number == scene.lead,
        "early": number <= EARLY,
        "sport": scene.genre == SPORT,
        "guide": scene.genre == GUIDE,
        "story_of_a_document": scene.of_document,
    }


def _sources(number: int, everyone: Sequence[Excerpt], scene: Scene) -> dict[str, bool]:
    excerpt = everyone[number]
    speaking = [item for item in excerpt.attributions if satisfies(item)]
    named = any(item.source_kind in NAMED and not item.inherited for item in speaking)
    around = everyone[max(0, number - NEAR) : number + NEAR + 1]
    return {
        "source_here": named,
        "other_source_here": bool(speaking) and not named,
        "source_above": named_above(number, everyone),
        "source_below": named_below(number, everyone),
        "source_before": number > 0 and any(map(satisfies, everyone[number - 1].attributions)),
        "no_source_near": not any(satisfies(item) for other in around for item in other.attributions),
        "document_here": document_named(number, everyone, scene.language),
        "given_elsewhere": attributed_elsewhere(number, everyone, scene.told) is not None,
    }


def _form(excerpt: Excerpt, language: str) -> dict[str, bool]:
    tokens = [token for token in excerpt.tokens if not token.is_punct and not token.is_space]
    root = excerpt.tokens.root
    subjects = [child for child in root.children if child.dep_ in {"nsubj", "nsubjpass"}]
    words = {token.lower_ for token in tokens}
    return {
        "long_sentence": len(tokens) >= LONG,
        "short_sentence": len(tokens) <= SHORT,
        "negated": any(token.dep_ == "neg" for token in tokens),
        "conditional": not words.isdisjoint({"if", "whether", "unless"}),
        "modal_here": any(token.tag_ == "MD" for token in tokens),
        "present_tense": root.tag_ in {"VBZ", "VBP"},
        "past_tense": root.tag_ == "VBD",
        "fragment": verbless(excerpt),
        "official_act": official_act(excerpt, language),
        "name_as_subject": any(word.pos_ == "PROPN" for child in subjects for word in child.subtree),
        "he_or_she": any(child.lower_ in {"he", "she"} for child in subjects),
        "it_or_they": any(child.lower_ in {"it", "this", "that", "they"} for child in subjects),
        "quotation_here": bool(excerpt.quotations),
        "old_year": OLD_YEAR.search(excerpt.sentence.text) is not None,
        "to_the_reader": bool(own_words(excerpt) & entry("exemptions", "second_person", language).words),
    }


def clause_circumstances(excerpt: Excerpt, sign: Sign) -> Iterator[str]:
    """Yield what holds for the clause that a sign stands in: which clause, whose, denied, possible or only intended."""
    head = clause_head(token_at(excerpt, sign.span_start))
    yield from _clause(head)
    if sign.detail in CROWDED and hides_agent(head) and _leads(token_at(excerpt, sign.span_start), head):
        yield "counted_by_nobody"
    children = list(head.children)
    for name, holds in (
        ("denied_there", any(child.dep_ == "neg" for child in children)),
        ("possible_there", any(child.tag_ == "MD" for child in children)),
        ("intended_there", any(child.tag_ == "TO" for child in children)),
    ):
        if holds:
            yield name
    yield from _subject([child for child in children if child.dep_ in {"nsubj", "nsubjpass"}])


def _leads(token: Token, head: Token) -> bool:
    """Say whether a word stands in the subject of a clause."""
    return any(node.dep_ == "nsubjpass" and node.head == head for node in (token, *token.ancestors))


def _clause(head: Token) -> Iterator[str]:
    if head.dep_ == "advcl":
        yield "in_comment" if head.tag_ == "VBG" and head.i > head.sent.root.i else "in_adverbial_clause"
    elif head == head.sent.root:
        yield "in_main_clause"
    elif head.dep_ == "ccomp":
        yield "in_content_clause"


def _subject(subjects: list[Token]) -> Iterator[str]:
    if any(word.ent_type_ == "PERSON" for child in subjects for word in child.subtree):
        yield "of_a_person"
    elif any(child.pos_ == "PROPN" for child in subjects):
        yield "of_a_name"
    elif any(child.lower_ in {"he", "she"} for child in subjects):
        yield "of_him_or_her"
    elif any(child.pos_ == "NOUN" for child in subjects):
        yield "of_things"
