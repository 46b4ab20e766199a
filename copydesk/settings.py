"""The settings as the commands use them: what is wrong is told as a refusal, and each value says where it came from."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

from copydesk.status import Refusal, Status
from flows.settings import FILE, PREFIX, Settings, SettingsError, written_settings
from flows.settings import read_settings as read

if TYPE_CHECKING:
    from pathlib import Path


def read_settings(home: Path) -> Settings:
    """Return the settings of a home folder; raises Refusal with the file, the key and a suggestion."""
    try:
        return read(home)
    except SettingsError as fault:
        raise Refusal(str(fault)) from None


def without_secrets(name: str, value: Any) -> Any:  # noqa: ANN401 - a setting's own type
    """Return a setting as it may be printed: of an address that may hold a password, its kind and its host."""
    if name == "alerts":
        return tuple(f"{address.partition('://')[0]}://…" for address in value)  # these hold them anywhere
    if name == "digests":
        return {person: without_secrets("alerts", addresses) for person, addresses in value.items()}
    if name == "reviews_url" and (found := re.match(r"([\w+]+://)(?:[^/?#]*@)?([^?#]*)", value)):
        return f"{found[1]}{'…@' if '@' in value else ''}{found[2]}{'?…' if '?' in value else ''}"
    return value


def origins(home: Path) -> dict[str, tuple[Any, str]]:
    """Return each setting's value and where it came from: "default", the option, the file's name or the variable's."""
    settings, written = read_settings(home), written_settings(home / FILE)
    found = {}
    for name in Settings.model_fields:
        variables = [key for key in os.environ if key.upper().split("__")[0] == f"{PREFIX}{name.upper()}"]
        value = settings.fetch_options() if name == "fetch" else without_secrets(name, getattr(settings, name))
        default = "--home" if name == "home" and home != Settings.model_fields["home"].default else "default"
        found[name] = (value, ", ".join(sorted(variables)) or (FILE if name in written else default))
    return found


def print_origins(home: Path, *, as_json: bool) -> Status:
    """Print every setting with its value and where it came from."""
    told = origins(home)
    if as_json:
        rows = {name: {"value": value, "from": origin} for name, (value, origin) in told.items()}
        print(json.dumps(rows, default=str, indent=1, ensure_ascii=False))  # noqa: T201 - the answer
        return Status.FINE
    for name, (value, origin) in told.items():
        shown = (
            "" if value in (None, "", (), {}) else value if not isinstance(value, tuple) else ", ".join(map(str, value))
        )
        print(f"{name:<12} {shown!s:<40} {origin:<24} {Settings.model_fields[name].description}")  # noqa: T201 - the answer
    return Status.FINE
