"""The doctor's examinations: each looks at one thing in a home folder or on this machine."""

from __future__ import annotations

import importlib.metadata as installed
import os
import re
import shutil
import stat
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from copydesk.diagnosis import Diagnosis
from copydesk.settings import read_settings
from copydesk.status import Refusal
from copydesk.stored import look_at_copy, look_at_warehouse
from warehouse.publish import NotPublishedError, published_at
from warehouse.troubles import store_trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

GIGABYTE = 2**30
LITTLE_DISK = 1 * GIGABYTE
SKEW = timedelta(minutes=2)  # by which two machines' clocks may differ
FIRST_YEAR = 2026  # a clock before it is wrong, and robots caches, ages and schedules with it


def look_at_python(_home: Path) -> Iterator[Diagnosis]:
    """Say which Python runs, and whether it is one that the pins were tried on."""
    version = ".".join(map(str, sys.version_info[:3]))
    known = (3, 11) <= sys.version_info[:2] < (3, 14)
    yield Diagnosis("python", "ok" if known else "fail", version, "Use Python 3.11, 3.12 or 3.13.")


def look_at_pins(_home: Path) -> Iterator[Diagnosis]:
    """Compare what is installed with the exact versions that the package asks for."""
    wrong = []
    for requirement in installed.requires("copydesk") or ():
        pin = re.fullmatch(r"([\w.-]+)(?:\[\w+\])?==([\w.]+)", requirement)
        if pin and (there := _version(pin[1])) != pin[2]:
            wrong.append(f"{pin[1]} {there or 'missing'} instead of {pin[2]}")
    state = "fail" if wrong else "ok"
    yield Diagnosis("pins", state, "; ".join(wrong) or "every library has its pinned version", "make install")


def _version(name: str) -> str:
    try:
        return installed.version(name)
    except installed.PackageNotFoundError:
        return ""


def look_at_model(_home: Path) -> Iterator[Diagnosis]:
    """Load the language model and parse a sentence with it."""
    from extract.parse import MODEL, language_model  # noqa: PLC0415 - spacy, 1.5 s

    try:
        words = len(language_model()("The coastguard said on Tuesday that 14 people had died."))
    except (OSError, ImportError) as fault:
        yield Diagnosis("language model", "fail", f"{MODEL} cannot be loaded: {fault}", "make install")
    else:
        yield Diagnosis("language model", "ok", f"{MODEL} reads ({words} tokens in the test sentence)")


def look_at_settings(home: Path) -> Iterator[Diagnosis]:
    """Read the settings file."""
    try:
        read_settings(home)
    except Refusal as fault:
        yield Diagnosis("settings", "fail", str(fault), f"Mend {home / 'copydesk.toml'}.")
    else:
        yield Diagnosis("settings", "ok", "read; `copydesk config` shows where each value came from")


def look_at_checks(home: Path) -> Iterator[Diagnosis]:
    """Load every check, ours and the user's, and run each on an empty warehouse."""
    from checks.check import CheckError, usable_checks  # noqa: PLC0415 - pydantic
    from checks.run import broken_checks  # noqa: PLC0415 - duckdb

    try:
        checks, unusable = usable_checks(*read_settings(home).check_folders())
    except (CheckError, Refusal) as fault:
        yield Diagnosis("checks", "fail", str(fault), "Mend the file that is named.")
        return
    faults = [one.fault for one in unusable] + broken_checks(checks)
    for told in faults:
        yield Diagnosis("checks", "fail", told, "Mend the file that is named: runs skip it until then.")
    if not faults:
        own = sum(check.own for check in checks)
        yield Diagnosis("checks", "ok", f"{len(checks)} run on an empty warehouse, {own} of them your own")


def look_at_sources(home: Path) -> Iterator[Diagnosis]:
    """Read the sources file."""
    from fetch.sources import SourceError, load_sources  # noqa: PLC0415 - pydantic

    path = read_settings(home).sources_file()
    if not path.is_file():
        yield Diagnosis(
            "sources",
            "warn",
            f"{path} is not there",
            "List your feeds in it (docs/sources.md), or name them after `copydesk run`.",
        )
        return
    try:
        yield Diagnosis("sources", "ok", f"{len(load_sources(path))} sources in {path}")
    except SourceError as fault:
        yield Diagnosis("sources", "fail", str(fault), "Mend the line that is named.")


def look_at_decisions(home: Path) -> Iterator[Diagnosis]:
    """Verify the chain of decisions."""
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - 0.3 s

    from copydesk.people import audit_home  # noqa: PLC0415 - lazy

    settings = read_settings(home)
    if not settings.reviews_url and not (home / "reviews.sqlite").is_file():
        yield Diagnosis("decisions", "ok", "none yet")
        return
    try:
        audit = audit_home(home)
    except (SQLAlchemyError, OSError) as fault:
        where = "the store of reviews_url" if settings.reviews_url else str(home / "reviews.sqlite")
        yield Diagnosis("decisions", "fail", *store_trouble(fault, where))
        return
    except Refusal as fault:
        yield Diagnosis("decisions", "warn", str(fault), "copydesk run publishes a new copy.")
        return
    if audit.fault:
        yield Diagnosis(
            "decisions",
            "fail",
            audit.fault,
            "Restore reviews.sqlite from your backup: somebody or something changed it.",
        )
    else:
        yield Diagnosis("decisions", "ok", f"{audit.events} acts, every hash holds")


def look_at_home(home: Path) -> Iterator[Diagnosis]:
    """See that nobody else on this machine can enter the home folder."""
    if not home.is_dir():
        yield Diagnosis("home", "ok", f"{home} is not there yet")
        return
    mode = stat.S_IMODE(home.stat().st_mode)
    found = f"{home} can be entered by others ({mode:o})" if mode & 0o077 else f"{home} is its user's alone"
    yield Diagnosis("home", "warn" if mode & 0o077 else "ok", found, f"chmod 700 {home}, as its owner")


def look_at_disk(home: Path) -> Iterator[Diagnosis]:
    """Tell how much room is left, and whether the folder can be written."""
    there = next(folder for folder in (home, *home.resolve().parents) if folder.exists())
    free = shutil.disk_usage(there).free
    if not os.access(there, os.W_OK):
        yield Diagnosis(
            "disk", "fail", f"{there} cannot be written", "Name another folder with --home, or change its owner."
        )
    else:
        yield Diagnosis(
            "disk",
            "ok" if free > LITTLE_DISK else "warn",
            f"{free / GIGABYTE:.1f} GB free",
            "Set keep_days, or move the home folder.",
        )


def look_at_clock(home: Path) -> Iterator[Diagnosis]:
    """See that the clock stands after this version was made, and after the newest copy was."""
    now = datetime.now(UTC)
    late = now.year >= FIRST_YEAR and (made := _copy_made_at(home)) is not None and made > now + SKEW
    found = f"{now:%Y-%m-%d %H:%M} UTC" + (f", and the newest copy was made at {made:%Y-%m-%d %H:%M}" if late else "")
    yield Diagnosis(
        "clock",
        "ok" if now.year >= FIRST_YEAR and not late else "fail",
        found,
        "Set the clock: ages and schedules hang on it.",
    )


def _copy_made_at(home: Path) -> datetime | None:
    try:
        return published_at(home)
    except NotPublishedError:
        return None


ALL: dict[str, Callable[[Path], Iterator[Diagnosis]]] = {
    "python": look_at_python,
    "pins": look_at_pins,
    "clock": look_at_clock,
    "home": look_at_home,
    "disk": look_at_disk,
    "settings": look_at_settings,
    "checks": look_at_checks,
    "language model": look_at_model,
    "sources": look_at_sources,
    "warehouse": look_at_warehouse,
    "published copy": look_at_copy,
    "decisions": look_at_decisions,
}
