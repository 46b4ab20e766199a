"""A PDF -> its paragraphs, without what is printed on every page: running heads, page numbers, numbers of lines."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.pages.compose import NoArticle, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGES = 500  # of a PDF
EDGE = 2  # lines at the top and bottom of a page that may stand on every one
LIGATURES = str.maketrans({
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
})  # fmt: skip
BROKEN = re.compile(r"[a-z]-$")  # a word at the end of a line
NUMBERED = re.compile(r"\s*(\d{1,4})(?:\s+(?=\S)|\s*$)")
STEPS = (1, 5)  # every line or every fifth bears its number
FEWEST = 5  # numbered lines in order before they are no list


def read_pdf(data: bytes) -> list[str]:
    """Return the paragraphs; raises NoArticle where the file is damaged, locked or a picture of its text."""
    import pypdf  # noqa: PLC0415 - 200 ms, only for PDF

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what a file has wrong is said by its row
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else list(reader.pages[:PAGES])
        texts = [(page.extract_text() or "").translate(LIGATURES) for page in pages]
        pictured = not any(map(str.strip, texts)) and any(len(page.images) for page in pages)
    except Exception as error:  # a damaged PDF raises anything: pypdf promises no one class
        raise NoArticle("the file is not a readable PDF") from error
    if locked:
        raise NoArticle("the PDF is locked by a password")
    if pictured:
        raise NoArticle("the PDF is a scan: it holds pictures of its pages and no text; have its text recognised (OCR)")
    lines = [[line.strip() for line in text.splitlines()] for text in texts]
    return paragraphs([line for page in _without_heads(lines) for line in _without_numbers(page)])


def _without_heads(pages: list[list[str]]) -> list[list[str]]:
    """Return the pages without the lines at their edges that most of them have, their numbers aside."""
    edges = [{_shape(page[at]) for at in _edges(page)} for page in pages]
    count = Counter(shape for shapes in edges for shape in shapes)
    running = {shape for shape, number in count.items() if number > 1 and number > len(pages) / 2}
    return [
        [line for at, line in enumerate(page) if at not in _edges(page) or _shape(line) not in running]
        for page in pages
    ]


def _edges(page: Sequence[str]) -> list[int]:
    """Return the places of the first and last lines of a page that have words."""
    full = [at for at, line in enumerate(page) if line]
    return sorted({*full[:EDGE], *full[-EDGE:]})


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _without_numbers(lines: list[str]) -> list[str]:
    """Return a page's lines without their numbers, where they count on through it by ones or fives."""
    found = {at: int(match[1]) for at, line in enumerate(lines) if (match := NUMBERED.match(line))}
    steps = Counter(second - first for first, second in pairwise(found.values()))
    step, often = max(steps.items(), key=lambda pair: pair[1], default=(0, 0))
    filled = sum(map(bool, lines))
    if step not in STEPS or often < FEWEST - 1 or often < 0.8 * (len(found) - 1) or len(found) < 0.8 * filled / step:
        return lines
    return [NUMBERED.sub("", line, count=1) if at in found else line for at, line in enumerate(lines)]


def paragraphs(lines: list[str]) -> list[str]:
    """Return the paragraphs of printed lines: line-end hyphens closed; a short or blank line ends a paragraph."""
    width = sorted(len(line) for line in lines if line)[-max(1, len(lines) // 4) :][:1]
    found, current = [], list[str]()
    for line in lines:
        broken = bool(current) and BROKEN.search(current[-1]) is not None and line[:1].islower()
        if broken:
            current[-1] = current[-1][:-1]
        current += [line] if broken or not current else [" ", line]
        if not line or (width and len(line) < 0.7 * width[0] and re.search(r"[.!?…][”’\"')\]]*$", line)):
            found.append(tidy("".join(current)))
            current = []
    return [words for words in [*found, tidy("".join(current))] if words]
