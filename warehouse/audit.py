"""Whether the chain of decisions holds: every hash and link, every seal, what was noted of it, and what guards it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from warehouse.reviews import DECISIONS, KEY_FILE, REFUSAL, SEALS, TRIGGERS, hash_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from warehouse.reviews import Key, ReviewStore

# A trigger's name, and what it does. PostgreSQL's is its function's body where it acts as ours: enabled, before UPDATE,
# DELETE and TRUNCATE (2 + 16 + 8 + 32), of all columns, on no condition.
GUARDS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, CASE WHEN tgenabled IN ('O', 'A') AND tgtype = 58 AND tgqual IS NULL "
    "AND cardinality(tgattr::int2[]) = 0 AND lanname = 'plpgsql' THEN prosrc ELSE '' END FROM pg_trigger "
    "JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_language ON pg_language.oid = prolang "
    "WHERE tgrelid = 'decisions'::regclass",
}


@dataclass(frozen=True, slots=True)
class Audit:
    """What `verify` found: how many events hold, the last hash, and the first fault in words ("" when none)."""

    events: int
    last_hash: str
    fault: str


def verify(store: ReviewStore, known: str = "", marks: Mapping[int, str] | None = None) -> Audit:
    """Recompute every hash, link and seal: an event that was changed, removed or slipped in is the fault named.

    `known` is a hash noted earlier (the end of the chain then), `marks` are hashes that runs noted, by their event's
    number: a chain that was cut short, or hashed anew, no longer holds them.
    """
    noted = marks or {}
    seen, previous, count = not known, "", 0
    query = sa.select(DECISIONS, SEALS.c.seal).outerjoin(SEALS, SEALS.c.number == DECISIONS.c.number)
    with store.engine.connect() as connection:
        for found in connection.execute(query.order_by(DECISIONS.c.number)).mappings():
            row = dict(found)
            seal = row.pop("seal") or ""
            fault = _chained(row, count + 1, previous) or _vouched(row, seal, store.key, noted)
            if fault:
                return Audit(count, previous, fault)
            count, previous = count + 1, row["event_hash"]
            seen = seen or previous == known
        sealed = connection.execute(sa.select(sa.func.max(SEALS.c.number))).scalar() or 0
    if not seen:
        return Audit(count, previous, "the chain no longer holds the hash that was noted: it was cut short")
    if max(sealed, *noted, 0) > count:
        cut = f"{max(sealed, *noted, 0)} events were sealed or noted, and {count} are there: the chain was cut short"
        return Audit(count, previous, cut)
    return Audit(count, previous, _unguarded(store))


def _chained(row: dict[str, Any], number: int, previous: str) -> str:
    """Return why an event does not stand in the chain where it should, or ""."""
    where = f"event {row['number']} ({row['decision_id']})"
    if row["number"] != number:
        return f"event {number} is missing: the next one found is {where}"
    if row["previous_hash"] != previous:
        return f"{where} does not follow the event before it"
    return "" if row["event_hash"] == hash_of(row) else f"{where} was changed after it was written"


def _vouched(row: dict[str, Any], seal: str, key: Key, noted: Mapping[int, str]) -> str:
    """Return why an event that stands in its chain is not the one that was written, or ""."""
    number, event_hash = row["number"], row["event_hash"]
    if noted.get(number, event_hash) != event_hash:
        return f"event {number} is not the one that a run noted: the chain was hashed anew"
    if number > key.since and not hmac.compare_digest(seal, key.seal(event_hash)):
        return f"event {number} does not bear the seal of this home ({KEY_FILE}): it was not written here"
    return ""


def _unguarded(store: ReviewStore) -> str:
    """Return which of the triggers that keep the store append-only is not as we made it, or ""."""
    dialect = store.engine.dialect.name
    with store.engine.connect() as connection:
        there = dict(connection.execute(sa.text(GUARDS[dialect])).tuples().all())
    wanted = {name: REFUSAL if dialect == "postgresql" else made for name, made in TRIGGERS[dialect].items()}
    lost = [name for name, made in wanted.items() if there.get(name) != made]
    return f"the trigger {lost[0]} is gone or another: the store is not append-only any more" if lost else ""
