"""Local accounts and sessions, beside the decisions: scrypt for passwords, only hashes of session tokens are kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

if TYPE_CHECKING:
    from warehouse.reviews import ReviewStore

METADATA = sa.MetaData()
ACCOUNTS = sa.Table(
    "accounts",
    METADATA,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("password", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
)
SESSIONS = sa.Table(
    "sessions",
    METADATA,
    sa.Column("token_hash", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("expires_at", sa.Float, nullable=False),
)
ROLES = ("reader", "reviewer", "editor", "operator")  # each may do what those before it may
SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 2**20, "dklen": 32}  # about 32 MB and 0.1 s a try
SHORTEST_PASSWORD = 12
SESSION_SECONDS = 12 * 3600.0
TRIES = 5
TRY_WINDOW_SECONDS = 900.0
CACHE_SECONDS = 5.0


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


class TooManyTriesError(Exception):
    """Log-in is closed for this name or address for a while."""


class Accounts:
    """The accounts and sessions of one review store."""

    def __init__(self, store: ReviewStore) -> None:
        self._engine = store.engine
        METADATA.create_all(self._engine)
        self._known: dict[str, tuple[float, Visitor | None]] = {}
        self._tries: dict[str, list[float]] = {}

    def add(self, name: str, password: str, role: str) -> None:
        """Add an account, or give one a new password and role; raises ValueError with the mend."""
        if role not in ROLES:
            raise ValueError(f"{role!r} is no role: choose one of {', '.join(ROLES)}.")
        if len(password) < SHORTEST_PASSWORD:
            raise ValueError(f"The password is too short: take at least {SHORTEST_PASSWORD} characters.")
        with self._engine.begin() as connection:
            connection.execute(ACCOUNTS.delete().where(ACCOUNTS.c.name == name))
            connection.execute(ACCOUNTS.insert().values(name=name, password=_sealed(password), role=role))
            connection.execute(SESSIONS.delete().where(SESSIONS.c.name == name))
        self._known.clear()

    def names(self) -> list[str]:
        """Return the names of all accounts."""
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(ACCOUNTS.c.name).order_by(ACCOUNTS.c.name)).scalars())

    def log_in(self, name: str, password: str, address: str) -> Visitor | None:
        """Return a new session, None for a wrong name or password; raises TooManyTriesError after five of these."""
        keys = (f"name:{name}", f"address:{address}")
        if any(self._count(key) >= TRIES for key in keys):
            raise TooManyTriesError
        for key in keys:
            self._tries.setdefault(key, []).append(time.monotonic())
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(ACCOUNTS).where(ACCOUNTS.c.name == name)).one_or_none()
        right = _opens(password, row.password if row else NOBODY)  # as slow for a name that is not there
        if not (row and right):
            return None
        for key in keys:
            self._tries.pop(key, None)
        return self.open_session(row.name, row.role)

    def open_session(self, name: str, role: str) -> Visitor:
        """Return a session under a token nobody has seen before."""
        visitor = Visitor(name, role, secrets.token_urlsafe(32))
        values = {"token_hash": _hash(visitor.token), "name": name, "role": role}
        with self._engine.begin() as connection:
            connection.execute(SESSIONS.delete().where(SESSIONS.c.expires_at < time.time()))
            connection.execute(SESSIONS.insert().values(**values, expires_at=time.time() + SESSION_SECONDS))
        return visitor

    def visitor(self, token: str) -> Visitor | None:
        """Return the session of the token, None when there is none or it has ended."""
        key = _hash(token)
        at, known = self._known.get(key, (0.0, None))
        if time.monotonic() - at < CACHE_SECONDS and at:
            return known
        query = sa.select(SESSIONS).where(SESSIONS.c.token_hash == key, SESSIONS.c.expires_at > time.time())
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        found = Visitor(row.name, row.role, token) if row else None
        if len(self._known) > 10_000:  # noqa: PLR2004 - a bound on memory, whatever is sent as a cookie
            self._known.clear()
        self._known[key] = (time.monotonic(), found)
        return found

    def rename(self, visitor: Visitor, name: str) -> None:
        """Give the session another name: on loopback, where nobody logs in."""
        with self._engine.begin() as connection:
            connection.execute(SESSIONS.update().where(SESSIONS.c.token_hash == _hash(visitor.token)).values(name=name))
        self._known.clear()

    def close_session(self, token: str) -> None:
        """End the session."""
        with self._engine.begin() as connection:
            connection.execute(SESSIONS.delete().where(SESSIONS.c.token_hash == _hash(token)))
        self._known.clear()

    def _count(self, key: str) -> int:
        recent = [at for at in self._tries.get(key, ()) if time.monotonic() - at < TRY_WINDOW_SECONDS]
        self._tries[key] = recent
        return len(recent)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _sealed(password: str) -> str:
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_stretched(password, salt).hex()}"


def _opens(password: str, sealed: str) -> bool:
    _, salt, key = sealed.split("$")
    return hmac.compare_digest(_stretched(password, bytes.fromhex(salt)).hex(), key)


def _stretched(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, **SCRYPT)


NOBODY = f"scrypt${'00' * 16}${'00' * 32}"
