"""What a screening looks at: each check what changed since it judged everything, a changed check everything."""

from __future__ import annotations

from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from checks.check import Check

GATES = ""  # in place of a check's code
NEVER = -1


class Turn(NamedTuple):
    """Checks that look at the same articles."""

    checks: tuple[Check, ...]
    articles: frozenset[str]


class Due:
    """The articles that are due, in an order that keeps stories together, and which check looks at which."""

    def __init__(self, con: duckdb.DuckDBPyConnection, checks: Sequence[Check]) -> None:
        """Look up what changed since each check, and the gates, judged everything."""
        self._con = con
        judged = {code: (version, number) for code, version, number in con.execute("FROM main.judged").fetchall()}
        self.gone = sorted(judged.keys() - {GATES} - {check.code for check in checks})
        self._found: dict[int, list[tuple[str, bool]]] = {}
        grouped: dict[tuple[int, bool], list[Check]] = {}
        for check in checks:
            version, number = judged.get(check.code, ("", NEVER))
            grouped.setdefault((number if version == check.version else NEVER, check.across), []).append(check)
        self.turns = [Turn(tuple(some), self._articles(*key)) for key, some in grouped.items()]
        self.fresh = self._articles(judged.get(GATES, ("", NEVER))[1], across=False)

    @cached_property
    def articles(self) -> list[str]:
        """Every article that somebody looks at."""
        wanted = self.fresh.union(*(turn.articles for turn in self.turns))
        return [article for article in dict.fromkeys(self._ordered()) if article in wanted]

    def _ordered(self) -> Iterable[str]:
        return (article for _, rows in sorted(self._found.items()) for article, _ in rows)

    def _articles(self, since: int, across: bool) -> frozenset[str]:  # noqa: FBT001 - the key of a group
        if since not in self._found:
            self._con.execute("SET VARIABLE since = ?", [since])
            self._found[since] = self._con.execute(_statement("touched")).fetchall()
        return frozenset(article for article, is_touched in self._found[since] if across or is_touched)


def note_judged(con: duckdb.DuckDBPyConnection, checks: Iterable[Check], gone: Iterable[str]) -> None:
    """Note that these checks, and the gates, have judged all that this run found; forget those that are gone."""
    asked = {check.code: check.version for check in checks} | {GATES: ""}
    con.execute("DELETE FROM main.judged WHERE list_contains(?, check_code)", [[*asked, *gone]])
    con.execute(
        f"INSERT INTO main.judged SELECT unnest(?), unnest(?), {db.NUMBER}", [list(asked), list(asked.values())]
    )


def _statement(name: str) -> str:
    return (files("checks") / "statements" / f"{name}.sql").read_text("utf-8")
