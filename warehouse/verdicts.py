"""What people find out about a claim, as acts in the chain of decisions: status, sources, verdict, publication.

A claim is a sentence: `sentence_id` names it, and what was found holds wherever that very sentence stands. `reason` is
the status, the verdict's key or the published check; `comment` holds the rest as JSON. v1.verdicts shows them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from warehouse.reviews import Act

if TYPE_CHECKING:
    from warehouse.ledger import Decision

SCOPE = "claim"
STATUS, VERDICT, SOURCE, PUBLISH = "claim_status", "verdict", "verdict_source", "publish_verdict"
SAME, OTHER = "same_claim", "other_claim"  # what a person says of a published check that was found for a claim
OPEN, CHECKING, CHECKED = "open", "checking", "checked"
STATUSES = {OPEN: "Open", CHECKING: "Being checked", CHECKED: "Checked"}


class Subject(NamedTuple):
    """The sentence that is the claim, and the page on which it stands."""

    sentence_id: str
    sentence: str
    url: str
    outlet: str


def claim_act(act: str, subject: Subject, reviewer: str, reason: str = "", **told: object) -> Act:
    """Return an act on a claim; what it tells is kept as JSON."""
    return Act(
        act=act,
        reviewer=reviewer,
        scope=SCOPE,
        sentence_id=subject.sentence_id,
        sentence=subject.sentence,
        url=subject.url,
        outlet=subject.outlet,
        reason=reason,
        comment=json.dumps(told, ensure_ascii=False, sort_keys=True) if told else "",
    )


def told_in(event: Decision) -> dict[str, Any]:
    """Return what a stored act on a claim tells."""
    told: dict[str, Any] = json.loads(event.comment) if event.comment else {}
    return told
