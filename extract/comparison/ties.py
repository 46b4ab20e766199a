"""A tie before it is a row: two figures, how the words tie them, and what else the words say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.comparison.mentions import Mention


@dataclass(frozen=True, kw_only=True)
class Signs:
    """What speaks for two mentions being one quantity; the fields are columns of figure_pairs."""

    slip: str | None
    in_lead: bool
    same_noun: bool
    words_shared: float
    noun_values: int
    likeness: float


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Two figures that the words tie; `statement` is alike for the ties of one statement (a sum, a change)."""

    tie: str
    first: Mention
    second: Mention | None
    statement: tuple[object, ...] = ()
    words_between: str = ""
    notes: tuple[str, ...] = ()
    signs: Signs | None = None
