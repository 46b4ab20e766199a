"""Words as the comparisons match them: crude stems, so that "Killed", "kills" and "killing" are one word."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SHORTEST = 4  # shorter words lose no ending
ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "s", "e", "y")


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return words that say nothing about what a figure counts."""
    lines = (files("extract") / "lexicons" / "en" / "stop_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """Return the kind of happening that a stem names: stem of "dead", "killed" or "toll" -> "death"."""
    lines = (files("extract") / "lexicons" / "en" / "happenings.txt").read_text("utf-8").splitlines()
    pairs = (line.split(":", 1) for line in lines if line.strip() and not line.startswith("#"))
    return {stem(word): kind.strip() for kind, words in pairs for word in words.split()}


@lru_cache(maxsize=20000)
def stem(word: str) -> str:
    """Return a word without its endings, in lower case."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("s'")
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST - 1:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > SHORTEST and word[-1] == word[-2] else word


@lru_cache(maxsize=20000)
def meaning(word: str) -> str:
    """Return the happening that a word names, else its stem, else "" for a word that says nothing."""
    if word.lower() in stop_words() or len(word) == 1:
        return ""
    root = stem(word)
    return kinds().get(root, root)


def meanings(text: str) -> list[str]:
    """Return the meanings of a text's words, in order, without those that say nothing."""
    return [said for word in WORD.findall(text) if (said := meaning(word))]
