"""Saved views: a reviewer's filters under a name, for themselves or for everybody, kept beside the decisions."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from review.copy.filters import FACETS, SORTS, Filters
from review.vocabulary import SEVERITY_WORDS, SOURCE_KINDS, STATE_WORDS

if TYPE_CHECKING:
    from warehouse.reviews import ReviewStore

METADATA = sa.MetaData()
VIEWS = sa.Table(
    "saved_views",
    METADATA,
    sa.Column("view_id", sa.String, primary_key=True),
    *(sa.Column(name, sa.String, nullable=False) for name in ("owner", "name", "address")),
    sa.Column("shared", sa.Boolean, nullable=False),
    sa.Column("saved_at", sa.String, nullable=False),  # ISO 8601 in UTC, as in the table of decisions
    sa.UniqueConstraint("owner", "name"),
)
LONGEST_NAME = 60  # characters
LONGEST_ADDRESS = 2_000  # characters, as long as a form's field
MOST = 100  # views that one person keeps
WORDS = {"state": STATE_WORDS | {"any": "Any state"}, "severity": SEVERITY_WORDS, "source": SOURCE_KINDS}


class TakenError(Exception):
    """The person has another view of that name."""


class FullError(Exception):
    """The person keeps as many views as there may be."""


class SavedView(NamedTuple):
    """A named view; `address` is the query of the queue's address, "" for every open flag."""

    view_id: str
    owner: str
    name: str
    address: str
    shared: bool
    saved_at: str

    @property
    def filters(self) -> Filters:
        """The filters of the view: what the desk no longer knows is left out."""
        return Filters.read_text(self.address)

    @property
    def words(self) -> str:
        """What the view shows, in words."""
        return words_of(self.filters)


class SavedViews:
    """The saved views of one review store; safe to share between threads."""

    def __init__(self, store: ReviewStore) -> None:
        self._engine = store.engine
        store.create(METADATA)

    def of(self, person: str) -> list[SavedView]:
        """Return the views that this person sees: their own by name, then what others share by name."""
        query = sa.select(VIEWS).where(sa.or_(VIEWS.c.owner == person, VIEWS.c.shared))
        with self._engine.connect() as connection:
            found = [SavedView(*row) for row in connection.execute(query)]
        return sorted(found, key=lambda view: (view.owner != person, view.name.casefold(), view.owner))

    def one(self, view_id: str, person: str) -> SavedView | None:
        """Return the view if this person sees it, else None."""
        query = sa.select(VIEWS).where(VIEWS.c.view_id == view_id, sa.or_(VIEWS.c.owner == person, VIEWS.c.shared))
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return SavedView(*row) if row else None

    def save(self, owner: str, name: str, filters: Filters, *, shared: bool, replace: bool = False) -> SavedView:
        """Keep the filters under the name; raises TakenError unless it is to be replaced, FullError at the bound."""
        known = {view.name: view for view in self.of(owner) if view.owner == owner}
        if name in known and not replace:
            raise TakenError
        if name not in known and len(known) >= MOST:
            raise FullError
        view_id = known[name].view_id if name in known else secrets.token_hex(6)
        made = SavedView(view_id, owner, name, filters.address(), shared, datetime.now(UTC).isoformat())
        try:
            with self._engine.begin() as connection:
                connection.execute(VIEWS.delete().where(VIEWS.c.view_id == view_id))
                connection.execute(VIEWS.insert().values(made._asdict()))
        except sa.exc.IntegrityError:  # the same person, in another window, was faster
            raise TakenError from None
        return made

    def change(self, view: SavedView, name: str, *, shared: bool) -> None:
        """Give the view another name, or share it or not; raises TakenError."""
        change = VIEWS.update().where(VIEWS.c.view_id == view.view_id).values(name=name, shared=shared)
        try:
            with self._engine.begin() as connection:
                connection.execute(change)
        except sa.exc.IntegrityError:
            raise TakenError from None

    def delete(self, view: SavedView) -> None:
        """Forget the view; its flags and decisions stay."""
        with self._engine.begin() as connection:
            connection.execute(VIEWS.delete().where(VIEWS.c.view_id == view.view_id))


def words_of(filters: Filters) -> str:
    """Return what these filters show, in words."""
    told = [
        " or ".join(WORDS.get(facet, {}).get(value, value) or "nobody" for value in filters.values(facet))
        for facet in FACETS
        if filters.values(facet)
    ]
    told += [f"“{filters.q}”"] if filters.q else []
    told += [f"by {SORTS[filters.sort].lower()}"] if filters.sort != "next" else []
    return ", ".join(told)
