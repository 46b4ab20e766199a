"""Local accounts and sessions, beside the decisions: scrypt for passwords, only hashes of session tokens are kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from review.access.tries import Tries
from warehouse.reviews import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warehouse.reviews import ReviewStore

METADATA = sa.MetaData()
ACCOUNTS = sa.Table(
    "accounts",
    METADATA,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("password", sa.String, nullable=False),  # "!" before it: disabled
    sa.Column("role", sa.String, nullable=False),
)
LOGINS = sa.Table(
    "logins",
    METADATA,
    sa.Column("token_hash", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("expires_at", sa.Float, nullable=False),
)
ROLES = ("reader", "reviewer", "editor", "operator")  # each may do what those before it may
SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 2**20, "dklen": 32}  # about 32 MB and 0.1 s a try
SHORTEST_PASSWORD = 12
SESSION_SECONDS = 12 * 3600.0
CACHE_SECONDS = 5.0
GUEST = "guest"
DEVICE = "device"
DISABLED = "!"
ACT = "account"  # in the chain of acts: who made an account what it is


class Visitor(NamedTuple):
    """Who asks: a name, a role, and the session's token that the CSRF token is made of."""

    name: str
    role: str
    token: str

    @property
    def csrf(self) -> str:
        """Return the token that every form of this session carries."""
        return hashlib.sha256(f"csrf:{self.token}".encode()).hexdigest()

    def may(self, role: str) -> bool:
        """Return whether this visitor's role allows what the named role does."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Accounts:
    """The accounts and sessions of one review store; guests, who did not log in, have a signed cookie and no row."""

    def __init__(self, store: ReviewStore) -> None:
        self._store, self._engine = store, store.engine
        store.create(METADATA)
        self._known: dict[str, tuple[float, Visitor | None]] = {}
        self._tries = Tries()

    def add(self, name: str, password: str, role: str, *, by: str) -> None:
        """Add an account, or give one a new password and role; raises ValueError with the mend."""
        if role not in ROLES:
            raise ValueError(f"{role!r} is no role: choose one of {', '.join(ROLES)}.")
        if not name.strip() or name != name.strip():
            raise ValueError("The name is empty, or begins or ends with a space.")
        if len(password) < SHORTEST_PASSWORD:
            raise ValueError(f"The password is too short: take at least {SHORTEST_PASSWORD} characters.")
        sealed = _sealed(password)
        with self._changing(name, f"{name} may log in as {role}", by) as connection:
            connection.execute(ACCOUNTS.delete().where(ACCOUNTS.c.name == name))
            connection.execute(ACCOUNTS.insert().values(name=name, password=sealed, role=role))

    def disable(self, name: str, *, by: str) -> None:
        """Keep an account from logging in; raises ValueError where there is none."""
        self._demand(name)
        with self._changing(name, f"{name} was disabled", by) as connection:
            connection.execute(ACCOUNTS.update().where(ACCOUNTS.c.name == name).values(password=DISABLED))

    def remove(self, name: str, *, by: str) -> None:
        """Delete an account; raises ValueError where there is none."""
        self._demand(name)
        with self._changing(name, f"{name} was removed", by) as connection:
            connection.execute(ACCOUNTS.delete().where(ACCOUNTS.c.name == name))

    def names(self) -> list[str]:
        """Return the names of all accounts."""
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(ACCOUNTS.c.name).order_by(ACCOUNTS.c.name)).scalars())

    def open_names(self) -> set[str]:
        """Return the names of the accounts that may log in."""
        may = sa.select(ACCOUNTS.c.name).where(ACCOUNTS.c.password != DISABLED)
        with self._engine.connect() as connection:
            return set(connection.execute(may).scalars())

    def told(self) -> list[tuple[str, str, str, str, str]]:
        """Return each account's name, role and state, since when, and who made it so."""
        acts = {event.assignee: event for event in self._store.events() if event.act == ACT}
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(ACCOUNTS).order_by(ACCOUNTS.c.name)).all()
        found = []
        for row in rows:
            last = acts.get(row.name)
            since, by = (f"{last.decided_at:%Y-%m-%d %H:%M}", last.reviewer) if last else ("", "")
            found.append((row.name, row.role, "disabled" if row.password == DISABLED else "open", since, by))
        return found

    def log_in(self, name: str, password: str, address: str, device: str = "") -> Visitor | None:
        """Return a new session, None for a wrong name or password; raises TooManyTriesError where it is too early.

        `device` is the cookie of a browser in which somebody logged in before: its owner is not held up by others.
        """
        known = device if self._signed(DEVICE, device) == name else ""
        tried = self._tries.begin(name, address, known)
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(ACCOUNTS).where(ACCOUNTS.c.name == name)).one_or_none()
        right = _opens(password, row.password if row else NOBODY)  # as slow for a name that is not there
        if not (row and right):
            return None
        self._tries.forgive(tried)
        return self.open_session(row.name, row.role)

    def open_session(self, name: str, role: str) -> Visitor:
        """Return a session under a token nobody has seen before."""
        visitor = Visitor(name, role, secrets.token_urlsafe(32))
        values = {"token_hash": _hash(visitor.token), "name": name}
        with self._engine.begin() as connection:
            connection.execute(LOGINS.delete().where(LOGINS.c.expires_at < time.time()))
            connection.execute(LOGINS.insert().values(**values, expires_at=time.time() + SESSION_SECONDS))
        return visitor

    def visitor(self, token: str) -> Visitor | None:
        """Return the session of the token, None when there is none, it has ended, or its account is closed."""
        key = _hash(token)
        at, known = self._known.get(key, (0.0, None))
        if time.monotonic() - at < CACHE_SECONDS and at:
            return known
        query = sa.select(LOGINS.c.name, ACCOUNTS.c.role).join(ACCOUNTS, ACCOUNTS.c.name == LOGINS.c.name)
        there = query.where(LOGINS.c.token_hash == key, LOGINS.c.expires_at > time.time())
        with self._engine.connect() as connection:
            row = connection.execute(there).one_or_none()
        found = Visitor(row.name, row.role, token) if row else None
        if len(self._known) > 10_000:  # noqa: PLR2004 - a bound on memory, whatever is sent as a cookie
            self._known.clear()
        self._known[key] = (time.monotonic(), found)
        return found

    def guest(self, token: str) -> Visitor | None:
        """Return who sits at a desk where nobody logs in, by the cookie that we signed for them; None for another."""
        name = self._signed(GUEST, token)
        return Visitor(name, ROLES[-1], token) if name else None

    def welcome(self, name: str) -> Visitor:
        """Return a guest of that name, whose token is the cookie to be sent: nothing is stored."""
        return Visitor(name, ROLES[-1], self._sign(GUEST, name))

    def device(self, name: str) -> str:
        """Return the cookie that says that this browser is one in which somebody of that name has logged in."""
        return self._sign(DEVICE, name)

    def close_session(self, token: str) -> None:
        """End the session."""
        with self._engine.begin() as connection:
            connection.execute(LOGINS.delete().where(LOGINS.c.token_hash == _hash(token)))
        self._known.clear()

    def _demand(self, name: str) -> None:
        if name not in self.names():
            raise ValueError(f"There is no account {name!r}: `copydesk account list` shows them.")

    @contextmanager
    def _changing(self, name: str, told: str, by: str) -> Iterator[sa.Connection]:
        """Change an account, end its sessions, and append to the chain of acts who did what, all in one."""
        with self._store.writing() as writer:
            yield writer.connection
            writer.connection.execute(LOGINS.delete().where(LOGINS.c.name == name))
            writer.append([Act(act=ACT, reviewer=by, comment=told, assignee=name)])
        self._known.clear()

    def _sign(self, kind: str, name: str) -> str:
        words = f"{kind}.{name.encode().hex()}.{secrets.token_urlsafe(16)}"
        return f"{words}.{self._store.key.seal(words)}"

    def _signed(self, kind: str, token: str) -> str:
        """Return the name in what we signed, "" where we did not."""
        words, _, seal = token.rpartition(".")
        if not hmac.compare_digest(seal.encode(), self._store.key.seal(words).encode()):
            return ""
        said, name, _ = words.split(".", 2)
        return bytes.fromhex(name).decode() if said == kind else ""


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _sealed(password: str) -> str:
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_stretched(password, salt).hex()}"


def _opens(password: str, sealed: str) -> bool:
    _, salt, key = (NOBODY if sealed == DISABLED else sealed).split("$")
    return hmac.compare_digest(_stretched(password, bytes.fromhex(salt)).hex(), key)


def _stretched(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, **SCRYPT)


NOBODY = f"scrypt${'00' * 16}${'00' * 32}"
