"""Syndicated copies: the same agency story at several outlets, by MinHash over five-word shingles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from datasketch import MinHash

WORD = re.compile(r"\w+")
SHINGLE = 5
PERMUTATIONS = 128
ALIKE = 0.7  # estimated Jaccard similarity; its standard error at 128 permutations is 0.04


def fingerprint(text: str) -> MinHash:
    """Return the MinHash of a text's five-word shingles; the same text gives the same hash everywhere."""
    from datasketch import MinHash  # noqa: PLC0415 - imports numpy and scipy

    found = MinHash(num_perm=PERMUTATIONS, seed=1)
    found.update_batch([shingle.encode("utf-8", "replace") for shingle in shingles(text)])
    return found


def shingles(text: str) -> set[str]:
    """Return every run of five words, case and punctuation left out; a shorter text is one shingle."""
    words = WORD.findall(text.lower())
    return {" ".join(words[at : at + SHINGLE]) for at in range(max(len(words) - SHINGLE + 1, 1))}


def copies(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    """Yield (key, earlier key, similarity) for each (key, text) that copies an earlier one, most alike first."""
    from datasketch import MinHashLSH  # noqa: PLC0415

    index = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS)
    known: dict[str, MinHash] = {}
    for key, text in texts:
        mine = fingerprint(text)
        alike = [(other, float(mine.jaccard(known[other]))) for other in sorted(index.query(mine))]
        yield from ((key, other, share) for other, share in sorted(alike, key=lambda a: -a[1]) if share >= ALIKE)
        known[key] = mine
        index.insert(key, mine)
