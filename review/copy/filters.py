"""What the queue shows, as said by its address: every view has one, so that it can be saved and sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from review.vocabulary import SEVERITIES, STATES

FACETS = ("state", "severity", "check", "outlet", "source", "assignee")
SORTS = {"next": "Next to look at", "newest": "Newest", "outlet": "Outlet", "check": "Check"}
KNOWN = {"state": (*STATES, "any", "second"), "severity": SEVERITIES}


@dataclass(frozen=True, slots=True)
class Filters:
    """The chosen values of each facet (none chosen is all; of state, open), the words searched for and the order."""

    state: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    assignee: tuple[str, ...] = ()
    q: str = ""
    sort: str = "next"

    @classmethod
    def read(cls, address: QueryParams) -> Filters:
        """Return the filters of an address; what it does not know is left out."""
        chosen = {
            facet: tuple(dict.fromkeys(v for v in address.getlist(facet) if v in KNOWN.get(facet, (v,))))
            for facet in FACETS
        }
        sort = address.get("sort", "next")
        return cls(**chosen, q=address.get("q", "").strip()[:200], sort=sort if sort in SORTS else "next")

    @classmethod
    def read_text(cls, address: str) -> Filters:
        """Return the filters of an address's query as text."""
        return cls.read(QueryParams(address))

    def values(self, facet: str) -> tuple[str, ...]:
        """Return the chosen values of a facet; an untouched state is open."""
        chosen: tuple[str, ...] = getattr(self, facet)
        return chosen or (("open",) if facet == "state" else ())

    def toggled(self, facet: str, value: str) -> Filters:
        """Return the filters with this value switched on or off."""
        if facet == "state":
            return replace(self, state=() if value == "open" else (value,))
        chosen = self.values(facet)
        kept = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        return replace(self, **{facet: kept})  # type: ignore[arg-type] # a facet's field is a tuple

    def address(self, **more: str) -> str:
        """Return the query of the address, "" when nothing is chosen."""
        pairs = [(facet, value) for facet in FACETS for value in getattr(self, facet)]
        pairs += [("q", self.q)] if self.q else []
        pairs += [("sort", self.sort)] if self.sort != "next" else []
        return urlencode(pairs + [(name, value) for name, value in more.items() if value])

    @property
    def narrowed(self) -> bool:
        """Whether anything but the state narrows the view."""
        return bool(self.q) or any(getattr(self, facet) for facet in FACETS if facet != "state")
