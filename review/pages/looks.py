"""Which dismissals await a second look, and whose."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.desk import Desk
    from warehouse.reviews import Event

NARROW = ("place", "sentence")


def chosen(event: Event, share: float) -> bool:
    """Return whether this dismissal is of the share: by its id, so that nobody can steer it."""
    draw = int(hashlib.sha256(event.decision_id.encode()).hexdigest()[:8], 16) / 2**32
    return event.act == "dismiss" and event.scope in NARROW and draw < share


def waiting(desk: Desk, reviewer: str) -> list[Event]:
    """Return the dismissals of others that await this reviewer's second look, oldest first."""
    looked = {event.flag_id for event in desk.decisions.standing_events() if event.act.startswith("second_")}
    share = desk.settings.second_look_share
    return [
        event
        for event in desk.decisions.standing_events()
        if event.reviewer != reviewer and event.flag_id not in looked and chosen(event, share)
    ]
