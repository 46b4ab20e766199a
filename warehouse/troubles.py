"""What an error of the store of decisions means: only one that is broken wants a backup, and most are whole."""

from __future__ import annotations

import errno
import sqlite3
from typing import NamedTuple

from warehouse.faults import first_line

BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
PRIMARY = 0xFF  # the part of SQLite's extended codes that names the kind


class Trouble(NamedTuple):
    """What is wrong with the store, and what to do."""

    found: str
    remedy: str


def store_trouble(error: Exception, where: str) -> Trouble:
    """Return what an error means that was raised while the store was used; `where` names it, with no password."""
    cause = getattr(error, "orig", None) or error
    words = first_line(cause)
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(cause, sqlite3.Error) and code is not None and code & PRIMARY in BROKEN:
        return Trouble(f"{where} is damaged: {words}", "Restore it from your backup.")
    if isinstance(cause, sqlite3.Error | OSError):
        full = code == sqlite3.SQLITE_FULL or getattr(cause, "errno", None) in {errno.ENOSPC, errno.EDQUOT}
        room = "Make room on the disk" if full else "See that the disk has room and that this user may write there"
        return Trouble(f"{where} cannot be used now: {words}", f"{room}. What is in it is whole.")
    if cause is not error:  # the database's own: not there, full, or shut to us
        remedy = "Start that database, or mend reviews_url in copydesk.toml. Nothing that was decided is lost."
        return Trouble(f"{where} cannot be used now: {words}", remedy)
    return Trouble(f"{where} cannot be used: {words}", "Mend reviews_url in copydesk.toml.")
