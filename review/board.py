"""Every flag of the published copy as columns in memory with live decisions laid over: a count costs a millisecond."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from review.shares import confirmed_shares
from review.standing import Place, Reach, Standings
from review.vocabulary import SEVERITIES, STATE_OF_ACT, STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from review.filters import Filters

FACETED = {"severity": "severity", "check": "check_code", "outlet": "outlet", "source": "source_kind"}
LATER = STATES.index("later")


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of few values: a small code a row, and the names of the codes."""

    codes: npt.NDArray[np.int32]
    names: npt.NDArray[np.bytes_]  # sorted, as UTF-8 bytes: a page's names take no Python objects

    @classmethod
    def of(cls, values: npt.NDArray[Any]) -> Coded:
        """Return the column, its names sorted."""
        encoded = np.array([str(value).encode() for value in values], "S")
        names, codes = np.unique(encoded, return_inverse=True)
        return cls(codes.astype(np.int32), names)

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


class Board:
    """The flags of one published copy; rows are numbered as DuckDB gave them."""

    def __init__(self, columns: Mapping[str, npt.NDArray[Any]], standings: Standings) -> None:
        self._standings = standings
        self.flag_ids = columns["flag_id"].astype("S")
        self.articles = Coded.of(columns["article_id"])
        self.memories = columns["memory"].astype("S")
        self.claim_rows = columns["claim_row"].astype(np.int64)
        self.published = columns["published"].astype(np.int64)
        self.facets = {facet: Coded.of(columns[name]) for facet, name in FACETED.items()}
        self._by_flag = np.argsort(self.flag_ids, kind="stable")
        _, inverse, counts = np.unique(self.memories, return_inverse=True, return_counts=True)
        self.copies = counts[inverse].astype(np.int32) if len(self.flag_ids) else np.zeros(0, np.int32)
        size = len(self.flag_ids)
        self.state = np.zeros(size, np.int8)
        self.due = np.zeros(size, np.int64)
        self.assignees = [""]
        self.assignee = np.zeros(size, np.int32)
        self._orders: dict[str, npt.NDArray[np.int64]] = {}
        self._refresh(range(size) if standings.number else ())

    def __len__(self) -> int:
        return len(self.flag_ids)

    def row(self, flag_id: str) -> int | None:
        """Return the row of a flag, None when the copy has no such flag."""
        key = np.bytes_(flag_id.encode("ascii", "replace"))
        at = int(np.searchsorted(self.flag_ids, key, sorter=self._by_flag))
        found = at < len(self) and self.flag_ids[self._by_flag[at]] == key
        return int(self._by_flag[at]) if found else None

    def flag_id(self, row: int) -> str:
        """Return the id of the flag in this row."""
        return bytes(self.flag_ids[row]).decode()

    def article_id(self, row: int) -> str:
        """Return the id of the article that the flag of this row is in."""
        return self.articles.name(int(self.articles.codes[row]))

    def value(self, facet: str, row: int) -> str:
        """Return the row's value of a facet."""
        column = self.facets[facet]
        return column.name(int(column.codes[row]))

    def place(self, row: int) -> Place:
        """Return what decides which acts cover the flag of this row."""
        memory = bytes(self.memories[row]).decode()
        return Place(self.flag_id(row), memory, self.value("check", row), self.value("outlet", row))

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
            return [int(row) for row in np.flatnonzero(self.memories == reach.memory.encode())]
        hit = self.facets["check"].codes == self.facets["check"].code(reach.check_code)
        if reach.outlet:
            hit &= self.facets["outlet"].codes == self.facets["outlet"].code(reach.outlet)
        return [int(row) for row in np.flatnonzero(hit)]

    def _refresh(self, rows: Iterable[int]) -> None:
        for row in rows:
            place = self.place(row)
            event = self._standings.of(place)
            self.state[row] = STATES.index(STATE_OF_ACT[event.act]) if event else 0
            self.due[row] = int(event.due_at.timestamp()) if event and event.due_at else 0
            name = self._standings.assigned(place.flag_id)
            if name not in self.assignees:
                self.assignees.append(name)
            self.assignee[row] = self.assignees.index(name)

    def states(self, now: float) -> npt.NDArray[np.int8]:
        """Return the state of every row: what was put off is open again when its day has come."""
        return np.where((self.state == LATER) & (self.due <= now), 0, self.state).astype(np.int8)

    def order(self, sort: str) -> npt.NDArray[np.int64]:
        """Return the rows in this order; "next" is severity, the check's confirmed share, reach, freshness."""
        if sort not in self._orders:
            self._orders[sort] = np.lexsort((self.flag_ids, *self._keys(sort)))
        return self._orders[sort]

    def ranks(self, sort: str) -> npt.NDArray[np.int64]:
        """Return each row's place in this order."""
        order = self.order(sort)
        found = np.empty(len(order), np.int64)
        found[order] = np.arange(len(order))
        return found

    def _keys(self, sort: str) -> tuple[npt.NDArray[Any], ...]:
        severity = self.facets["severity"]
        weight = np.array([SEVERITIES.index(name) if name in SEVERITIES else 9 for name in severity.all_names()] or [9])
        fresh, heavy = -self.published, weight[severity.codes] if len(self) else np.zeros(0)
        if sort == "newest":
            return heavy, fresh
        if sort in ("outlet", "check"):
            return fresh, heavy, self.facets[sort].codes
        shares = confirmed_shares(self._standings)
        check = self.facets["check"]
        share = np.array([shares[name].share if name in shares else 0.5 for name in check.all_names()] or [0.0])
        return fresh, -self.copies, -share[check.codes] if len(self) else np.zeros(0), heavy


@dataclass(frozen=True, slots=True)
class View:
    """The rows of one view of the queue in order, and the counts of every facet."""

    rows: npt.NDArray[np.int64]
    counts: dict[str, list[tuple[str, int]]]
    decided: int
    total: int


def view(
    board: Board, filters: Filters, now: float, found: npt.NDArray[np.bool_] | None = None, *, counted: bool = True
) -> View:
    """Return the view; `found` marks the rows that the words searched for are in.

    A facet's counts are those of the view without that facet's own choice, so that other values can be added.
    """
    states = board.states(now)
    masks = {facet: _chosen(column, filters.values(facet)) for facet, column in board.facets.items()}
    wanted = [board.assignees.index(name) for name in filters.assignee if name in board.assignees]
    masks["assignee"] = np.isin(board.assignee, wanted) if filters.assignee else None
    chosen = filters.values("state")
    masks["state"] = None if "any" in chosen else np.isin(states, [STATES.index(s) for s in chosen if s in STATES])
    counts = {}
    for facet in masks if counted else ():
        hit = _all(len(board), [found, *(mask for other, mask in masks.items() if other != facet)])
        counts[facet] = _count(board, facet, states, hit)
    within = _all(len(board), [found, *(mask for facet, mask in masks.items() if facet != "state")])
    hit = _all(len(board), [within, masks["state"]])
    order = board.order(filters.sort)
    return View(order[hit[order]], counts, int((within & (states != 0)).sum()), int(within.sum()))


def _chosen(column: Coded, values: tuple[str, ...]) -> npt.NDArray[np.bool_] | None:
    return np.isin(column.codes, [column.code(value) for value in values]) if values else None


def _all(size: int, masks: list[npt.NDArray[np.bool_] | None]) -> npt.NDArray[np.bool_]:
    hit = np.ones(size, np.bool_)
    for mask in masks:
        if mask is not None:
            hit &= mask
    return hit


def _count(board: Board, facet: str, states: npt.NDArray[np.int8], hit: npt.NDArray[np.bool_]) -> list[tuple[str, int]]:
    if facet == "state":
        return list(zip(STATES, np.bincount(states[hit], minlength=len(STATES)).tolist(), strict=True))
    assigned = facet == "assignee"
    codes = board.assignee if assigned else board.facets[facet].codes
    names = board.assignees if assigned else board.facets[facet].all_names()
    pairs = zip(names, np.bincount(codes[hit], minlength=len(names)).tolist(), strict=True)
    if facet == "severity":
        return sorted(pairs, key=lambda pair: SEVERITIES.index(pair[0]) if pair[0] in SEVERITIES else 9)
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
