"""Addresses in Apprise's notation, as the settings give them: one or a list, alone or by name."""

from __future__ import annotations

import json
import re
from typing import TypeVar

AddressesT = TypeVar("AddressesT", tuple[str, ...], dict[str, tuple[str, ...]])


def one_or_more(value: object) -> object:
    """Take one address or folder for a list of it; a variable may hold a list as JSON."""
    if not isinstance(value, str):
        return value
    if value.startswith("["):
        try:
            return tuple(json.loads(value))
        except ValueError as error:
            raise ValueError(f"is no list in JSON ({error})") from None
    return (value,) if value else ()


def by_name(value: object) -> object:
    """Take one address of somebody for a list of it."""
    return {name: one_or_more(one) for name, one in value.items()} if isinstance(value, dict) else value


def addresses(value: AddressesT) -> AddressesT:
    """Return the addresses; raises ValueError where one is none."""
    for address in [one for some in value.values() for one in some] if isinstance(value, dict) else value:
        if not re.match(r"[a-z][a-z0-9+.-]*://", address, re.IGNORECASE):
            scheme = address.partition(":")[0] if ":" in address else "mailto"
            raise ValueError(f"each must be an address in Apprise's notation, such as {scheme}://…")
    return value
