"""The phrase lexicons of check-worthiness and exemptions: TOML files that name their origin, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extract.lexicon import Words, load, packs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NEVER = re.compile(r"(?!)")


class Phrases(NamedTuple):
    """One entry of a lexicon: words or lemmas to look up, and the pattern of its phrases."""

    words: Words
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as its file says it; `case` says that its phrases mind it."""

    words: Words = frozenset()
    phrases: tuple[str, ...] = ()
    case: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignEntry(Entry):
    """A group of signs as its file says it."""

    kind: str
    shape: str = ""
    subjects: Words = frozenset()
    verbs: Words = frozenset()


def language_of(stated: str) -> str:
    """Return the language pack's name for an article's stated language; no statement is read as English."""
    first = stated.strip().lower().replace("_", "-").split("-")[0]
    return "en" if first in {"", "und", "unknown"} else first


@lru_cache(maxsize=16)
def lexicon(name: str, language: str = "en") -> Mapping[str, Phrases]:
    """Return a lexicon's entries by name; a language without a pack has none."""
    if language not in packs():
        return {}
    entries = load(dict[str, Entry], name, language)
    return {key: Phrases(one.words, _compiled(one.phrases, case=one.case) or NEVER) for key, one in entries.items()}


def entry(name: str, key: str, language: str = "en") -> Phrases:
    """Return one entry, or an empty one that matches nothing."""
    return lexicon(name, language).get(key, Phrases(frozenset(), NEVER))


def _compiled(phrases: Iterable[str], *, case: bool) -> re.Pattern[str] | None:
    """Compile phrases: a space is any run of white space, both apostrophes are one."""
    parts = [phrase.replace(" ", r"\s+").replace("'", "['’]") for phrase in phrases]
    if not parts:
        return None
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(parts)})(?![\w-])", re.NOFLAG if case else re.IGNORECASE)


@lru_cache(maxsize=4096)
def holds(name: str, key: str, text: str, language: str = "en") -> bool:
    """Say whether a sentence's text holds one of the phrases; many signs of one sentence ask the same."""
    return entry(name, key, language).pattern.search(text) is not None


class Group(NamedTuple):
    """One group of signs: the kind of question that it is a sign of, its words and its phrases."""

    kind: str
    words: Words
    shape: str  # a part of speech, or how the word must stand: passive, deed, third_person
    pattern: re.Pattern[str] | None
    subjects: Words
    verbs: Words


@lru_cache(maxsize=16)
def sign_groups(language: str) -> Mapping[str, Group]:
    """Return the groups of signs by name; a language without a pack has none."""
    if language not in packs():
        return {}
    return {
        name: Group(
            one.kind,
            one.words,
            one.shape,
            _compiled((phrase.lower() for phrase in one.phrases), case=True),
            one.subjects,
            one.verbs,
        )
        for name, one in load(dict[str, SignEntry], "signs", language).items()
    }
