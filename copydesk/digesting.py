"""`copydesk digest`: each person's digest, printed, or sent to the addresses that the settings name."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from copydesk.desk import desk_settings
from copydesk.settings import read_settings
from copydesk.status import Refusal, Status

if TYPE_CHECKING:
    from pathlib import Path


def tell_digests(home: Path, name: str, *, send: bool) -> Status:
    """Print the digest of one person or of all whom the settings name, or send it; a finding where one was not sent."""
    from flows.post import post  # noqa: PLC0415 - lazy
    from review.stories.digest import digest  # noqa: PLC0415 - numpy and duckdb
    from warehouse.lake import is_there  # noqa: PLC0415 - duckdb

    addresses = read_settings(home).digests
    if send and name and name not in addresses:
        raise Refusal(f"`digests` in copydesk.toml has no addresses of {name}: add them, or leave --send out.")
    if not name and not addresses:
        raise Refusal("Say whose digest it is, or write addresses by name under [digests] in copydesk.toml.")
    if not is_there(home):
        raise Refusal("There is no warehouse in this home folder yet: run `copydesk run` or `copydesk demo` first.")
    missed = []
    for person in [name] if name else addresses:
        words = digest(home, person, desk_settings(home))
        if not words:
            print(f"{person}: nothing new, nothing urgent.", file=sys.stderr)  # noqa: T201 - says why nothing is told
        elif not send:
            print(words)  # noqa: T201 - the answer
        elif not post(addresses[person], f"Copydesk: digest for {person}", words, setting="digests"):
            missed.append(person)
    for person in missed:
        print(f"{person}: the digest could not be sent to every address.", file=sys.stderr)  # noqa: T201 - the fault
    return Status.FINDINGS if missed else Status.FINE
