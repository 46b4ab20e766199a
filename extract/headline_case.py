"""Headlines That Capitalise Every Word: small words and reporting verbs go to the parser in lower case.

The model was trained on running text and takes "Backs" and "Of" for names. Only the parsed tokens change, letter for
letter, so every offset stays; the article's own words are never touched.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.attribution.frames import cue_verbs
from extract.sentences import WORDS

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
LONG = 3  # letters: shorter words are often small in headlines too
FEWEST = 4  # long words that show the style
SHARE = 0.9  # of the long words: one small verb among names makes a sentence
LONGEST = 180  # characters of a headline


@lru_cache(maxsize=1)
def lowered() -> frozenset[str]:
    """Return the words that are no names in a headline: small words and present forms of reporting verbs."""
    forms = set(WORDS.headline_words)
    for verb in cue_verbs():
        stem = verb[:-1] + "ie" if verb.endswith("y") and verb[-2:-1] not in set("aeiou") else verb
        forms.add(stem + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"))
    return frozenset(forms)


def is_headline(text: str) -> bool:
    """Say whether a paragraph capitalises its words as headlines do."""
    if len(text) > LONGEST or text.isupper():
        return False
    small = WORDS.headline_words
    words = [word for word in WORD.findall(text) if len(word) >= LONG and word.lower() not in small]
    return len(words) >= FEWEST and sum(word[0].isupper() for word in words) >= SHARE * len(words)


def as_parsed(word: str, before: str) -> str:
    """Return a headline's word, given the word before it, as the parser is to see it: of the same length."""
    small = word.lower()
    known = small in lowered() or (before.lower() in WORDS.before_infinitive and small in cue_verbs())
    return small if known and len(small) == len(word) else word
