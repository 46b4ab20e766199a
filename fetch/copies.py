"""Syndicated copies: the same story at several addresses, by MinHash over five-word shingles (Broder, 1997)."""

from __future__ import annotations

import hashlib
import re
import struct
import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from datasketch.minhash import MinHash

WORD = re.compile(r"\w+")
SHINGLE = 5
PERMUTATIONS = 128
ALIKE = 0.7  # estimated Jaccard similarity; its standard error at 128 permutations is 0.04
ROWS = 5  # numbers of a band: at 25 bands, 99 % of texts that are 0.7 alike share one, and 6 % of those 0.3 alike
FEWEST = 40  # shingles: shorter texts are alike by chance


def fingerprint(text: str) -> tuple[int, ...]:
    """Return the MinHash of a text, the same everywhere and always; empty for a text too short to be told by it."""
    pieces = shingles(text)
    if len(pieces) < FEWEST:
        return ()
    found = _minhash()(num_perm=PERMUTATIONS, seed=1)
    found.update_batch([shingle.encode("utf-8", "replace") for shingle in pieces])
    return tuple(found.hashvalues.tolist())


@cache
def _minhash() -> type[MinHash]:
    """Return the class without what else its package imports: scipy's integrals, for .4 s, serve its indexes."""
    name = "datasketch"
    spec = find_spec(name)
    if spec and name not in sys.modules:
        sys.modules[name] = module_from_spec(spec)
    return import_module("datasketch.minhash").MinHash  # type: ignore[no-any-return]  # it ships no types


def shingles(text: str) -> set[str]:
    """Return every run of five words, case and punctuation left out; a shorter text is one shingle."""
    words = WORD.findall(text.lower())
    return {" ".join(words[at : at + SHINGLE]) for at in range(max(len(words) - SHINGLE + 1, 1))}


def bands(minhash: Sequence[int]) -> tuple[int, ...]:
    """Return a number for each five of the MinHash: texts that share none are not alike."""
    found = []
    for at in range(0, len(minhash) - ROWS + 1, ROWS):
        packed = struct.pack(f"<{ROWS + 1}Q", at, *minhash[at : at + ROWS])
        found.append(int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "big", signed=True))
    return tuple(found)


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the estimated share of shingles that two texts have in common, 0 to 1."""
    same = sum(a == b for a, b in zip(one, other, strict=True))
    return same / len(one) if one else 0.0
