"""The language of a text: what the page declares, unless the words themselves say otherwise; no model."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping  # noqa: TC003 - the loader asks for the types at run time

from extract.lexicon import Words, load

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 600  # words: enough to tell, and flat in time
ENOUGH = 20  # words below which only the script and the declaration speak
SHARE = 0.12  # of the words are stop words: running prose has 0.2 to 0.5, another language below 0.08
CLEAR = 0.05  # is enough where no other language has half as many: Turkish, Zulu and Finnish have few stop words
UNKNOWN = "und"
OTHER = "mis"  # ISO 639-2: a language that has no code here

SCRIPTS = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "GREEK": "el",
    "HEBREW": "he",
    "ARABIC": "ar",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
    "CYRILLIC": "ru",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
}
SAME_SCRIPT = {
    "ru": {"uk", "bg", "sr", "mk", "be", "kk", "ky", "mn"},
    "ar": {"fa", "ur", "ps", "ku"},
    "hi": {"mr", "ne"},
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """languages.toml: the words by which a language is known."""

    stop_words: Mapping[str, Words]


STOP_WORDS = load(Languages, "languages", "").stop_words


def language_of(text: str, declared: str = "") -> str:
    """Return an ISO 639-1 code, "und" where nothing tells, "mis" where the text is plainly not what the page declares.

    A declaration stands unless the words contradict it: templates often say English on a page that is not.
    """
    code = re.match(r"\s*([A-Za-z]{2,3})(?![A-Za-z])", declared or "")
    said = code[1].lower() if code else ""
    written = _script(text)
    if written:
        return said if said == written or said in SAME_SCRIPT.get(written, ()) else _unless_latin(said, written)
    shares = _shares(text)
    if not shares:
        return said or UNKNOWN
    best, second = sorted(shares, key=lambda name: (shares[name], name), reverse=True)[:2]
    sure = shares[best] >= SHARE or (shares[best] >= CLEAR and shares[best] >= 2 * shares[second])
    if said and (said not in shares or shares[said] >= min(SHARE, 0.6 * shares[best])):
        return said if said not in shares or shares[said] >= CLEAR else OTHER
    return best if sure else (OTHER if said else UNKNOWN)


def _unless_latin(said: str, written: str) -> str:
    """Return the declared language where it is written in several scripts (ja and zh share one), else the script's."""
    return said if {said, written} <= {"ja", "zh"} else written


def _script(text: str) -> str:
    """Return the language that the letters' script tells, or nothing for Latin letters."""
    found = Counter[str]()
    for letter, times in Counter(text[:1500]).items():
        if letter.isalpha():
            found[unicodedata.name(letter, "").split(" ")[0].split("-")[0]] += times
    total = sum(found.values())
    if found["HIRAGANA"] + found["KATAKANA"] > 0.1 * total:
        return "ja"
    name = max(found, key=lambda script: (found[script], script), default="")
    return SCRIPTS.get(name, "") if found[name] > 0.5 * total else ""


def _shares(text: str) -> dict[str, float]:
    """Return the share of each language's stop words, for a text that is long enough to tell."""
    words = [word.lower() for word in WORD.findall(text[: SAMPLE * 12])][:SAMPLE]
    if len(words) < ENOUGH:
        return {}
    counted = Counter(words)
    return {code: sum(counted[word] for word in stops) / len(words) for code, stops in STOP_WORDS.items()}
