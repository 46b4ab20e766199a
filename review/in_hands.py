"""What is in somebody's hands: open flags assigned to them, and whole articles handed over."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from review.copy.published import Copy
    from review.desk import Desk


def own_rows(copy: Copy, name: str) -> npt.NDArray[np.int64]:
    """Return the rows of the open flags in somebody's hands, in the queue's order."""
    board = copy.board
    if name not in board.assignees:
        return np.zeros(0, np.int64)
    mine = (board.assignee == board.assignees.index(name)) & (board.states(time.time()) == 0)
    order = board.order("next")
    found: npt.NDArray[np.int64] = order[mine[order]].astype(np.int64)
    return found


def in_hands(desk: Desk, name: str) -> int:
    """Return how many articles and open flags are in somebody's hands."""
    copy = desk.copy()
    board = copy.board if copy else None
    if board is None or name not in board.assignees:
        return len(desk.decisions.handed_to(name))
    mine = (board.assignee == board.assignees.index(name)) & (board.states(time.time()) == 0)
    return len(desk.decisions.handed_to(name)) + int(np.count_nonzero(mine))
