"""Which outlets let us in: what the last week's fetches say of robots files, with no request to anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.diagnosis import Diagnosis
from warehouse.publish import NotPublishedError, open_published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REFUSED = """
SELECT
    outlet,
    COUNT(DISTINCT requested_url) FILTER (WHERE outcome = 'robots_denied') AS refused,
    COUNT(DISTINCT requested_url) FILTER (WHERE outcome <> 'robots_denied') AS others
FROM v1.fetches
WHERE fetched_at > (SELECT MAX(fetched_at) FROM v1.fetches) - INTERVAL 7 DAY
GROUP BY outlet
HAVING refused > 0
ORDER BY outlet
"""


def look_at_robots(home: Path) -> Iterator[Diagnosis]:
    """Look for outlets whose robots file kept us out of every page in the last week that was read."""
    try:
        con = open_published(home)
    except NotPublishedError:
        return
    try:
        rows = con.execute(REFUSED).fetchall()
    finally:
        con.close()
    shut = [outlet for outlet, _, others in rows if not others]
    if shut:
        told = f"no page of {', '.join(shut)} may be fetched"
        yield Diagnosis("robots", "warn", told, "Ask the outlet, or take it out of sources.toml: copydesk dead list")
    else:
        pages = sum(refused for _, refused, _ in rows)
        told = f"{pages} pages are kept from us, of outlets that let us read others" if pages else "nobody keeps us out"
        yield Diagnosis("robots", "ok", told)
