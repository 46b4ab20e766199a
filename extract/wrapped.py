"""Text that a program broke at a column: its lines are joined into the paragraphs that they were."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from warehouse.terms import Part

if TYPE_CHECKING:
    from extract.reading import Block, Page

BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
NARROWEST, WIDEST = 40, 130  # columns: outside these nobody wraps
FEWEST = 3  # broken sentences before a text counts as wrapped
STOPS = frozenset('.!?”"’:')


def join_wrapped(page: Page) -> Page:
    """Return the page with wrapped lines joined; a page whose lines are paragraphs comes back as it is."""
    text = page.article.text
    lines = [block for block in page.blocks if block.part == Part.TEXT]
    pairs = [(first, second) for first, second in pairwise(lines) if _adjoin(text, first, second)]
    broken = sum(_is_broken(text, first, second) for first, second in pairs)
    widths = sorted(block.span_end - block.span_start for block in lines)
    width = widths[len(widths) * 95 // 100] if widths else 0
    if broken < FEWEST or broken * 4 < len(pairs) or not NARROWEST <= width <= WIDEST:
        return page
    return replace(page, blocks=tuple(_joined(page, width)))


def _adjoin(text: str, first: Block, second: Block) -> bool:
    """Whether one line break and nothing else parts two lines of the same role."""
    return first.role == second.role and BREAK.fullmatch(text[first.span_end : second.span_start]) is not None


def _is_broken(text: str, first: Block, second: Block) -> bool:
    return text[first.span_end - 1] not in STOPS and text[second.span_start].islower()


def _joined(page: Page, width: int) -> list[Block]:
    text = page.article.text
    blocks: list[Block] = []
    last_line = 0  # where the latest line of the growing paragraph begins
    for block in page.blocks:
        before = blocks[-1] if blocks else None
        if before is not None and before.part == block.part == Part.TEXT and _adjoin(text, before, block):
            word = text[block.span_start : block.span_end].split(maxsplit=1)[0]
            full = before.span_end - last_line + 1 + len(word) > width - 2
            if full or _is_broken(text, before, block):
                blocks[-1] = before._replace(span_end=block.span_end)
                last_line = block.span_start
                continue
        blocks.append(block)
        last_line = block.span_start
    return blocks
