"""Parts of speech and lemmas by memory: spaCy's own rules, asked once for each word as tagged and parsed.

The model's attribute ruler and lemmatizer read one token at a time, but for a few contractions ("let's") and "there
is"; these few paragraphs they read themselves. Measured: the same result on every token, in a quarter of the time.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BATCH = 128  # docs
SLOW = ("attribute_ruler", "lemmatizer")
# First words of the ruler's patterns of two tokens.
PAIRED = ("ai", "gon", "got", "let", "c'm", "y", "y'")
MOST_KNOWN = 60_000  # words: beyond them memory is cleared, so that it stays flat
KEY = ("ORTH", "TAG", "DEP", "LOWER")
READ = ("POS", "LEMMA", "MORPH", "TAG", "DEP")

Key = tuple[int, int, int]


class Tagging:
    """Completes parsed docs with parts of speech, morphology and lemmas."""

    def __init__(self, nlp: Any) -> None:  # noqa: ANN401 - spacy ships types that mypy cannot follow
        self.nlp = nlp
        self.pipes = [(name, nlp.get_pipe(name)) for name in SLOW if nlp.has_pipe(name)]
        self.known: dict[Key, list[int]] = {}
        strings = nlp.vocab.strings
        self.existential = strings.add("expl")
        self.paired = {strings.add(word) for word in PAIRED}
        self.space = strings["SPACE"]

    def pipe(self, docs: Iterable[Any]) -> Iterator[Any]:
        """Yield each doc completed, in order; new words are learnt a batch at a time."""
        docs = iter(docs)
        while batch := list(itertools.islice(docs, BATCH)):
            if len(self.known) > MOST_KNOWN:
                self._forget()
            tables = [doc.to_array(KEY) for doc in batch]
            plain = [table for table in tables if not self._pairs(table)]
            keys = dict.fromkeys((orth, tag, dep) for table in plain for orth, tag, dep, _ in table.tolist())
            self._learn([key for key in keys if key not in self.known])
            for doc, table in zip(batch, tables, strict=True):
                yield self._slowly(doc) if self._pairs(table) else self._completed(doc, table)

    def _pairs(self, table: Any) -> bool:  # noqa: ANN401 - numpy's array of a doc's keys
        """Whether a pattern of two tokens may begin in the doc, so that it cannot be read token by token."""
        return self.existential in table[:, 2] or not self.paired.isdisjoint(table[:, 3].tolist())

    def _forget(self) -> None:
        """Clear what was learnt, the lemmatizer's own memory too."""
        self.known.clear()
        for _, pipe in self.pipes:
            getattr(pipe, "cache", {}).clear()

    def _slowly(self, doc: Any) -> Any:  # noqa: ANN401 - a spacy Doc
        for _, pipe in self.pipes:
            doc = pipe(doc)
        return doc

    def _completed(self, doc: Any, table: Any) -> Any:  # noqa: ANN401 - a spacy Doc and numpy's array of its keys
        if not len(doc):
            return doc
        rows = [self.known[orth, tag, dep] for orth, tag, dep, _ in table.tolist()]
        doc.from_array(list(READ[:3]), np.asarray(rows, dtype=np.uint64)[:, :3])
        for index, row in enumerate(rows):
            if row[0] == self.space:
                doc[index].tag, doc[index].dep = row[3], row[4]
        return doc

    def _learn(self, keys: list[Key]) -> None:
        """Ask the rules about each new word, in a doc of such words: none of them begins a pattern of two."""
        if not keys:
            return
        strings = self.nlp.vocab.strings
        doc = type(self.nlp.make_doc(""))(self.nlp.vocab, words=[strings[key[0]] for key in keys])
        for token, (_, tag, dep) in zip(doc, keys, strict=True):
            token.tag, token.dep = tag, dep
        self.known.update(zip(keys, self._slowly(doc).to_array(READ).tolist(), strict=True))
