"""What people correct in what the machine read, as acts in the chain of decisions; undo is another act.

A correction stands on words of a sentence, and holds wherever that very sentence stands: `sentence_id` names it,
`reason` is the kind; `comment` holds the words, their place in the sentence and the value as JSON, and the place of
other words where those are right. v1.corrections shows them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from warehouse.reviews import Act

if TYPE_CHECKING:
    from warehouse.ledger import Decision

CORRECT = "correct"
SCOPE = "correction"
VALUED = {  # kinds that say something else, and how a person is asked for it
    "speaker": "Who says it",
    "source_kind": "What kind of source it is",
    "value": "Which number it is",
    "unit": "Which unit it is in",
    "counted": "What is counted or measured",
}
MOVED = {  # kinds that say which other words of the sentence it is
    "figure_words": "Which words are the figure",
    "source_words": "Which words name the source",
    "said_words": "Which words are what was said",
    "claim_words": "Which words are the claim",
}
DENIED = {  # kinds that say what it is not
    "not_claim": "It is not a claim",
    "not_figure": "It is not a figure",
    "not_quotation": "It is not a quotation",
}
ADDED = {  # kinds that add what was missed
    "claim": "A claim that was missed",
    "figure": "A figure that was missed",
    "question": "A question to ask about it",
}
KINDS = VALUED | MOVED | DENIED | ADDED
NEEDS_VALUE = (*VALUED, *MOVED, "figure", "question")
LONGEST_VALUE = 300  # characters


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction as it stands: the words `start` to `end` of a sentence, in code points, and what is right."""

    correction_id: str
    kind: str
    url: str
    sentence_id: str
    words: str
    start: int
    end: int
    value: str
    reviewer: str
    place: tuple[int, int] | None = None  # of the other words that are right, in the same sentence

    def touches(self, start: int, end: int) -> bool:
        """Whether a span of the same sentence has any of the words."""
        return self.start < end and start < self.end


def correction(
    kind: str,
    *,
    url: str,
    outlet: str,
    sentence_id: str,
    sentence: str,
    span: tuple[int, int],
    value: str,
    reviewer: str,
    place: tuple[int, int] | None = None,
) -> Act:
    """Return the act of a correction on `sentence[span[0]:span[1]]`; `place` is that of other words if these are."""
    start, end = span
    told = {"words": sentence[start:end], "start": start, "end": end, "value": value}
    if place:
        told |= {"value": sentence[slice(*place)], "value_start": place[0], "value_end": place[1]}
    return Act(
        act=CORRECT,
        reviewer=reviewer,
        url=url,
        outlet=outlet,
        sentence_id=sentence_id,
        sentence=sentence,
        reason=kind,
        scope=SCOPE,
        comment=json.dumps(told, ensure_ascii=False, sort_keys=True),
    )


def told_by(event: Decision) -> Correction:
    """Return what a stored act corrects."""
    told: dict[str, Any] = json.loads(event.comment)
    words = told["words"], told["start"], told["end"], told["value"]
    place = (told["value_start"], told["value_end"]) if "value_start" in told else None
    return Correction(event.decision_id, event.reason, event.url, event.sentence_id, *words, event.reviewer, place)
