"""What an article is about, in weighed stems: what tells the articles of one event from all others."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from extract.figure.vocabulary import COMPARISON_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator


LEAD, READ = 700, 3_000  # characters of the text that count as its beginning, and that are read at all
TITLE, BEGINNING, REST = 3.0, 1.5, 0.7  # what a word weighs by its place
NAME = 1.6  # what a name weighs more
SHORTEST = 3  # letters of a word, and of what is left of it without its ending
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SENTENCE_START = re.compile(r"(?:^|[.!?\n][\"'”’)\]]*\s+[\"'“‘(\[]*|[\"“‘(—–-]\s*)$")


def story_words(headline: str, text: str) -> dict[str, float]:
    """Return each stem of an article with its weight before rarity: how often, where, and whether it is a name."""
    places: defaultdict[str, float] = defaultdict(float)
    for weight, words in _parts(headline, text):
        for word in words:
            places[word] += weight
    names = _names(text[:READ])
    return {
        word: (1 + math.log(1 + often)) * (NAME if word in names else 1.0) for word, often in sorted(places.items())
    }


def _parts(headline: str, text: str) -> Iterator[tuple[float, Iterator[str]]]:
    yield TITLE, _stems(headline)
    yield BEGINNING, _stems(text[:LEAD])
    yield REST, _stems(text[LEAD:READ])


def _stems(text: str) -> Iterator[str]:
    for word in WORD.findall(text):
        if len(word) >= SHORTEST and word.lower() not in COMPARISON_WORDS.says_nothing:
            yield stem(word)


@lru_cache(maxsize=20000)
def stem(word: str) -> str:
    """Return a word without its endings, in lower case: texts of other days are grouped without a parse."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("s'")
    lost = (one for one in COMPARISON_WORDS.endings if word.endswith(one) and len(word) >= len(one) + SHORTEST)
    word = word.removesuffix(next(lost, ""))
    return word[:-1] if len(word) > SHORTEST + 1 and word[-1] == word[-2] else word


def _names(text: str) -> set[str]:
    """Return the stems that stand within sentences with a capital, and never oftener without."""
    tally: Counter[str] = Counter()
    for found in WORD.finditer(text):
        word = found[0]
        if word[0].islower():
            tally[stem(word)] -= 1
        elif not SENTENCE_START.search(text, max(0, found.start() - 6), found.start()):
            tally[stem(word)] += 1
    return {word for word, count in tally.items() if count > 0}
