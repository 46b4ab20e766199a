"""The cue lexicons, one pack per language: which words report, and how."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

LEXICONS = Path(__file__).parent / "lexicons"


@lru_cache(maxsize=1)
def packs() -> tuple[str, ...]:
    """Return the languages that can be read, in order: each is a folder of lexicons."""
    return tuple(sorted(folder.name for folder in LEXICONS.iterdir() if folder.is_dir()))


def has_pack(language: str) -> bool:
    """Say whether an article in this language can be read; an article of no stated language is taken as English."""
    first = language.strip().lower().replace("_", "-").split("-")[0]
    return first in {"", "und", "unknown", *packs()}


@lru_cache(maxsize=64)
def lexicon(language: str, name: str) -> dict[str, frozenset[str]]:
    """Return the word sets of a language's lexicon file, by name; in the file each is one string of words.

    Words are parted by white space; a phrase is written with underscores.
    """
    tables = tomllib.loads((LEXICONS / language / f"{name}.toml").read_text(encoding="utf-8"))
    return {key: frozenset(word.replace("_", " ") for word in words.split()) for key, words in tables.items()}
