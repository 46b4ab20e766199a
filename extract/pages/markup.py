"""An HTML tree -> its stretches: every run of text between two block boundaries, in order, with what it stands in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from extract.pages.compose import tidy
from extract.pages.tables import CELLS, data_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_BLOCKS = """
address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2
h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul
"""
_SILENT = """
applet audio button canvas datalist embed head iframe input map math meter noframes noscript object option progress
script select style svg template textarea title video
"""
BLOCKS, SILENT = frozenset(_BLOCKS.split()), frozenset(_SILENT.split())
UNSEEN = re.compile(r"(?<![a-z])(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?)(?![a-z])", re.IGNORECASE)
NEW_WINDOW = re.compile(  # what links say to those who hear the page
    r",? opens (?:in )?(?:a )?new tab$| ?\((?:opens? in (?:a )?new (?:tab|window)|external link|nouvelle fenêtre|"
    r"öffnet i[nm] (?:einem )?neue[nm] (?:Fenster|Tab)|s['’]ouvre dans une nouvelle fenêtre|"
    r"se abre en (?:una )?nueva ventana)\)",
    re.IGNORECASE,
)
INITIAL = re.compile(r"(?<![a-z])(?:drop-?cap|(?:initial|first)-?letter|lettrine)(?![a-z])", re.IGNORECASE)
WORDS_OF_ONE = frozenset("AIOEYÀÓÉ")  # letters that are words: the space behind them stays
NOT_WORD = re.compile(r"[\W_]+")
ENDING = 20  # characters at a line's end in which its stop stands
SENTENCE_END = re.compile(r"[.!?…:。！？][\"”’»)\]」』]*$")


class Stretch(NamedTuple):
    """One stretch of text: its words, the share of them inside links, and the elements around it, innermost first."""

    text: str
    linked: float
    around: tuple[HtmlElement, ...]
    tabular: bool = False  # a row of a table of data

    @property
    def element(self) -> HtmlElement:
        """Return the block element that holds the words."""
        return self.around[0]


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """Return the letters and digits alone, in lower case: equal keys are equal words."""
    return NOT_WORD.sub("", unicodedata.normalize("NFC", text).casefold())


def stretches_of(tree: HtmlElement) -> list[Stretch]:
    """Return a page's stretches in reading order; scripts, controls, media, hints for screen readers are silent."""
    walk = _Walk(data_tables(tree))
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, element in events:
        if event == "end":
            walk.leave(element)
        elif element.tag in SILENT or (element.tag == "span" and UNSEEN.search(element.get("class") or "")):
            events.skip_subtree()
            walk.silent.append(element)
        else:
            walk.enter(element)
    walk.close()
    return walk.found


def _is_block(tag: str) -> bool:
    """Say whether an element bounds a stretch; custom elements (with a hyphen in the name) do."""
    return tag in BLOCKS or "-" in tag


class _Walk:
    """The state of one walk: open blocks, and the words said since the last boundary."""

    def __init__(self, tables: set[HtmlElement]) -> None:
        self.tables = tables
        self.row: HtmlElement | None = None  # of a table of data, that is open
        self.found: list[Stretch] = []
        self.open: list[HtmlElement] = []
        self.silent: list[HtmlElement] = []
        self.words: list[str] = []
        self.links = self.linked = 0
        self.initial = False  # a dropped initial was said last: the rest of its word follows

    def say(self, text: str) -> None:
        if self.initial:
            text, self.initial = text.lstrip(), not text.strip()
        if self.links:
            text = NEW_WINDOW.sub("", text) if "(" in text or "opens" in text.lower() else text
            self.linked += len(text.strip())
        if self.words or not text.isspace():
            self.words.append(text)

    def enter(self, element: HtmlElement) -> None:
        tag = element.tag
        if _is_block(tag) and (self.row is None or tag in {"tr", "table"}):
            self.close()
            self.open.append(element)
            self.row = element if tag == "tr" and self.tables.intersection(self.open[-3:]) else None
        elif self.row is not None and tag in CELLS:
            self.words.append(" | " if element.getprevious() is not None else "")
        elif self.row is not None and _is_block(tag):
            self.words.append(" ")
        elif tag == "a":
            self.links += 1
        elif tag == "br":
            self.words.append("\n")
        elif tag in CELLS and any(words.strip() for words in self.words):
            self.words.append(" | ")
        if text := element.text:
            self.say(text.replace("\n", " ") if tag != "pre" else text)

    def leave(self, element: HtmlElement) -> None:
        if self.silent and self.silent[-1] is element:
            self.silent.pop()
        elif self.open and self.open[-1] is element:
            self.close()
            self.open.pop()
            self.row = None if element is self.row else self.row
        elif (tag := element.tag) == "a":
            self.links -= 1
        elif tag == "span" and INITIAL.search(element.get("class") or ""):
            self.initial = "".join(element.itertext()).strip() not in WORDS_OF_ONE
        if tail := element.tail:
            self.say(tail.replace("\n", " "))

    def close(self) -> None:
        """End the run of words: it becomes one stretch, or several where line breaks part sentences."""
        self.initial = False
        if not self.words:
            return
        words, linked = "".join(self.words), self.linked
        self.words, self.linked = [], 0
        if not self.open or not words.strip():
            return
        total = len(words.strip())
        around = tuple(reversed(self.open))
        for text in _lines(words) if self.row is None else [tidy(words)]:
            self.found.append(Stretch(text, min(1.0, linked / total), around, self.row is not None))


def _lines(words: str) -> Iterator[str]:
    """Yield the paragraphs of a run: two line breaks end one; a single one does where a sentence ends."""
    for part in re.split(r"\n\s*\n", words):
        lines: list[str] = []
        for line in filter(None, map(tidy, part.split("\n"))):
            if lines and SENTENCE_END.search(lines[-1], max(0, len(lines[-1]) - ENDING)):
                yield " ".join(lines)
                lines = []
            lines.append(line)
        if lines:
            yield " ".join(lines)
