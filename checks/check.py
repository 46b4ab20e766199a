"""A check is one file: a TOML header in a SQL comment, then one SELECT whose every row is a flag."""

from __future__ import annotations

import hashlib
import re
import tomllib
from datetime import datetime  # noqa: TC003 - pydantic reads the annotation
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from warehouse.terms import Severity  # noqa: TC001 - pydantic reads the annotation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

FILE_NAME = re.compile(r"([A-Z]{2}\d{2})_([a-z0-9_]+)\.sql")
HEADER = re.compile(r"\s*/\*(.*?)\*/(.*)", re.DOTALL)
LARGEST_FILE = 1_000_000  # bytes
HEADINGS = ("What it flags", "Why it matters", "How to resolve")


class CheckError(ValueError):
    """A check file that cannot be used; the message names the file, the fault and the mend."""


class Passage(BaseModel):
    """An article of an example, as short as it can be; `flags` are the exact words that the check flags in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    title: str = ""
    standfirst: str = ""
    outlet: str = ""
    url: str = ""
    published: datetime | None = None
    language: str = "en"
    html: str = ""  # a page in place of the text, for checks on what extraction says of itself
    fetched: datetime | None = None
    flags: tuple[str, ...] = ()


class Example(Passage):
    """A passage, or several articles read together, with the words that the check flags: none when it stays silent."""

    text: str = ""
    articles: tuple[Passage, ...] = ()

    def passages(self) -> tuple[Passage, ...]:
        """Return the articles of the example."""
        return self.articles or (self,)


class Header(BaseModel):
    """What the file says about itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=3)
    severity: Severity
    since: str
    sources: tuple[str, ...] = Field(min_length=1)
    ask: str = Field(min_length=3)
    docs: str = Field(min_length=20)
    examples: tuple[Example, ...] = Field(min_length=2)


class Check(BaseModel):
    """One check: `code` and `name` come from the file's name, `version` is a hash of the file."""

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    header: Header
    sql: str
    version: str
    own: bool = False  # a user's

    @property
    def across(self) -> bool:
        """Whether it looks at other articles, or other revisions, than the ones that are due."""
        return bool(re.search(r"\b(corpus|kin|revisions)\.", self.sql))


class Unusable(NamedTuple):
    """A user's own check that cannot be used: its code as far as its name tells it, and what is wrong."""

    code: str
    fault: str


def all_checks(*folders: Path) -> tuple[Check, ...]:
    """Return our checks and those of the users' folders, by code; raises when there are none or a file is broken."""
    checks, unusable = usable_checks(*folders)
    if unusable:
        raise CheckError(unusable[0].fault)
    return checks


def usable_checks(*folders: Path) -> tuple[tuple[Check, ...], tuple[Unusable, ...]]:
    """Return our checks and those of the users' that can be used, by code, and the users' that cannot.

    Raises CheckError where one of ours is broken: then the package is.
    """
    ours = [file for file in (files("checks") / "sql").iterdir() if file.name.endswith(".sql")]
    if not ours:
        raise CheckError("checks/sql holds no .sql file: the package was built without them. Install it anew.")
    found: dict[str, Check] = {}
    unusable: list[Unusable] = []
    for file in sorted(ours, key=lambda file: file.name):
        _add(found, read_check(file.name, _text(file)))
    for folder in folders:
        if not folder.is_dir():
            told = f"The folder of checks {folder} is not there. Make it, or take it out of the settings."
            unusable.append(Unusable("", told))
            continue
        for path in sorted(path for path in folder.iterdir() if path.name.endswith(".sql")):
            try:
                _add(found, read_check(path.name, _text(path)).model_copy(update={"own": True}))
            except CheckError as fault:
                name = FILE_NAME.fullmatch(path.name)
                unusable.append(Unusable(name[1] if name else "", str(fault)))
    return tuple(sorted(found.values(), key=lambda check: check.code)), tuple(unusable)


def _add(found: dict[str, Check], check: Check) -> None:
    if other := found.get(check.code):
        message = f"{other.code}_{other.name}.sql and {check.code}_{check.name}.sql bear the same code"
        raise CheckError(f"{message}: give one of them a number of its own.")
    found[check.code] = check


def read_check(file_name: str, text: str) -> Check:
    """Return the check of a file; raises CheckError with the file's name and the mend."""
    name = FILE_NAME.fullmatch(file_name)
    if not name:
        raise CheckError(f"{file_name}: name it like AT01_figure_without_source.sql (two capitals, two digits, words).")
    parts = HEADER.fullmatch(text)
    if not parts:
        raise CheckError(f"{file_name}: begin with a /* comment */ that holds the TOML header, then write one SELECT.")
    try:
        header = Header.model_validate(tomllib.loads(parts[1]))
    except tomllib.TOMLDecodeError as error:
        raise CheckError(
            f"{file_name}: the header is no TOML ({error}). Line 1 of the header is the line of /*."
        ) from None
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise CheckError(f"{file_name}: {faults}. See docs/checks.md for what a header holds.") from None
    missing = [heading for heading in HEADINGS if heading not in header.docs]
    if missing:
        raise CheckError(f"{file_name}: docs lacks {', '.join(repr(heading) for heading in missing)}.")
    sql = parts[2].strip().rstrip(";").strip()
    if not sql or ";" in re.sub(r"'[^']*'|--[^\n]*", "", sql):
        raise CheckError(f"{file_name}: one SELECT is wanted after the header, and no other statement.")
    version = hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
    return Check(code=name[1], name=name[2], header=header, sql=sql, version=version)


def fingerprint(checks: Iterable[Check]) -> str:
    """Return a hash of all the checks: when it changes, every article is due again."""
    return hashlib.sha256("".join(f"{check.code}{check.version}" for check in checks).encode()).hexdigest()[:16]


def _text(file: Traversable) -> str:
    if isinstance(file, Path) and file.stat().st_size > LARGEST_FILE:
        raise CheckError(f"{file.name}: over {LARGEST_FILE:,} bytes. A check is a page of SQL.")
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise CheckError(f"{file.name}: not UTF-8 at byte {error.start}. Save it as UTF-8.") from None
