"""How a command ends: its exit status, and the one line that says why it could not do what was asked."""

from __future__ import annotations

import shutil
import sys
from enum import IntEnum
from pathlib import Path


class Status(IntEnum):
    """The exit statuses that every command keeps to."""

    FINE = 0
    FINDINGS = 1
    WRONG_USE = 2
    PARTIAL = 3
    BROKEN = 4


class Refusal(Exception):  # noqa: N818 - it is an answer to a person, not a fault of the program
    """What a person is told in one line, with what to do; never shown as a stack trace."""

    def __init__(self, message: str, status: Status = Status.WRONG_USE) -> None:
        """Keep the line and the exit status that goes with it."""
        super().__init__(message)
        self.status = status


def command_name() -> str:
    """Return how our command is called from here: by its path where it was called so and lies on no search path."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "copydesk" and not shutil.which("copydesk") else "copydesk"
