"""Words as the comparisons match them: crude stems, so that "Killed", "kills" and "killing" are one word."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.figure.vocabulary import COMPARISON_WORDS, HAPPENINGS

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SHORTEST = 4  # shorter words lose no ending


@lru_cache(maxsize=20000)
def stem(word: str) -> str:
    """Return a word without its endings, in lower case."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("s'")
    for ending in COMPARISON_WORDS.endings:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST - 1:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > SHORTEST and word[-1] == word[-2] else word


KINDS = {stem(word): f"={kind}" for word, kind in HAPPENINGS.items()} | {
    stem(word): f"~{kind}" for kind, words in COMPARISON_WORDS.kinds.items() for word in words
}  # "=death" for the stem of "dead", "killed" or "toll"


@lru_cache(maxsize=20000)
def meaning(word: str) -> str:
    """Return the happening that a word names, else its stem, else "" for a word that says nothing."""
    if word.lower() in COMPARISON_WORDS.says_nothing or len(word) == 1:
        return ""
    root = stem(word)
    return KINDS.get(root, root)


def meanings(text: str) -> list[str]:
    """Return the meanings of a text's words, in order, without those that say nothing."""
    return [said for word in WORD.findall(text) if (said := meaning(word))]
