"""How the desk is set: who reviews, where it may be reached, how many dismissals get a second look."""

from __future__ import annotations

import getpass
from dataclasses import dataclass, field

from warehouse.grades import SCALE, Grade

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def _login_name() -> str:
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "reviewer"
    return "reviewer" if name == "root" else name  # nobody is called so, and decisions bear the name


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The desk's settings; the defaults are one person's desk on their own machine.

    `second_look_share` is the share of dismissals (0..1) that a second reviewer decides on without seeing the first.
    `allowed_hosts` are the names that the desk answers to, `secure_cookies` is for a proxy that speaks TLS. `proxies`
    are the addresses whose X-Forwarded-For is believed. `reviews_url` is an SQLAlchemy URL; None is the home's own
    SQLite file. `address` is where exports say the desk is. `scale` holds the verdicts on claims, `organisation` is
    who publishes them, with the address of its site.
    """

    reviewer: str = field(default_factory=_login_name)
    demand_login: bool = False
    allowed_hosts: tuple[str, ...] = LOOPBACK
    proxies: tuple[str, ...] = ()
    secure_cookies: bool = False
    reviews_url: str | None = None
    second_look_share: float = 0.0
    page_size: int = 30
    address: str = "http://127.0.0.1:8377"
    scale: tuple[Grade, ...] = SCALE
    organisation: str = ""
    organisation_url: str = ""
