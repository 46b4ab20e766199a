"""The append-only store of human decisions: SQLite (WAL) by default, PostgreSQL by URL, every event chained by hash."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from warehouse.kept import kept_secret, private
from warehouse.ledger import Decision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

FILE = "reviews.sqlite"
KEY_FILE = "reviews.key"
METADATA = sa.MetaData()
DECISIONS = sa.Table(
    "decisions",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("decision_id", sa.String, nullable=False, unique=True),
    sa.Column("flag_id", sa.String, nullable=False, index=True),
    *(
        sa.Column(name, sa.String, nullable=False)
        for name in ("claim_id", "sentence_id", "check_code", "url", "outlet")
    ),
    *(sa.Column(name, sa.String, nullable=False) for name in ("act", "reason", "scope", "comment", "reviewer")),
    sa.Column("decided_at", sa.String, nullable=False),  # ISO 8601 in UTC: one spelling in every store, and in the hash
    sa.Column("due_at", sa.String),
    *(sa.Column(name, sa.String, nullable=False) for name in ("assignee", "batch_id", "undoes", "memory", "sentence")),
    sa.Column("previous_hash", sa.String, nullable=False, unique=True),  # two events never follow the same one
    sa.Column("event_hash", sa.String, nullable=False, unique=True),
)


SEALS = sa.Table(
    "seals",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("seal", sa.String, nullable=False),
)
# Where a chain was cut short, the seals of what is gone stay and give it away.
SEAL = "INSERT INTO seals (number, seal) VALUES (:number, :seal) ON CONFLICT (number) DO NOTHING"
REFUSE = "decisions are append-only: an undo is another act"
REFUSAL = f" BEGIN RAISE EXCEPTION '{REFUSE}'; END "  # the body of PostgreSQL's trigger
TRIGGERS = {  # by dialect and name
    "sqlite": {
        f"decisions_no_{act.lower()}": f"CREATE TRIGGER decisions_no_{act.lower()} BEFORE {act} ON decisions "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSE}'); END"
        for act in ("UPDATE", "DELETE")
    },
    "postgresql": {
        "decisions_no_change": f"CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $${REFUSAL}$$ "
        "LANGUAGE plpgsql; "
        "CREATE TRIGGER decisions_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    },
}
for _dialect, _triggers in TRIGGERS.items():
    for _statement in _triggers.values():
        _made: Any = sa.DDL(_statement)  # type: ignore[no-untyped-call] # SQLAlchemy left it untyped
        sa.event.listen(DECISIONS, "after_create", _made.execute_if(dialect=_dialect))
CONNECTING = 10  # seconds for a database to answer; without it a host that is down is waited for during minutes
POSTGRES_LOCK = 8377  # any constant: one writer of the chain at a time, over all desks


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a person did, before the store gives it a number, a time and its place in the chain.

    `memory` is the fingerprint of check, sentence and figures that the act remembers; `sentence` its words.
    """

    act: str
    reviewer: str
    flag_id: str = ""
    claim_id: str = ""
    sentence_id: str = ""
    check_code: str = ""
    url: str = ""
    outlet: str = ""
    reason: str = ""
    scope: str = "place"
    comment: str = ""
    due_at: datetime | None = None
    assignee: str = ""
    batch_id: str = ""
    undoes: str = ""
    memory: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Decision):
    """A decision as stored: its place in the chain and what it remembers of the text."""

    number: int
    sentence: str

    def decision(self) -> Decision:
        """Return the decision in the shape that the warehouse imports."""
        return Decision(**{field.name: getattr(self, field.name) for field in fields(Decision)})


@dataclass(frozen=True, slots=True)
class Key:
    """The home's own key: whoever writes to the store without it leaves events that bear no seal of the home.

    `since` is how many events there were before the key was made; the chain alone holds those.
    """

    secret: str
    since: int

    @classmethod
    def kept(cls, path: Path, count: Callable[[], int]) -> Key:
        """Return the key that a file keeps, made where there is none."""
        secret, _, since = kept_secret(path, lambda: f"{secrets.token_hex(32)}:{count()}").partition(":")
        return cls(secret, int(since or 0))

    def seal(self, event_hash: str) -> str:
        """Return the seal of an event."""
        return hmac.new(self.secret.encode(), event_hash.encode(), hashlib.sha256).hexdigest()


class Writer:
    """One open transaction with the chain locked: read what others appended, then append."""

    def __init__(self, connection: sa.Connection, key: Key) -> None:
        self.connection, self._key = connection, key

    def since(self, number: int) -> list[Event]:
        """Return the events after this number, in order."""
        return _read(self.connection, number)

    def append(self, acts: Sequence[Act]) -> list[Event]:
        """Append the acts in order and return them as stored; all become visible together when the transaction ends."""
        number, previous = _last(self.connection)
        rows = []
        for act in acts:
            number += 1
            rows.append(_chained(act, number, previous))
            previous = rows[-1]["event_hash"]
        if rows:
            self.connection.execute(DECISIONS.insert(), rows)
            seals = [{"number": row["number"], "seal": self._key.seal(row["event_hash"])} for row in rows]
            self.connection.execute(sa.text(SEAL), seals)
        return [_event(row) for row in rows]


class ReviewStore:
    """The decisions of all reviewers; safe to share between threads, and between processes."""

    def __init__(self, url: str, key_file: Path) -> None:
        self.engine = _engine(url)
        self.create(METADATA)
        self.key = Key.kept(key_file, lambda: self.last()[0])

    def create(self, tables: sa.MetaData) -> None:
        """Make the tables that are not there yet; two desks that start at once do not meet."""
        with self.engine.begin() as connection:
            wait_to_write(connection)
            tables.create_all(connection)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Open the chain for appending; whatever raises inside leaves nothing behind."""
        with self.engine.begin() as connection:
            wait_to_write(connection)
            yield Writer(connection, self.key)

    def append(self, *acts: Act) -> list[Event]:
        """Append the acts in one transaction."""
        with self.writing() as writer:
            return writer.append(acts)

    def events(self, after: int = 0) -> list[Event]:
        """Return every event after this number, oldest first."""
        with self.engine.connect() as connection:
            return _read(connection, after)

    def decisions(self, after: int = 0) -> list[Decision]:
        """Return every decision in the shape that the warehouse imports, oldest first."""
        return [event.decision() for event in self.events(after)]

    def last(self) -> tuple[int, str]:
        """Return the number and the hash of the last event; 0 and "" where there is none."""
        with self.engine.connect() as connection:
            return _last(connection)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_reviews(home: Path, url: str | None = None) -> ReviewStore:
    """Open the store at the URL, else the home's own SQLite file."""
    private(home)
    if url is None:
        url = f"sqlite:///{home / FILE}"
    return ReviewStore(url, home / KEY_FILE)


def _engine(url: str) -> sa.Engine:
    made = sa.make_url(url)
    patience = {"connect_timeout": CONNECTING} if made.drivername == "postgresql+psycopg" else {}
    engine = sa.create_engine(made, pool_pre_ping=made.get_backend_name() != "sqlite", connect_args=patience)
    if engine.dialect.name == "sqlite":

        @sa.event.listens_for(engine, "connect")
        def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
            connection.isolation_level = (
                None  # we say BEGIN IMMEDIATE ourselves: the driver's BEGIN takes its lock too late
            )
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
                connection.execute(f"PRAGMA {pragma}")

        @sa.event.listens_for(engine, "begin")
        def _begin(connection: sa.Connection) -> None:
            connection.exec_driver_sql("BEGIN")

    return engine


def wait_to_write(connection: sa.Connection) -> None:
    """Let a transaction that has done nothing yet be the only one that writes, or wait until it may."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(POSTGRES_LOCK)))


def _last(connection: sa.Connection) -> tuple[int, str]:
    query = sa.select(DECISIONS.c.number, DECISIONS.c.event_hash).order_by(DECISIONS.c.number.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    return (last.number, last.event_hash) if last else (0, "")


def _read(connection: sa.Connection, after: int) -> list[Event]:
    query = sa.select(DECISIONS).where(DECISIONS.c.number > after).order_by(DECISIONS.c.number)
    return [_event(dict(row)) for row in connection.execute(query).mappings()]


def _chained(act: Act, number: int, previous: str) -> dict[str, Any]:
    row = asdict(act) | {
        "number": number,
        "decision_id": secrets.token_hex(10),
        "decided_at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "due_at": act.due_at.astimezone(UTC).isoformat(timespec="microseconds") if act.due_at else None,
        "previous_hash": previous,
    }
    return row | {"event_hash": hash_of(row)}


def _event(row: dict[str, Any]) -> Event:
    times = {"decided_at": datetime.fromisoformat(row["decided_at"])}
    return Event(**row | times | {"due_at": datetime.fromisoformat(row["due_at"]) if row["due_at"] else None})


def hash_of(row: dict[str, Any]) -> str:
    """Return the hash of an event, which holds that of the event before it."""
    body = {name: value for name, value in row.items() if name != "event_hash"}
    return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
