"""`copydesk account` and `copydesk audit`: who may use the desk, and whether what they decided is as they left it."""

from __future__ import annotations

import getpass
from contextlib import contextmanager
from typing import TYPE_CHECKING

from copydesk.query import print_table
from copydesk.settings import read_settings
from copydesk.status import Refusal, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from review.access.accounts import Accounts
    from warehouse.audit import Audit

MARKS = "SELECT CAST(amount AS INTEGER), subject FROM v1.run_measures WHERE measure = 'decisions'"


def add_account(home: Path, name: str, password: str, role: str) -> Status:
    """Add an account to the desk; raises Refusal where the role or the password will not do."""
    with _accounts(home) as accounts:
        accounts.add(name, password, role, by=_doer())
    print(f"{name} may log in as {role}.")  # noqa: T201 - the answer
    return Status.FINE


def list_accounts(home: Path) -> Status:
    """Print every account with its role, and who made it what it is."""
    with _accounts(home) as accounts:
        rows = accounts.told()
    print_table(["name", "role", "state", "since", "by"], rows)
    return Status.FINE


def close_account(home: Path, name: str, *, remove: bool) -> Status:
    """Disable or remove an account and end its sessions; raises Refusal where there is none of that name."""
    with _accounts(home) as accounts:
        (accounts.remove if remove else accounts.disable)(name, by=_doer())
    print(f"{name} may not log in any more; within seconds no session is left.")  # noqa: T201 - the answer
    return Status.FINE


@contextmanager
def _accounts(home: Path) -> Iterator[Accounts]:
    from review.access.accounts import Accounts  # noqa: PLC0415 - sqlalchemy
    from warehouse.reviews import open_reviews  # noqa: PLC0415

    store = open_reviews(home, read_settings(home).reviews_url or None)
    try:
        yield Accounts(store)
    except ValueError as fault:
        raise Refusal(str(fault)) from None
    finally:
        store.close()


def _doer() -> str:
    """Return who types, as the chain of acts says it: no name that the desk gives."""
    try:
        return f"{getpass.getuser()} at the command line"
    except (KeyError, OSError):  # a container's user may have no name
        return "somebody at the command line"


def audit_home(home: Path, known: str = "") -> Audit:
    """Verify the chain of decisions against what the runs noted of it."""
    from warehouse.audit import verify  # noqa: PLC0415 - sqlalchemy
    from warehouse.reviews import open_reviews  # noqa: PLC0415

    store = open_reviews(home, read_settings(home).reviews_url or None)
    try:
        return verify(store, known, _marks(home))
    finally:
        store.close()


def _marks(home: Path) -> dict[int, str]:
    """Return the hashes that runs noted, by their event's number; raises Refusal where they cannot be read."""
    import duckdb  # noqa: PLC0415 - lazy

    from warehouse.publish import NotPublishedError, open_published  # noqa: PLC0415

    try:
        with open_published(home) as con:
            return dict(con.execute(MARKS).fetchall())
    except NotPublishedError:
        return {}
    except duckdb.Error as fault:
        told = f"The published copy, which holds what runs noted of the decisions, cannot be read: {fault}"
        raise Refusal(told, Status.BROKEN) from None


def audit_decisions(home: Path, known: str) -> Status:
    """Print whether the chain of decisions holds; broken where it does not."""
    found = audit_home(home, known)
    if found.fault:
        raise Refusal(f"{found.fault} (the {found.events} before it hold)", Status.BROKEN)
    print(f"{found.events} acts, every hash holds; the last is {found.last_hash or 'none'}.")  # noqa: T201 - the answer
    return Status.FINE
