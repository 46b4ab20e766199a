"""Pages read by one process that stays for the next batch, its language model loaded: what a worker elsewhere runs."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from extract.workers import CHUNK, MEGABYTES, SECONDS, Pool, read_item

if TYPE_CHECKING:
    from extract.workers import Extracted, Failure, Item

_standing: list[Pool] = []
_turn = threading.Lock()


def read_standing(items: list[Item], *, seconds: float = SECONDS) -> list[Extracted | Failure]:
    """Return what each item gave, in input order."""
    with _turn:
        if not _standing:
            _standing.append(Pool([], deque(), workers=1, seconds=seconds, arguments=(read_item, MEGABYTES)))
        pool = _standing[0]
        pool.items, pool.seconds = items, seconds
        pool.chunks.extend([*range(start, min(start + CHUNK, len(items)))] for start in range(0, len(items), CHUNK))
        try:
            return list(pool.results())
        except BaseException:
            _standing.pop().close()
            raise
