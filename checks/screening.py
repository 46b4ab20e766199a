"""Screen what is due: gates, then checks, then flags; the whole of what a flow's `screen` does in the warehouse."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from checks.check import CheckError, Unusable
from checks.due import Due
from checks.gates import AFTER, BEFORE, Question, all_gates, findings
from checks.run import answer_of, keeping
from checks.store import Change, store
from checks.workroom import Workroom, is_wide
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    import duckdb

    from checks.check import Check
    from checks.run import Answer
    from warehouse.ledger import Validation
    from warehouse.records import Flag, RunId

SLICE = 1_000  # articles that are in memory together, with what stands beside them


class GateBrokenError(RuntimeError):
    """The data itself is wrong: nothing may be published; the message names each gate and what it found."""


class Screening(NamedTuple):
    """What a screening did: articles that were due, checks evaluated, how the flags changed, and what was skipped."""

    articles: int
    checks: int
    change: Change
    skipped: tuple[Unusable, ...] = ()


def screen_due(
    con: duckdb.DuckDBPyConnection,
    checks: Sequence[Check],
    run_id: RunId,
    at: datetime,
    folders: Sequence[Path] = (),
    *,
    unusable: Sequence[Unusable] = (),
) -> Screening:
    """Screen the articles that are due and store flags and validations; `folders` may hold a user's own expectations.

    What is due is copied into memory slice by slice, with what it is compared with; gates and checks run there, each
    once, and Great Expectations is asked once about the rows that they gave: these rows become flags. Raises
    GateBrokenError when a gate is broken, ExpectationError when one was not evaluated or its count differs from the
    flags that DuckDB wrote, CheckError when the SQL of one of our checks is broken. Flags are stored only if none is
    raised. A user's own check that cannot be asked is skipped, and its flags stand; `unusable` were so before.
    """
    due = Due(con, checks)
    codes = [one.code for one in unusable]
    if not due.articles:
        return Screening(0, 0, store(con, due, {}, checks, run_id=run_id, at=at, skipped=codes))
    with Workroom(con) as room:
        asked = _Asked(con, room, due, run_id)
        for start in range(0, len(due.articles), SLICE):
            asked.look_at(due.articles[start : start + SLICE], folders)
        asked.validate()
    skipped = tuple(dict.fromkeys(asked.broken))
    codes += [one.code for one in skipped]
    change = store(con, due, asked.flags, checks, run_id=run_id, at=at, skipped=codes)
    return Screening(len(due.articles), len(asked.flags), change, skipped)


class _Asked:
    """What gates and checks gave on the slices that were looked at so far."""

    def __init__(self, con: duckdb.DuckDBPyConnection, room: Workroom, due: Due, run_id: RunId) -> None:
        """Ask the checks that read more than is copied, in the warehouse itself."""
        self.flags: dict[str, list[Flag]] = {}  # by check
        self._fresh: list[Flag] = []  # of the slice that is looked at
        self.broken: list[Unusable] = []
        self._room, self._due, self._con, self._run_id = room, due, con, run_id
        self._rows: dict[str, int] = defaultdict(int)
        self._gates: dict[str, Question] = {}
        self._own: dict[str, Validation] = {}
        for turn in due.turns:
            wide = [check for check in turn.checks if is_wide(check) and turn.articles]
            if wide:
                con.execute("DELETE FROM main.due")
                con.execute("INSERT INTO main.due SELECT unnest(?::VARCHAR[])", [sorted(turn.articles)])
                with keeping(con) as keep:
                    for check in wide:
                        self._ask(check, partial(self._everywhere, keep=keep))

    def look_at(self, articles: Sequence[str], folders: Sequence[Path]) -> None:
        """Ask gates and checks about a slice of what is due."""
        room = self._room
        room.fill(articles)
        self._fresh.clear()
        if room.turn(self._due.fresh):
            self._ask_gates(BEFORE)
            self._ask_own(folders)
        for turn in self._due.turns:
            if room.turn(turn.articles):
                for check in [check for check in turn.checks if not is_wide(check)]:
                    self._ask(check, room.answer)
        db.save(room.memory, self._fresh)
        self._ask_gates(AFTER)

    def validate(self) -> None:
        """Have Great Expectations evaluate and count all that was asked, and note what it found."""
        from checks.expectation import ExpectationError  # noqa: PLC0415 - Great Expectations takes seconds to import

        asked = [check for turn in self._due.turns for check in turn.checks if check.code in self.flags]
        kept = [question._replace(sql=self._room.rows(question.name)) for question in findings(asked)]
        found = self._validate([*self._gates.values(), *kept])
        db.save(self._con, list(self._own.values()))
        for row in found:
            if row.kind == "finding" and row.observed != self._rows[row.expectation]:
                counted = f"Great Expectations counted {row.observed} rows and DuckDB {self._rows[row.expectation]}."
                raise ExpectationError(f"{row.expectation}: {counted}")

    def _ask(self, check: Check, answer_of_it: Callable[[Check], Answer]) -> None:
        if any(one.code == check.code for one in self.broken):
            return
        try:
            answer = answer_of_it(check)
        except CheckError as fault:
            if not check.own:
                raise
            self.broken.append(Unusable(check.code, str(fault)))
            self.flags.pop(check.code, None)
            return
        self.flags.setdefault(check.code, []).extend(answer.flags)
        self._rows[f"{check.code}_{check.name}"] += answer.rows
        self._fresh += answer.flags

    def _everywhere(self, check: Check, keep: Callable[[str, str], str]) -> Answer:
        """Ask a check in the warehouse, at a cost that grows with it."""
        name = f"{check.code}_{check.name}"
        kept = keep(name, check.sql)
        answer = answer_of(self._con, check.model_copy(update={"sql": kept}))
        self._room.bring(name, self._con.execute(kept).to_arrow_table())
        return answer

    def _ask_gates(self, suites: Sequence[str]) -> None:
        """Ask the gates; where one gives rows, Great Expectations is asked at once and nothing goes on."""
        broken = False
        for gate in all_gates(suites):
            name = f"{gate.suite}/{gate.name}"
            broken = bool(self._room.ask(name, gate.sql)) or broken
            self._gates[name] = gate._replace(sql=self._room.rows(name))
        if broken:
            rows = [row for row in self._validate(list(self._gates.values())) if not row.success]
            lines = [f"{row.suite}/{row.expectation}: {row.observed} rows. {row.message}" for row in rows]
            raise GateBrokenError("Nothing is published, because the data is broken:\n" + "\n".join(lines))

    def _ask_own(self, folders: Sequence[Path]) -> None:
        own = [file for folder in folders for file in sorted(folder.glob("*.py"))]
        if not own:
            return
        from checks.own import validate_own  # noqa: PLC0415 - Great Expectations takes seconds to import

        rows, broken = validate_own(self._room.memory, own, self._run_id)
        self.broken += [one for one in broken if one not in self.broken]
        for row in rows:
            before = self._own.get(row.expectation, row)
            added = 0 if before is row else before.observed
            self._own[row.expectation] = replace(
                row, observed=row.observed + added, success=row.success and before.success
            )

    def _validate(self, questions: list[Question]) -> list[Validation]:
        from checks.expectation import validate  # noqa: PLC0415 - Great Expectations takes seconds to import

        rows = validate(self._room.memory, questions, self._run_id)
        db.save(self._con, rows)
        return rows


def turn_signs(con: duckdb.DuckDBPyConnection, off: Sequence[str]) -> int:
    """Turn these signs off and all others on; return how many articles that bear one of the changed are due again."""
    before = {name for (name,) in con.execute("SELECT sign FROM main.signs_off").fetchall()}
    changed = sorted(before ^ set(off))
    if not changed:
        return 0
    bearing = "article_id IN (SELECT article_id FROM main.signs WHERE list_contains(?, sign))"
    with db.transaction(con):
        again = con.execute(f"UPDATE main.articles SET {db.STAMP} WHERE is_current AND {bearing}", [changed]).fetchone()
        con.execute("DELETE FROM main.signs_off")
        con.execute("INSERT INTO main.signs_off SELECT DISTINCT UNNEST(?::VARCHAR[])", [list(off)])
    return int(again[0]) if again else 0
