"""One view of the queue: which flags it holds, in which order, and what every facet counts."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from review.vocabulary import SEVERITIES, STATES

if TYPE_CHECKING:
    import numpy.typing as npt

    from review.copy.board import Board, Coded
    from review.copy.filters import Filters
    from review.copy.published import Copy

FEW = 6  # values that a facet is compared with one by one


@dataclass(frozen=True)
class View:
    """The rows of one view of the queue, marked by `hit` and in order, and the counts of every facet."""

    board: Board
    hit: npt.NDArray[np.bool_]
    sort: str
    counts: dict[str, list[tuple[str, int]]]
    decided: int
    total: int

    @cached_property
    def rows(self) -> npt.NDArray[np.int64]:
        """The rows in order."""
        order = self.board.order(self.sort)
        return order[self.hit[order]].astype(np.int64)


def view(
    board: Board, filters: Filters, now: float, found: npt.NDArray[np.bool_] | None = None, *, counted: bool = True
) -> View:
    """Return the view; `found` marks the rows that the words searched for are in.

    A facet's counts are those of the view without that facet's own choice, so that other values can be added.
    """
    states = board.states(now)
    masks = {facet: _chosen(column.codes, column, filters.values(facet)) for facet, column in board.facets.items()}
    wanted = [board.assignees.index(name) for name in filters.assignee if name in board.assignees]
    masks["assignee"] = _among(board.assignee, wanted) if filters.assignee else None
    chosen = filters.values("state")
    masks["state"] = None if "any" in chosen else _among(states, [STATES.index(s) for s in chosen if s in STATES])
    within = _all(len(board), [found, *(mask for facet, mask in masks.items() if facet != "state")])
    hit = _all(len(board), [within, masks["state"]])
    counts = _counts(board, states, masks, found, hit) if counted else {}
    decided, total = int(np.count_nonzero(within & (states != 0))), int(np.count_nonzero(within))
    return View(board, hit, filters.sort, counts, decided, total)


def _counts(
    board: Board,
    states: npt.NDArray[np.int8],
    masks: dict[str, npt.NDArray[np.bool_] | None],
    found: npt.NDArray[np.bool_] | None,
    hit: npt.NDArray[np.bool_],
) -> dict[str, list[tuple[str, int]]]:
    counts, hits = {}, np.flatnonzero(hit)
    for facet, own in masks.items():
        if own is None:  # most facets: what they would show is the view itself
            rows = hits
        else:
            others = [mask for other, mask in masks.items() if other != facet]
            rows = np.flatnonzero(_all(len(board), [found, *others]))
        counts[facet] = _count(board, facet, states, rows)
    return counts


def _chosen(codes: npt.NDArray[Any], column: Coded, values: tuple[str, ...]) -> npt.NDArray[np.bool_] | None:
    return _among(codes, [column.code(value) for value in values]) if values else None


def _among(codes: npt.NDArray[Any], wanted: list[int]) -> npt.NDArray[np.bool_]:
    """Return which codes are among those wanted: comparing is ten times faster than np.isin for one or two."""
    if len(wanted) > FEW:
        return np.isin(codes, wanted)
    hit = np.zeros(len(codes), np.bool_)
    for code in wanted:
        hit |= codes == code
    return hit


def _all(size: int, masks: list[npt.NDArray[np.bool_] | None]) -> npt.NDArray[np.bool_]:
    given = [mask for mask in masks if mask is not None]
    if not given:
        return np.ones(size, np.bool_)
    hit = given[0].copy()
    for mask in given[1:]:
        hit &= mask
    return hit


def _count(
    board: Board, facet: str, states: npt.NDArray[np.int8], rows: npt.NDArray[np.int64]
) -> list[tuple[str, int]]:
    if facet == "state":
        return list(zip(STATES, np.bincount(states[rows], minlength=len(STATES)).tolist(), strict=True))
    assigned = facet == "assignee"
    codes = board.assignee if assigned else board.facets[facet].codes
    names = board.assignees if assigned else board.facets[facet].all_names()
    pairs = zip(names, np.bincount(codes[rows], minlength=len(names)).tolist(), strict=True)
    if facet == "severity":
        return sorted(pairs, key=lambda pair: SEVERITIES.index(pair[0]) if pair[0] in SEVERITIES else 9)
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def view_of(copy: Copy, filters: Filters, *, counted: bool = True) -> View:
    """Return the view as it is now, with its facets' counts unless they are not wanted."""
    return view(copy.board, filters, time.time(), found_rows(copy, filters), counted=counted)


def found_rows(copy: Copy, filters: Filters) -> npt.NDArray[np.bool_] | None:
    """Return which rows hold the words searched for, None when none are."""
    if not filters.q:
        return None
    rows, found = copy.board.claim_rows, copy.claim_rows(filters.q)
    if not len(found):
        return np.zeros(len(rows), np.bool_)
    places = np.searchsorted(found, rows)  # faster than np.isin, which sorts: they are found in their order
    hit: npt.NDArray[np.bool_] = found[np.minimum(places, len(found) - 1)] == rows
    return hit
