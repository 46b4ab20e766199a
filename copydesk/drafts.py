"""A draft as written: its first short line is its headline, quoted lines are read, its lines keep their numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.reading import Page
    from extract.workers import Item

PLAIN = (".txt", ".text")
LINED = (*PLAIN, ".md", ".markdown", ".html", ".htm", ".xhtml")  # files that a person opens at a line
LONGEST_HEADLINE = 120  # characters
SENTENCE_ENDS = (".", "!", ":", ";", ",")
QUOTED = re.compile(r"(?m)^(?:> ?)+")
AROUND = (80, 30, 0)  # characters of context by which words are found in the file, the most telling first


def is_plain(item: Item) -> bool:
    """Whether a draft is plain text, by its name, else by its declared type."""
    suffix = PurePath(item.name).suffix.lower()
    return suffix in PLAIN or (suffix not in LINED and item.content_type == "text/plain")


def read_draft(item: Item, headline: str = "") -> Page:
    """Return the page of a draft; a plain one keeps every character at its line and column. Raises NoArticle."""
    from extract.plain import read_text  # noqa: PLC0415 - lazy
    from extract.workers import read_item  # noqa: PLC0415 - lazy

    page = read_item(item)
    if not is_plain(item):
        return page
    text = QUOTED.sub(lambda match: " " * len(match[0]), page.article.text)
    first = "" if headline else headline_in(text)
    at = text.find(first)
    body = text[:at] + " " * len(first) + text[at + len(first) :]
    return read_text(body, url=item.name, title=headline or first, language=page.article.language)


def headline_in(text: str) -> str:
    """Return the first line where it is short, ends no sentence and something follows it, else ""."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    first = lines[0] if len(lines) > 1 else ""
    return "" if len(first) > LONGEST_HEADLINE or first.endswith(SENTENCE_ENDS) else first


@dataclass(frozen=True, slots=True)
class Source:
    """The file of a draft, to say at which of its lines words stand."""

    text: str

    @classmethod
    def of(cls, item: Item) -> Source | None:
        """Return the source of a file that has lines, None for Word, PDF and mail."""
        lined = PurePath(item.name).suffix.lower() in LINED or is_plain(item)
        if not lined:
            return None
        return cls(unicodedata.normalize("NFC", item.data.decode("utf-8", "replace").removeprefix("\ufeff")))

    def place(self, words: str, span_start: int, span_end: int) -> str:
        """Return "LINE:COLUMN" of a span's words, "" where the file does not have them just once."""
        for around in AROUND:
            lead = words[max(0, span_start - around) : span_start].rpartition("\n")[2]
            tail = words[span_end : span_end + around].partition("\n")[0]
            found = list(_spaced(lead, words[span_start:span_end], tail).finditer(self.text))
            if len(found) == 1:
                start = found[0].start("words")
                return f"{self.text.count(chr(10), 0, start) + 1}:{start - self.text.rfind(chr(10), 0, start)}"
        return ""


def _spaced(lead: str, words: str, tail: str) -> re.Pattern[str]:
    """Return the words between their neighbours, white space and quotation marks of a mail being what they may."""
    between = r"[\s>]+"
    pieces = [between.join(re.escape(word) for word in part.split()) for part in (lead, words, tail)]
    edges = [between if part.endswith(" ") else "" for part in (lead, words)]
    edges[1] = between if tail.startswith(" ") else edges[1]
    return re.compile(f"{pieces[0]}{edges[0]}(?P<words>{pieces[1]}){edges[1]}{pieces[2]}")
