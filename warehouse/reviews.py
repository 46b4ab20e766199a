"""The append-only store of human decisions: SQLite (WAL) by default, PostgreSQL by URL, every event chained by hash."""

from __future__ import annotations

import hashlib
import json
import secrets
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from warehouse.ledger import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FILE = "reviews.sqlite"
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


def _ddl(statement: str, dialect: str) -> sa.DDL:
    return sa.DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call] # SQLAlchemy left it untyped


REFUSE = "decisions are append-only: an undo is another act"
for _act in ("UPDATE", "DELETE"):
    sa.event.listen(
        DECISIONS,
        "after_create",
        _ddl(
            f"CREATE TRIGGER decisions_no_{_act.lower()} BEFORE {_act} ON decisions "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSE}'); END",
            "sqlite",
        ),
    )
sa.event.listen(
    DECISIONS,
    "after_create",
    _ddl(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSE}'; END $$ LANGUAGE plpgsql; "
        "CREATE TRIGGER decisions_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "postgresql",
    ),
)
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
class Audit:
    """What `verify` found: how many events hold, the last hash, and the first fault in words ("" when none)."""

    events: int
    last_hash: str
    fault: str


class Writer:
    """One open transaction with the chain locked: read what others appended, then append."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def since(self, number: int) -> list[Event]:
        """Return the events after this number, in order."""
        return _read(self._connection, number)

    def append(self, acts: Sequence[Act]) -> list[Event]:
        """Append the acts in order and return them as stored; all become visible together when the transaction ends."""
        last = self._connection.execute(
            sa.select(DECISIONS.c.number, DECISIONS.c.event_hash).order_by(DECISIONS.c.number.desc()).limit(1)
        ).one_or_none()
        number, previous = (last.number, last.event_hash) if last else (0, "")
        rows = []
        for act in acts:
            number += 1
            rows.append(_chained(act, number, previous))
            previous = rows[-1]["event_hash"]
        if rows:
            self._connection.execute(DECISIONS.insert(), rows)
        return [_event(row) for row in rows]


class ReviewStore:
    """The decisions of all reviewers; safe to share between threads, and between processes."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.create(METADATA)

    def create(self, tables: sa.MetaData) -> None:
        """Make the tables that are not there yet; two desks that start at once do not meet."""
        with self.engine.begin() as connection:
            _lock(connection)
            tables.create_all(connection)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Open the chain for appending; whatever raises inside leaves nothing behind."""
        with self.engine.begin() as connection:
            _lock(connection)
            yield Writer(connection)

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

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_reviews(home: Path, url: str | None = None) -> ReviewStore:
    """Open the store at the URL, else the home's own SQLite file."""
    if url is None:
        home.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{home / FILE}"
    return ReviewStore(url)


def verify(store: ReviewStore, known: str = "") -> Audit:
    """Recompute every hash and link: an event that was changed, removed or slipped in is the fault named.

    `known` is a hash noted earlier (the end of the chain then): a chain cut short no longer holds it.
    """
    seen = not known
    previous = ""
    count = 0
    with store.engine.connect() as connection:
        for row in connection.execute(sa.select(DECISIONS).order_by(DECISIONS.c.number)).mappings():
            count += 1
            where = f"event {row['number']} ({row['decision_id']})"
            if row["number"] != count:
                return Audit(count - 1, previous, f"event {count} is missing: the next one found is {where}")
            if row["previous_hash"] != previous:
                return Audit(count - 1, previous, f"{where} does not follow the event before it")
            if row["event_hash"] != _hash(dict(row)):
                return Audit(count - 1, previous, f"{where} was changed after it was written")
            previous = row["event_hash"]
            seen = seen or previous == known
    return Audit(count, previous, "" if seen else "the chain no longer holds the hash that was noted: it was cut short")


def _engine(url: str) -> sa.Engine:
    engine = sa.create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
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


def _lock(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(POSTGRES_LOCK)))


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
    return row | {"event_hash": _hash(row)}


def _event(row: dict[str, Any]) -> Event:
    times = {"decided_at": datetime.fromisoformat(row["decided_at"])}
    return Event(**row | times | {"due_at": datetime.fromisoformat(row["due_at"]) if row["due_at"] else None})


def _hash(row: dict[str, Any]) -> str:
    body = {name: value for name, value in row.items() if name != "event_hash"}
    return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
