"""Parts of speech and lemmas by memory: spaCy's own rules, asked once for each word as tagged and parsed.

The model's attribute ruler and lemmatizer read one token at a time, but for a few contractions ("let's") and "there
is"; such a run of tokens is asked about, and remembered, as one. Measured: the same result on every token, in a fifth
of the time.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

BATCH = 128  # docs
SLOW = ("attribute_ruler", "lemmatizer")
# First words of the ruler's patterns of two tokens.
PAIRED = ("ai", "gon", "got", "let", "c'm", "y", "y'")
MOST_KNOWN = 60_000  # words: beyond them memory is cleared, so that it stays flat
KEY = ("ORTH", "TAG", "DEP")
READ = ("POS", "LEMMA", "MORPH", "TAG", "DEP")

Key = tuple[int, ...]
Run = tuple[Key, ...]  # tokens that the rules read together: one, but for the patterns of two


class Tagging:
    """Completes parsed docs with parts of speech, morphology and lemmas."""

    def __init__(self, nlp: Any) -> None:  # noqa: ANN401 - spacy ships types that mypy cannot follow
        self.nlp = nlp
        self.pipes = [(name, nlp.get_pipe(name)) for name in SLOW if nlp.has_pipe(name)]
        self.known: dict[Run, list[list[int]]] = {}
        strings = nlp.vocab.strings
        self.existential = strings.add("expl")
        self.paired = {strings.add(word) for word in PAIRED}
        self.lower: dict[int, bool] = {}  # whether a word begins a pattern of two
        self.space = strings["SPACE"]

    def pipe(self, docs: Iterable[Any]) -> Iterator[Any]:
        """Yield each doc completed, in order; new words are learnt a batch at a time."""
        docs = iter(docs)
        while batch := list(itertools.islice(docs, BATCH)):
            if len(self.known) > MOST_KNOWN:
                self._forget()
            runs = [self._runs(doc.to_array(KEY)) for doc in batch]
            self._learn([run for run in dict.fromkeys(itertools.chain(*runs)) if run not in self.known])
            for doc, told in zip(batch, runs, strict=True):
                yield self._completed(doc, told)

    def _runs(self, table: NDArray[np.uint64]) -> list[Run]:
        """Return a doc's tokens, those together that a pattern of two may join."""
        runs: list[Run] = []
        joins = False
        for key in map(tuple, table.reshape(-1, len(KEY)).tolist()):
            if joins:
                runs[-1] = (*runs[-1], key)
            else:
                runs.append((key,))
            joins = key[2] == self.existential or self._pairs(key[0])
        return runs

    def _pairs(self, orth: int) -> bool:
        """Whether a pattern of two tokens may begin with the word."""
        if orth not in self.lower:
            self.lower[orth] = self.nlp.vocab[orth].lower in self.paired
        return self.lower[orth]

    def _forget(self) -> None:
        """Clear what was learnt, the lemmatizer's own memory too."""
        self.known.clear()
        self.lower.clear()
        for _, pipe in self.pipes:
            getattr(pipe, "cache", {}).clear()

    def _completed(self, doc: Any, runs: list[Run]) -> Any:  # noqa: ANN401 - a spacy Doc
        if not len(doc):
            return doc
        rows = np.asarray([row for run in runs for row in self.known[run]], dtype=np.uint64)
        doc.from_array(list(READ[:3]), rows[:, :3])
        for index in np.flatnonzero(rows[:, 0] == self.space).tolist():
            doc[index].tag, doc[index].dep = int(rows[index, 3]), int(rows[index, 4])
        return doc

    def _learn(self, runs: list[Run]) -> None:
        """Ask the rules about each new run, in a doc of such runs: a full stop between two keeps them apart."""
        if not runs:
            return
        strings = self.nlp.vocab.strings
        stop = (strings.add("."), strings.add("."), strings.add("punct"))
        keys = [key for run in runs for key in (*run, stop)]
        doc = type(self.nlp.make_doc(""))(self.nlp.vocab, words=[strings[key[0]] for key in keys])
        for token, (_, tag, dep) in zip(doc, keys, strict=True):
            token.tag, token.dep = tag, dep
        for _, pipe in self.pipes:
            doc = pipe(doc)
        told = iter(doc.to_array(READ).tolist())
        for run in runs:
            self.known[run] = list(itertools.islice(told, len(run)))
            next(told)
