"""What an examination finds: the doctor prints it, and each command that knows of a thing looks at it."""

from __future__ import annotations

from typing import NamedTuple


class Diagnosis(NamedTuple):
    """One thing looked at: its state (ok, warn, fail), what was found, and what to do where it is not ok."""

    subject: str
    state: str
    found: str
    remedy: str = ""
