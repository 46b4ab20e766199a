"""When each person was last here: kept beside the decisions, so that the first page says what came since."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from warehouse.reviews import wait_to_write

if TYPE_CHECKING:
    from warehouse.reviews import ReviewStore

METADATA = sa.MetaData()
VISITS = sa.Table(
    "visits",
    METADATA,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("before", sa.String, nullable=False),  # the last moment of the visit before this one, ISO 8601 in UTC
    sa.Column("latest", sa.String, nullable=False),
)
PAUSE = timedelta(minutes=30)  # without a look at the first page: then it is another visit
FIRST = timedelta(days=1)  # what somebody who was never here is told of


class Visits:
    """The visits of all people to one desk."""

    def __init__(self, store: ReviewStore) -> None:
        self._engine = store.engine
        store.create(METADATA)

    def last(self, name: str, now: datetime | None = None) -> datetime:
        """Return when a person last looked at the first page; a day ago where they never did."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(VISITS).where(VISITS.c.name == name)).one_or_none()
        return datetime.fromisoformat(row.latest) if row else (now or datetime.now(UTC)) - FIRST

    def arrive(self, name: str, now: datetime | None = None) -> datetime:
        """Note that a person looks at the first page, and return when they were here before."""
        moment = now or datetime.now(UTC)
        with self._engine.begin() as connection:
            wait_to_write(connection)  # of two pages opened at once one reads what the other wrote
            row = connection.execute(sa.select(VISITS).where(VISITS.c.name == name)).one_or_none()
            if row is None:
                before = moment - FIRST
            else:
                latest = datetime.fromisoformat(row.latest)
                before = latest if moment - latest > PAUSE else datetime.fromisoformat(row.before)
            connection.execute(VISITS.delete().where(VISITS.c.name == name))
            values = {"name": name, "before": before.isoformat(), "latest": moment.isoformat()}
            connection.execute(VISITS.insert().values(**values))
        return before
