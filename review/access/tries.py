"""How often somebody may guess: guessing is held up, and neither the name nor a newsroom behind one address."""

from __future__ import annotations

import threading
import time
from typing import NamedTuple


class Allowance(NamedTuple):
    """How many tries there are at once, and after how many seconds another one is there."""

    tries: int
    seconds: float


PLACE = Allowance(5, 30)  # one name from one address
NAME = Allowance(20, 30)  # one name from everywhere: 2,900 guesses a day
ADDRESS = Allowance(60, 5)  # one address, whatever the names: a newsroom comes from one
MOST = 10_000  # keys that are remembered
Key = tuple[str, str, str]


class TooManyTriesError(Exception):
    """It is too early for another try; `seconds` is how long to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


class Tries:
    """The tries of one process, by name, address and browser. Every try costs one, and a right password gives it back.

    A browser in which somebody logged in before has an allowance of its own for that name, and no other counts for it:
    nobody can use up a person's tries from elsewhere.
    """

    def __init__(self) -> None:
        self._left: dict[Key, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def begin(self, name: str, address: str, device: str) -> list[Key]:
        """Take a try and return what it was taken from; raises TooManyTriesError where none is left."""
        wanted: dict[Key, Allowance] = (
            {("device", name, device): PLACE}
            if device
            else {("place", name, address): PLACE, ("name", name, ""): NAME, ("address", "", address): ADDRESS}
        )
        with self._lock:
            left = {key: self._now(key, allowance) for key, allowance in wanted.items()}
            waits = [(1 - left[key]) * wanted[key].seconds for key in wanted if left[key] < 1]
            if waits:
                raise TooManyTriesError(max(waits))
            if len(self._left) > MOST:
                self._left.clear()
            self._left |= {key: (count - 1, time.monotonic()) for key, count in left.items()}
        return list(wanted)

    def forgive(self, taken: list[Key]) -> None:
        """Give back a try that was right."""
        with self._lock:
            for key in taken:
                left, at = self._left.get(key, (0.0, 0.0))
                self._left[key] = (left + 1, at)

    def _now(self, key: Key, allowance: Allowance) -> float:
        left, at = self._left.get(key, (float(allowance.tries), time.monotonic()))
        return min(allowance.tries, left + (time.monotonic() - at) / allowance.seconds)
