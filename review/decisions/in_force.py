"""What the decisions amount to: the narrowest act that covers a flag and was not undone is the one that stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from warehouse import person_acts, story_acts, verdicts
from warehouse.corrections import CORRECT
from warehouse.coverage import SCOPES, STATE_OF_ACT, recalls

if TYPE_CHECKING:
    from collections.abc import Iterable

    from warehouse.reviews import Event


HAND_OVER = "hand_over"  # the act that puts a whole page into somebody's hands; nobody's, where it names nobody
FAR = datetime.max.replace(tzinfo=UTC)


class Place(NamedTuple):
    """What decides which acts cover a flag; `memory` is the fingerprint of its check, sentence and figures."""

    flag_id: str
    memory: str
    check_code: str
    outlet: str


class Reach(NamedTuple):
    """The flags that an act may change: all that have these values (an empty one is not looked at)."""

    flag_id: str = ""
    memory: str = ""
    check_code: str = ""
    outlet: str = ""


def reach_of(event: Event) -> Reach:
    """Return which flags the act covers by its scope."""
    keys = SCOPES[event.scope if event.act in STATE_OF_ACT else "place"]
    return Reach(**{key: getattr(event, key) for key in keys})


class Decisions:
    """Every event folded, so that the standing of one flag is a few look-ups.

    One thread takes events in while others read: readers go over lists that only grow, or over copies.
    """

    def __init__(self) -> None:
        self.number = 0
        self.events: dict[str, Event] = {}
        self._log: list[Event] = []
        self._undone: dict[str, Event] = {}
        self._layers: dict[Reach, list[Event]] = defaultdict(list)
        self._batches: dict[str, list[Event]] = defaultdict(list)
        self._flags: dict[str, list[Event]] = defaultdict(list)
        self._reviewers: dict[str, list[Event]] = defaultdict(list)
        self._urls: dict[str, list[Event]] = defaultdict(list)
        self._stories: list[Event] = []
        self._claims: dict[str, list[Event]] = defaultdict(list)
        self._people: list[Event] = []
        self._speakers: list[Event] = []
        self._handed: dict[str, list[Event]] = defaultdict(list)
        self._places: tuple[int, tuple[dict[str, str], dict[str, str]]] = (0, ({}, {}))
        self._persons = (0, person_acts.Persons([]))
        self.tally: Counter[tuple[str, str]] = Counter()  # of (check, act), the acts that stand

    def apply(self, events: Iterable[Event]) -> list[Reach]:
        """Take in the events, in order, and return which flags they may have changed."""
        return [reach for event in events for reach in self._take(event)]

    def _take(self, event: Event) -> list[Reach]:
        self.number = event.number
        self.events[event.decision_id] = event
        self._log.append(event)
        if event.act == "undo":
            targets = [target for target in self.targets(event.undoes) if self._stands(target)]
            for target in targets:
                self._undone[target.decision_id] = event
                self.tally[target.check_code, target.act] -= 1
            return [reach_of(target) for target in targets]
        self.tally[event.check_code, event.act] += 1
        self._reviewers[event.reviewer].append(event)
        self._urls[event.url].append(event)
        if event.scope == story_acts.SCOPE:
            self._stories.append(event)
        if event.scope == verdicts.SCOPE:
            self._claims[event.sentence_id].append(event)
        if event.scope == person_acts.SCOPE:
            self._people.append(event)
        if event.act == CORRECT and event.reason == "speaker":
            self._speakers.append(event)
        if event.act == HAND_OVER:
            self._handed[event.url].append(event)
        if event.flag_id:
            self._flags[event.flag_id].append(event)
        if event.batch_id:
            self._batches[event.batch_id].append(event)
        if event.act in STATE_OF_ACT:
            self._layers[reach_of(event)].append(event)
        return [reach_of(event)]

    def reached_since(self, number: int) -> list[Reach]:
        """Return which flags the acts after this number may have changed."""
        recent = [event for event in self._log if event.number > number]
        return [reach_of(target) for event in recent for target in (event, *self.targets(event.undoes))]

    def targets(self, undoes: str) -> list[Event]:
        """Return the acts that an undo names: one decision, or all of a batch."""
        if undoes in self._batches:
            return self._batches[undoes]
        return [self.events[undoes]] if undoes in self.events else []

    def undone(self, event: Event) -> Event | None:
        """Return the undo of this act, or None while it stands."""
        return self._undone.get(event.decision_id)

    def of(self, place: Place) -> Event | None:
        """Return the act that stands for this flag, or None where it is open."""
        for scope, keys in SCOPES.items():
            acts = self._standing(Reach(**{key: getattr(place, key) for key in keys}))
            found = [event for event in acts if recalls(scope, event.memory, place.memory)]
            if found:
                return found[-1]
        return None

    def assignment(self, flag_id: str) -> Event | None:
        """Return the act that put the flag into somebody's hands, None where none did."""
        return _last(event for event in self._flags.get(flag_id, ()) if event.act == "assign" and self._stands(event))

    def assigned(self, flag_id: str) -> str:
        """Return who the flag is assigned to, "" for nobody."""
        last = self.assignment(flag_id)
        return last.assignee if last else ""

    def handed(self, url: str) -> Event | None:
        """Return the act that put a whole page into somebody's hands, None where it is in nobody's."""
        last = _last(event for event in self._handed.get(url, ()) if self._stands(event))
        return last if last and last.assignee else None

    def handed_to(self, name: str) -> list[Event]:
        """Return the acts that put whole pages into this person's hands, those due first coming first."""
        found = [event for url in list(self._handed) if (event := self.handed(url)) and event.assignee == name]
        return sorted(found, key=lambda event: (event.due_at or FAR, event.number))

    def history(self, flag_id: str) -> list[Event]:
        """Return every act on this very flag, oldest first, undone ones too."""
        return list(self._flags.get(flag_id, ()))

    def of_url(self, url: str) -> list[Event]:
        """Return every act on any revision of this page, oldest first, undone ones too."""
        return list(self._urls.get(url, ()))

    def of_claim(self, sentence_id: str) -> list[Event]:
        """Return every act on a claim, oldest first, undone ones too."""
        return list(self._claims.get(sentence_id, ()))

    def claims(self) -> list[str]:
        """Return the sentences of the claims that people work on: those with an act that stands."""
        return [key for key, events in list(self._claims.items()) if any(map(self._stands, events))]

    def of_stories(self) -> list[Event]:
        """Return every act on events, oldest first, undone ones too."""
        return list(self._stories)

    def places(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return into which event each page goes that people moved, and of which each merged event is a part."""
        number = self.number
        if self._places[0] != number:
            stand = [event for event in list(self._stories) if self._stands(event)]
            told = ((event.act, event.url, event.claim_id, event.sentence_id) for event in stand)
            self._places = (number, story_acts.settled(told))
        return self._places[1]

    def of_people(self) -> list[Event]:
        """Return every act on who is who that stands, oldest first."""
        return [event for event in list(self._people) if self._stands(event)]

    def persons(self) -> person_acts.Persons:
        """Return who is who."""
        number = self.number
        if self._persons[0] != number:
            self._persons = (number, person_acts.Persons(self.of_people()) if self._people else self._persons[1])
        return self._persons[1]

    def speakers(self) -> list[Event]:
        """Return every correction of a speaker that stands, oldest first."""
        return [event for event in list(self._speakers) if self._stands(event)]

    def reviewers(self) -> set[str]:
        """Return the names of all who ever acted."""
        return set(self._reviewers)

    def last_of(self, reviewer: str) -> Event | None:
        """Return the reviewer's last act that stands: what the undo key undoes."""
        return next((event for event in reversed(self._reviewers.get(reviewer, ())) if self._stands(event)), None)

    def recent(self, since: datetime) -> list[Event]:
        """Return the standing acts done since then, newest first."""
        found = []
        for event in reversed(self._log):
            if event.decided_at < since:
                break
            if event.act != "undo" and self._stands(event):
                found.append(event)
        return found

    def wide(self) -> list[Event]:
        """Return the standing dismissals that reach beyond one sentence: the suppressions, oldest first."""
        reaches = [reach for reach in list(self._layers) if reach.check_code]
        found = [event for reach in reaches for event in self._standing(reach) if event.act == "dismiss"]
        return sorted(found, key=lambda event: event.number)

    def standing_events(self) -> list[Event]:
        """Return every act that has not been undone, oldest first."""
        return [event for event in self._log if event.act != "undo" and self._stands(event)]

    def _standing(self, reach: Reach) -> list[Event]:
        return [event for event in self._layers.get(reach, ()) if self._stands(event)]

    def _stands(self, event: Event) -> bool:
        return event.decision_id not in self._undone


def _last(events: Iterable[Event]) -> Event | None:
    found = list(events)
    return found[-1] if found else None


def state_of(event: Event | None) -> str:
    """Return the state that a standing act gives; what was put off is open again when its day has come."""
    if event is None or (event.act == "later" and event.due_at and event.due_at <= datetime.now(UTC)):
        return "open"
    return STATE_OF_ACT[event.act]
