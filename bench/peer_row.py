"""A line of `bench/peers.py`: one measure of one suite, ours beside the peers', with the bar that ours has to keep."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measure; a bar that is None is not asked for, and `note` says what a reader has to know of the suite."""

    suite: str
    measure: str
    ours: float
    peers: dict[str, float] = field(default_factory=dict)  # a peer's name -> its value
    least: float | None = None
    most: float | None = None
    note: str = ""

    @property
    def missed(self) -> bool:
        """Say whether ours does not keep its bar."""
        return (self.least is not None and self.ours < self.least) or (self.most is not None and self.ours > self.most)

    def __str__(self) -> str:
        """Return the line as it is printed."""
        beside = "  ".join(f"{name} {value:.4g}" for name, value in self.peers.items())
        bar = f"≥ {self.least:.4g}" if self.least is not None else f"≤ {self.most:.4g}" if self.most is not None else ""
        said = f"   {self.note}" if self.note else ""
        kept = f"{bar:8s}{'MISSED' if self.missed else ''}"
        return f"{self.suite:14s} {self.measure:34s} {self.ours:8.4g}   {beside:42s} {kept}{said}"
