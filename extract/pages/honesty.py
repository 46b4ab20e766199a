"""What extraction left out, said in notes and in the share of the prose that was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.pages.body import TELLING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.pages.metadata import Declared

CUT, CUT_WORDS = 1.5, 100  # a text is cut when the page declares half as many words again, and a hundred more
SAID = 0.65  # of the text that was found: a little before it is six tenths, which is always said
LETTERS = (
    0.7,
    1.5,
)  # times the text's length: a declared "word" count in this range is one of letters, as some sites give


def letters_in(text: str) -> int:
    """Return how long a text is without its spaces, with which tables and templates are padded."""
    return len("".join(text.split()))


def share_kept(prose: str, left_out: Sequence[str]) -> float | None:
    """Return the share of the article's prose that was kept, 0..1."""
    return round(len(prose) / (len(prose) + sum(map(len, left_out))), 3) if prose else None


def losses(prose: str, left_out: Sequence[str], declared: Declared, found: int) -> list[str]:
    """Return the notes on what is missing: blocks that hold figures or quotations, found letters, declared words.

    Paid access is said too.
    """
    notes, words = [], len(prose.split())
    if told := [text for text in left_out if TELLING.search(text)]:
        notes.append(f"dropped: {len(told)} blocks with figures or quotations")
    if letters_in(prose) < SAID * found:
        notes.append(f"kept: {round(100 * letters_in(prose) / found)} % of the text that was found")
    in_letters = LETTERS[0] * len(prose) < declared.words < LETTERS[1] * len(prose)
    if declared.words > max(CUT * words, words + CUT_WORDS) and not in_letters:
        notes.append(f"cut: {words} of {declared.words} declared words")
    if declared.is_free is False:
        notes.append("paid access declared")
    return notes
