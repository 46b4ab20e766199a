"""The words that readers know: lexicons/<language>, a folder for each, every file read into a typed, frozen table."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Iterable

LEXICONS = Path(__file__).parent / "lexicons"

Table = TypeVar("Table")
Words = frozenset[str]


@lru_cache(maxsize=1)
def packs() -> tuple[str, ...]:
    """Return the languages that can be read, in order: each is a folder of lexicons."""
    return tuple(sorted(folder.name for folder in LEXICONS.iterdir() if folder.is_dir()))


def has_pack(language: str) -> bool:
    """Say whether an article in this language can be read; an article of no stated language is taken as English."""
    first = language.strip().lower().replace("_", "-").split("-")[0]
    return first in {"", "und", "unknown", *packs()}


def load(kind: type[Table], name: str, language: str = "en") -> Table:
    """Return a file of a language, "" for one of all, as a typed table; a missing or unknown key raises."""
    text = (LEXICONS / language / f"{name}.toml").read_text(encoding="utf-8")
    try:
        table: Table = _made(kind, tomllib.loads(text))
    except (TypeError, ValueError) as error:
        raise ValueError(f"lexicons/{language}/{name}.toml: {error}") from error
    return table


def either(words: Iterable[str]) -> str:
    """Return the words as the choice of a regular expression, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _made(kind: Any, found: Any) -> Any:  # noqa: ANN401 - a type and what the file holds for it
    """Return what a TOML value says, as the type asks: word sets may be one string, phrases in it with underscores."""
    origin, parts = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]  # a class
        unknown = [key for key in found if key not in hints]
        if unknown:
            raise ValueError(f"{unknown[0]} is not known")
        return kind(**{key: _made(hints[key], value) for key, value in found.items()})  # type: ignore[operator] # a class
    if origin in {Mapping, dict}:
        return {key: _made(parts[1], value) for key, value in found.items()}
    if origin in {frozenset, tuple}:
        words = [word.replace("_", " ") for word in found.split()] if isinstance(found, str) else found
        return origin(_made(parts[0], word) for word in words)
    return kind(found)


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - see _made
    return get_type_hints(kind)
