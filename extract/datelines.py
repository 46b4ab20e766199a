"""The place and day that open a wire story, "NORVALE, Jan. 6 (Osknews) --": they stand before its first sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc

DEP = "dateline"  # how its tokens hang from the sentence
PLACE = r"[A-Z][\w.’'-]+(?:[ ][A-Z][\w.’'-]*){0,3}(?:,[ ][A-Z][\w.’' ]{1,24})?"
CAPITALS = r"[A-Z][A-Z.’'-]+(?:[ ][A-Z][A-Z.’'-]*){0,3}(?:,[ ][A-Z][\w.’' ]{1,24})?"
DAY = r",?[ ](?:[A-Z][a-z]{2,8}\.?[ ]\d{1,2}|\d{1,2}[ ][A-Z][a-z]{2,8}\.?)(?:,?[ ]\d{4})?"
AGENCY = r"[ ]?\([^()\n]{2,40}\)"
MARK = r"(?:--|[—–-]|―)"
DATELINE = re.compile(
    rf"\s*(?:{CAPITALS}\s{MARK}\s|{PLACE}(?:(?:{DAY})?{AGENCY}|{DAY})\s?{MARK})\s*(?=[A-Z\d“\"‘'$£€])"
)


def dateline_end(text: str) -> int:
    """Return where the words after a dateline begin, 0 where there is none."""
    found = DATELINE.match(text)
    return found.end() if found else 0


def hang(doc: Doc, end: int) -> Doc:
    """Tie a dateline, parsed by itself, to the root of the sentence after it: no word of it is anybody's subject."""
    first = next((token.i for token in doc if token.idx >= end), 0)
    if first:
        table: Any = doc.to_array(["HEAD", "DEP"])  # spacy's stubs give integers as floats
        root = doc[first].sent.root.i
        table[:first, 0] = root - np.arange(first, dtype=np.uint64)
        table[:first, 1] = doc.vocab.strings.add(DEP)
        doc.from_array(["HEAD", "DEP"], table)
    return doc
