"""What the acts on a claim amount to: its status, the verdict that stands, its sources, where it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from warehouse.verdicts import CHECKED, OPEN, OTHER, PUBLISH, SAME, SOURCE, STATUS, VERDICT, told_in

if TYPE_CHECKING:
    from review.decisions.in_force import Decisions
    from warehouse.reviews import Event


class ClaimStanding(NamedTuple):
    """One claim as it stands; `history` has every act on it, undone ones too."""

    status: str
    verdict: Event | None
    sources: list[Event]
    published: Event | None
    answers: dict[str, Event]  # to published checks that were found for it
    history: list[Event]
    seen: str  # the last act that gave a status or verdict, "" for none

    @property
    def is_current(self) -> bool:
        """Whether what was published is the verdict that stands now."""
        if self.published is None or self.verdict is None:
            return False
        return bool(told_in(self.published)["verdict_id"] == self.verdict.decision_id)


def standing_of(decisions: Decisions, sentence_id: str) -> ClaimStanding:
    """Return how a claim stands."""
    history = decisions.of_claim(sentence_id)
    acts = [event for event in history if not decisions.undone(event)]
    told = [event for event in acts if event.act in (STATUS, VERDICT)]
    verdicts = [event for event in acts if event.act == VERDICT]
    published = [event for event in acts if event.act == PUBLISH]
    status = OPEN if not told else CHECKED if told[-1].act == VERDICT else told[-1].reason
    return ClaimStanding(
        status=status,
        verdict=verdicts[-1] if verdicts else None,
        sources=[event for event in acts if event.act == SOURCE],
        published=published[-1] if published else None,
        answers={event.reason: event for event in acts if event.act in (SAME, OTHER)},
        history=history,
        seen=told[-1].decision_id if told else "",
    )
