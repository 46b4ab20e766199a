"""How the desk is set: who reviews, where it may be reached, how many dismissals get a second look."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass, field

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "reviewer"


def _hosts() -> tuple[str, ...]:
    named = os.environ.get("COPYDESK_DESK_HOSTS", "")
    return (*LOOPBACK, *(name.strip() for name in named.split(",") if name.strip()))


def _share() -> float:
    words = os.environ.get("COPYDESK_SECOND_LOOK_SHARE", "0")
    try:
        share = float(words)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise ValueError(f"COPYDESK_SECOND_LOOK_SHARE is {words!r}: give a share between 0 and 1, such as 0.1.")
    return share


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The desk's settings; the defaults are one person's desk on their own machine, and what the environment says.

    `second_look_share` is the share of dismissals (0..1) that a second reviewer decides on without seeing the first.
    `allowed_hosts` are the names that the desk answers to, `secure_cookies` is for a proxy that speaks TLS.
    `reviews_url` is an SQLAlchemy URL; None is the home's own SQLite file.
    """

    reviewer: str = field(default_factory=_login_name)
    demand_login: bool = False
    allowed_hosts: tuple[str, ...] = field(default_factory=_hosts)
    secure_cookies: bool = field(default_factory=lambda: os.environ.get("COPYDESK_SECURE_COOKIES", "") == "1")
    reviews_url: str | None = None
    second_look_share: float = field(default_factory=_share)
    page_size: int = 30
    address: str = "http://127.0.0.1:8377"
