from __future__ import annotations

import pytest

from extract.parse import language_model
from extract.tagging import SLOW, Tagging

TEXTS = [
    "There were nine piers, and let's say that two of them moved.",
    "The mayor, who is 54, said she ain't going to shut it. They're gonna wait.",
    "Do you know what it did?  It's had no effect — none.",
    "He’s been there; the others were not.\u200b \n Later, most had left.",
    "“That is what we have,” Imre said.",
    "",
    " ",
]


def facts(doc: object) -> list[tuple[str, ...]]:
    return [(t.text, t.lemma_, t.pos_, t.tag_, t.dep_, str(t.morph), t.head.i) for t in doc]


@pytest.mark.parametrize("batch", [1, 7])
def test_words_by_memory_are_what_the_models_own_rules_give(batch: int) -> None:
    nlp = language_model()
    tagging = Tagging(nlp)
    texts = TEXTS * 2  # the second time they are known
    expected = [facts(doc) for doc in nlp.pipe(texts, batch_size=batch)]
    found = [facts(doc) for doc in tagging.pipe(nlp.pipe(texts, batch_size=batch, disable=SLOW))]
    assert found == expected
