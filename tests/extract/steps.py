"""How much work a piece of Python does: the lines it runs, which no other work of the machine changes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def steps(work: Callable[[], object]) -> int:
    """Count the lines of Python that `work` runs; what regular expressions and compiled libraries do is not seen."""
    count = 0

    def line(_frame: FrameType, event: str, _what: object) -> object:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
