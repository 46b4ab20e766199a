"""The same quantity given twice in the body: same thing counted, same happening, same names, other value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.mentions import Mention
    from extract.pairings import Pairing


def compare_repeats(prose: Sequence[Mention]) -> Iterator[Pairing]:
    """Yield a pairing for each pair of body figures that speak of the same quantity and disagree."""
    del prose
    yield from ()
