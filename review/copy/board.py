"""Every flag of the published copy as columns in memory with live decisions laid over: a count costs a millisecond."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from review.decisions.in_force import Decisions, Place, Reach
from review.decisions.shares import confirmed_shares
from review.vocabulary import SEVERITIES, STATES
from warehouse.coverage import STATE_OF_ACT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt


FACETED = {"severity": "severity", "check": "check_code", "outlet": "outlet", "source": "source_kind"}
LATER = STATES.index("later")
NOWHERE = int(np.iinfo(np.int32).max)  # the rank of what the view does not hold


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of few values: a small code a row, and the names of the codes."""

    codes: npt.NDArray[np.int32]
    names: npt.NDArray[np.bytes_]  # sorted, as UTF-8 bytes: a page's names take no Python objects

    @classmethod
    def sorted(cls, codes: npt.NDArray[np.int32], names: Sequence[bytes]) -> Coded:
        """Return the column with those names that it has, sorted."""
        used, places = np.unique(codes, return_inverse=True)
        known = np.array([names[code] for code in used], "S")
        order = np.argsort(known, kind="stable")
        ranks = np.empty(len(order), np.int32)
        ranks[order] = np.arange(len(order), dtype=np.int32)
        return cls(ranks[places], known[order])

    def code(self, name: str) -> int:
        """Return the code of a name, -1 for one that is not there."""
        key = np.bytes_(name.encode("utf-8", "replace"))
        at = int(np.searchsorted(self.names, key))
        return at if at < len(self.names) and self.names[at] == key else -1

    def name(self, code: int) -> str:
        """Return the name of a code."""
        return bytes(self.names[code]).decode()

    def all_names(self) -> list[str]:
        """Return every name, in the order of the codes."""
        return [bytes(name).decode() for name in self.names]


def arrays_of(
    flag_ids: npt.NDArray[np.bytes_],
    memories: npt.NDArray[np.bytes_],
    claim_rows: npt.NDArray[np.int64],
    published: npt.NDArray[np.int64],
    coded: Mapping[str, Coded],
) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays that a board is made of, from the columns of the flags; `coded` has the article's besides."""
    article = coded["article_id"]
    _, inverse, counts = np.unique(memories, return_inverse=True, return_counts=True)
    by_article = np.argsort(article.codes, kind="stable").astype(np.int32)
    starts = np.searchsorted(article.codes[by_article], np.arange(len(article.names)))
    columns = {facet: coded[column] for facet, column in (FACETED | {"article": "article_id"}).items()}
    return {
        "flag_ids": flag_ids,
        "memories": memories,
        "claim_rows": claim_rows,
        "published": published,
        # np.searchsorted wants its sorter in this very type, or copies it each time
        "by_flag": np.argsort(flag_ids, kind="stable").astype(np.intp),
        "by_memory": np.argsort(memories, kind="stable").astype(np.intp),
        "by_article": by_article,
        "article_starts": starts.astype(np.int32),
        "copies": counts[inverse].astype(np.int32) if len(memories) else np.zeros(0, np.int32),
        **{f"{name}_codes": column.codes for name, column in columns.items()},
        **{f"{name}_names": column.names for name, column in columns.items()},
    }


class Board:
    """The flags of one published copy; rows are numbered as DuckDB gave them."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]], decisions: Decisions) -> None:
        self._decisions = decisions
        self.flag_ids, self._by_flag = arrays["flag_ids"], arrays["by_flag"]
        self.memories, self._by_memory = arrays["memories"], arrays["by_memory"]
        self.claim_rows, self.published, self.copies = arrays["claim_rows"], arrays["published"], arrays["copies"]
        self.articles = Coded(arrays["article_codes"], arrays["article_names"])
        self._by_article, self._starts = arrays["by_article"], arrays["article_starts"]
        self.facets = {facet: Coded(arrays[f"{facet}_codes"], arrays[f"{facet}_names"]) for facet in FACETED}
        size = len(self.flag_ids)
        self.state = np.zeros(size, np.int8)
        self.due = np.zeros(size, np.int64)
        self.assignees = [""]
        self.assignee = np.zeros(size, np.int32)
        self._orders: dict[str, npt.NDArray[np.int32]] = {}
        self._ranks: dict[str, npt.NDArray[np.int32]] = {}
        self.apply(dict.fromkeys(decisions.reached_since(0)))

    def __len__(self) -> int:
        return len(self.flag_ids)

    def row(self, flag_id: str) -> int | None:
        """Return the row of a flag, None when the copy has no such flag."""
        key = np.bytes_(flag_id.encode("ascii", "replace"))
        at = int(np.searchsorted(self.flag_ids, key, sorter=self._by_flag))
        found = at < len(self) and self.flag_ids[self._by_flag[at]] == key
        return int(self._by_flag[at]) if found else None

    def rows_of(self, article_id: str) -> list[int]:
        """Return the rows of an article's flags."""
        code = self.articles.code(article_id)
        if code < 0:
            return []
        end = self._starts[code + 1] if code + 1 < len(self._starts) else len(self)
        rows: list[int] = self._by_article[self._starts[code] : end].tolist()
        return rows

    def flag_id(self, row: int) -> str:
        """Return the id of the flag in this row."""
        return bytes(self.flag_ids[row]).decode()

    def article_id(self, row: int) -> str:
        """Return the id of the article that the flag of this row is in."""
        return self.articles.name(int(self.articles.codes[row]))

    def memory(self, row: int) -> str:
        """Return what a decision on the flag of this row remembers."""
        return bytes(self.memories[row]).decode()

    def value(self, facet: str, row: int) -> str:
        """Return the row's value of a facet."""
        column = self.facets[facet]
        return column.name(int(column.codes[row]))

    def place(self, row: int) -> Place:
        """Return what decides which acts cover the flag of this row."""
        return Place(self.flag_id(row), self.memory(row), self.value("check", row), self.value("outlet", row))

    def apply(self, reaches: Iterable[Reach]) -> None:
        """Bring the rows that acts have reached up to date."""
        for reach in reaches:
            self._refresh(self.reached(reach))

    def reached(self, reach: Reach) -> Sequence[int]:
        """Return the rows that an act of this reach covers."""
        if reach.flag_id:
            row = self.row(reach.flag_id)
            return [] if row is None else [row]
        if reach.memory:
            key = np.bytes_(reach.memory.encode())
            low = int(np.searchsorted(self.memories, key, sorter=self._by_memory))
            high = int(np.searchsorted(self.memories, key, side="right", sorter=self._by_memory))
            same: list[int] = self._by_memory[low:high].tolist()
            return same
        hit = self.facets["check"].codes == self.facets["check"].code(reach.check_code)
        if reach.outlet:
            hit &= self.facets["outlet"].codes == self.facets["outlet"].code(reach.outlet)
        return [int(row) for row in np.flatnonzero(hit)]

    def _refresh(self, rows: Iterable[int]) -> None:
        for row in rows:
            place = self.place(row)
            event = self._decisions.of(place)
            self.state[row] = STATES.index(STATE_OF_ACT[event.act]) if event else 0
            self.due[row] = int(event.due_at.timestamp()) if event and event.due_at else 0
            name = self._decisions.assigned(place.flag_id)
            if name not in self.assignees:
                self.assignees.append(name)
            self.assignee[row] = self.assignees.index(name)

    def states(self, now: float) -> npt.NDArray[np.int8]:
        """Return the state of every row: what was put off is open again when its day has come."""
        back = (self.state == LATER) & (self.due <= now)
        return np.where(back, 0, self.state).astype(np.int8) if back.any() else self.state.copy()

    def order(self, sort: str) -> npt.NDArray[np.int32]:
        """Return the rows in this order; "next" is severity, the check's confirmed share, reach, freshness."""
        if sort not in self._orders:
            by_id = np.empty(len(self), np.int32)
            by_id[self._by_flag] = np.arange(len(self))
            self._orders[sort] = np.lexsort((by_id, *self._keys(sort))).astype(np.int32)
        return self._orders[sort]

    def ranks(self, sort: str) -> npt.NDArray[np.int32]:
        """Return each row's place in this order."""
        if sort not in self._ranks:
            found = np.empty(len(self), np.int32)
            found[self.order(sort)] = np.arange(len(self))
            self._ranks[sort] = found
        return self._ranks[sort]

    def neighbours(self, hit: npt.NDArray[np.bool_], sort: str, article_id: str) -> tuple[str, str]:
        """Return the articles before and after this one where they are read in this order, "" where there is none.

        An article stands where the first of its rows that are hit stands; one without any, where its first row would.
        """
        if not len(self):
            return "", ""
        ranks = self.ranks(sort)
        places = np.where(hit, ranks, NOWHERE)[self._by_article]
        firsts = np.minimum.reduceat(places, self._starts)
        code, rows = self.articles.code(article_id), self.rows_of(article_id)
        here = int(firsts[code]) if code >= 0 else NOWHERE
        if here == NOWHERE:  # everything here is decided: go on where its first flag stood in the order
            here = int(ranks[rows].min()) if rows else -1
        earlier, later = np.where(firsts < here, firsts, -1), np.where(firsts > here, firsts, NOWHERE)
        before, after = int(np.argmax(earlier)), int(np.argmin(later))
        return (
            self.articles.name(before) if earlier[before] >= 0 else "",
            self.articles.name(after) if later[after] < NOWHERE else "",
        )

    def _keys(self, sort: str) -> tuple[npt.NDArray[Any], ...]:
        severity = self.facets["severity"]
        weight = np.array([SEVERITIES.index(name) if name in SEVERITIES else 9 for name in severity.all_names()] or [9])
        fresh, heavy = -self.published, weight[severity.codes] if len(self) else np.zeros(0)
        if sort == "newest":
            return heavy, fresh
        if sort in ("outlet", "check"):
            return fresh, heavy, self.facets[sort].codes
        shares = confirmed_shares(self._decisions)
        check = self.facets["check"]
        share = np.array([shares[name].share if name in shares else 0.5 for name in check.all_names()] or [0.0])
        return fresh, -self.copies, -share[check.codes] if len(self) else np.zeros(0), heavy
