"""The phrase lexicons of check-worthiness and exemptions: TOML files that name their origin, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extract.lexicon import LEXICONS, packs

if TYPE_CHECKING:
    from collections.abc import Mapping

NEVER = re.compile(r"(?!)")


class Phrases(NamedTuple):
    """One entry of a lexicon: words or lemmas to look up, and the pattern of its phrases."""

    words: frozenset[str]
    pattern: re.Pattern[str]
    weight: float


def language_of(stated: str) -> str:
    """Return the language pack's name for an article's stated language; no statement is read as English."""
    first = stated.strip().lower().replace("_", "-").split("-")[0]
    return "en" if first in {"", "und", "unknown"} else first


@lru_cache(maxsize=16)
def lexicon(name: str, language: str = "en") -> Mapping[str, Phrases]:
    """Return a lexicon's entries by name; a language without a pack has none."""
    if language not in packs():
        return {}
    tables = tomllib.loads((LEXICONS / language / f"{name}.toml").read_text("utf-8"))
    return {entry: _compiled(table) for entry, table in tables.items() if isinstance(table, dict)}


def entry(name: str, key: str, language: str = "en") -> Phrases:
    """Return one entry, or an empty one that matches nothing."""
    return lexicon(name, language).get(key, Phrases(frozenset(), NEVER, 0.0))


def _compiled(table: Mapping[str, object]) -> Phrases:
    """Compile an entry: a space is any run of white space, both apostrophes are one; `case` is minded if told."""
    words, phrases, weight = table.get("words", []), table.get("phrases", []), table.get("weight", 0.0)
    if not isinstance(words, list) or not isinstance(phrases, list) or not isinstance(weight, int | float):
        raise TypeError("a lexicon entry holds `words`, `phrases` (lists) and `weight` (a number)")
    parts = [str(phrase).replace(" ", r"\s+").replace("'", "['’]") for phrase in phrases]
    case = re.NOFLAG if table.get("case") else re.IGNORECASE
    pattern = re.compile(rf"(?<![\w’'-])(?:{'|'.join(parts)})(?![\w-])", case) if parts else NEVER
    return Phrases(frozenset(str(word) for word in words), pattern, float(weight))


@lru_cache(maxsize=4096)
def holds(name: str, key: str, text: str, language: str = "en") -> bool:
    """Say whether a sentence's text holds one of the phrases; many signs of one sentence ask the same."""
    return entry(name, key, language).pattern.search(text) is not None


class Group(NamedTuple):
    """One group of signs: the kind of question that it is a sign of, its words and its phrases."""

    kind: str
    words: frozenset[str]
    shape: str  # a part of speech, or how the word must stand: passive, deed, third_person
    pattern: re.Pattern[str] | None
    subjects: frozenset[str]
    verbs: frozenset[str]


@lru_cache(maxsize=16)
def sign_groups(language: str) -> Mapping[str, Group]:
    """Return the groups of signs by name; a language without a pack has none."""
    if language not in packs():
        return {}
    tables = tomllib.loads((LEXICONS / language / "signs.toml").read_text("utf-8"))
    return {
        name: Group(
            table["kind"],
            frozenset(table.get("words", ())),
            table.get("shape", ""),
            _compiled({"phrases": [phrase.lower() for phrase in table["phrases"]], "case": True}).pattern
            if "phrases" in table
            else None,
            frozenset(table.get("subjects", ())),
            frozenset(table.get("verbs", ())),
        )
        for name, table in tables.items()
    }
