"""What the desk knows, in the formats of other programs: one function a format, over the flags of a view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.datastructures import QueryParams

from review.copy.filters import Filters
from review.copy.view import view_of
from review.decisions.in_force import state_of
from review.desk import Desk, published_copy
from review.exports.annotations import web_annotations
from review.exports.claimreview import claim_reviews, published_reviews
from review.exports.feed import feed
from review.exports.sarif import sarif
from review.exports.table import table
from review.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from review.copy.published import Copy

AT_ONCE = 500
FEED_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is called, what it is served as, and what makes it."""

    suffix: str
    media_type: str
    make: Callable[[Iterator[dict[str, Any]], dict[str, Any]], str]
    most: int | None = None


FORMATS = {
    "annotations": Format("jsonld", 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', web_annotations),
    "sarif": Format("sarif", "application/sarif+json", sarif),
    "claimreview": Format("jsonld", "application/ld+json", claim_reviews),
    "atom": Format("atom", "application/atom+xml", feed, FEED_LENGTH),
    "csv": Format("csv", "text/csv; charset=utf-8", table),
}


def flags_in(desk: Desk, copy: Copy, filters: Filters, most: int | None = None) -> Iterator[dict[str, Any]]:
    """Yield the flags of a view in its order, each with `state`, `event` and `history`."""
    rows = view_of(copy, filters, counted=False).rows[:most]
    for start in range(0, len(rows), AT_ONCE):
        ids = [copy.board.flag_id(int(row)) for row in rows[start : start + AT_ONCE]]
        for flag in desk.subjects(copy, ids):
            event = desk.decisions.of(copy.board.place(flag["row"]))
            history = [act for act in desk.decisions.history(flag["flag_id"]) if not desk.decisions.undone(act)]
            yield flag | {"event": event, "state": state_of(event), "history": history}


def about(desk: Desk, copy: Copy, filters: Filters) -> dict[str, Any]:
    """Return what every format says of itself: the copy, the view, the checks, the address of the desk."""
    return {
        "address": desk.settings.address,
        "copy": copy.name,
        "view": filters.address(),
        "checks": copy.checks,
        "reviews": partial(published_reviews, desk),
        "made_at": datetime.now(UTC),
    }


def export(home: Path, name: str, *, address: str = "", settings: Settings | None = None) -> str:
    """Return the flags of a view (the query of a desk's address; "" is all open flags) in a format of FORMATS.

    Raises KeyError for a format that is not known, RefusedError when nothing is published.
    """
    chosen = FORMATS[name]
    desk = Desk(home, settings or Settings(), serving=False)
    try:
        copy, filters = published_copy(desk), Filters.read(QueryParams(address))
        return chosen.make(flags_in(desk, copy, filters, chosen.most), about(desk, copy, filters))
    finally:
        desk.close()
