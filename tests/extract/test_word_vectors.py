"""Word vectors by numpy are spaCy's own, and a page's do not depend on what was read before it."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

from extract.parse import MODEL, language_model, read_pages
from extract.plain import read_text
from extract.word_vectors import WordVectors, quicken

TEXTS = [
    "The bridge over the Varn stayed shut on Friday, and nobody at the council would say for how long.",
    "“Nine piers moved,” said Lena Orsk, 54, who runs the harbour.\u200b \n A second line.",
    "",
    "Prices rose 12.5% to £3m — let's see.",
    " ",
]


@pytest.fixture(scope="module")
def untouched() -> spacy.language.Language:
    return spacy.load(MODEL, exclude=["ner"])


def test_the_vectors_are_spacys_to_the_fifth_digit(untouched: spacy.language.Language) -> None:
    model = untouched.get_pipe("tok2vec").model
    docs = [untouched.make_doc(text) for text in TEXTS * 2]
    for ours, theirs in zip(WordVectors(model)(docs), model.predict(docs), strict=True):
        assert ours.shape == theirs.shape
        np.testing.assert_allclose(ours, theirs, atol=2e-5)


def test_the_parse_is_spacys(untouched: spacy.language.Language) -> None:
    def facts(nlp: spacy.language.Language) -> list[tuple[object, ...]]:
        return [(t.text, t.tag_, t.dep_, t.head.i) for doc in nlp.pipe(TEXTS) for t in doc]

    assert facts(language_model()) == facts(untouched)


def test_a_page_reads_the_same_to_the_last_digit_whatever_was_read_before(untouched: spacy.language.Language) -> None:
    docs = [untouched.make_doc(text) for text in TEXTS]
    fresh, used = (WordVectors(untouched.get_pipe("tok2vec").model) for _ in range(2))
    for start in range(0, 400, 7):
        used([untouched.make_doc(" ".join(f"word{number}" for number in range(start, start + 7)))])
    used(docs[::-1])
    assert [ours.tobytes() for ours in used(docs)] == [ours.tobytes() for ours in fresh(docs)]


def test_a_full_memory_is_cleared_and_read_on(
    untouched: spacy.language.Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = [untouched.make_doc(text) for text in TEXTS]
    vectors = WordVectors(untouched.get_pipe("tok2vec").model)
    expected = [ours.tobytes() for ours in vectors(docs)]
    monkeypatch.setattr("extract.word_vectors.MOST_KNOWN", 3)
    vectors([untouched.make_doc("Something else altogether, in other words.")])
    assert [ours.tobytes() for ours in vectors(docs)] == expected


def test_a_pipeline_without_word_vectors_is_left_as_it_is() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    quicken(nlp)
    assert [sent.text for sent in nlp("It is shut. Nobody spoke.").sents] == ["It is shut.", "Nobody spoke."]


def test_a_model_is_loaded_once_however_it_is_named() -> None:
    assert language_model() is language_model(MODEL)
    assert next(iter(read_pages([read_text("It is shut.")]))).paragraphs[0].doc.vocab is language_model().vocab
