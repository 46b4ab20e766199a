"""The desk itself: the published copy, the live decisions over it, and the acts of its reviewers."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from review.copy.published import Copy, Shelf
from review.decisions.in_force import Decisions
from review.vocabulary import REASONS, SCOPES
from warehouse.coverage import STATE_OF_ACT
from warehouse.reviews import Act, open_reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from review.decisions.in_force import Place
    from review.settings import Settings
    from warehouse.reviews import Event

CATCH_UP_EVERY = 1.0  # seconds between two looks at what other desks appended
LARGEST_BATCH = 10_000
LONGEST_SENTENCE = 4_000  # characters that an act remembers


class ConflictError(Exception):
    """Somebody else decided first; `first` is what they did, None when they undid it."""

    def __init__(self, first: Event | None) -> None:
        super().__init__("Somebody decided on this flag after you opened it.")
        self.first = first


class RefusedError(Exception):
    """The act cannot be done; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a reviewer chose for a flag; `seen` is the decision shown when they chose, "" where none was."""

    act: str
    reason: str = ""
    scope: str = "place"
    comment: str = ""
    due_at: datetime | None = None
    assignee: str = ""
    seen: str | None = None


class Desk:
    """One home folder's desk; every method may be called from any thread. `serving=False` is for a single look."""

    def __init__(self, home: Path, settings: Settings, *, serving: bool = True) -> None:
        home = home.resolve()  # `--home copydesk-data` is relative, and SQLite's addresses are not
        self.home, self.settings = home, settings
        self.store = open_reviews(home, settings.reviews_url)
        self.decisions = Decisions()
        self.decisions.apply(self.store.events())
        self._lock = threading.RLock()
        self._caught_up_at = time.monotonic()
        self._shelf = Shelf(home, self.decisions, self._lock, serving=serving)

    def warm(self) -> None:
        """Make the board, and read one article, before the first reviewer waits for it."""
        copy = self._shelf.newest()
        if copy and len(copy.board):
            copy.article(copy.board.article_id(0))

    def copy(self) -> Copy | None:
        """Return the newest published copy with every decision laid over it, None when nothing was ever published."""
        copy = self._shelf.newest()
        if time.monotonic() - self._caught_up_at > CATCH_UP_EVERY:
            with self._lock:
                self._take(self.store.events(self.decisions.number))
                self._caught_up_at = time.monotonic()
        return copy

    def copy_name(self) -> str:
        """Return the name of the copy that pages are made of now, "" where nothing was ever published."""
        copy = self.copy()
        return copy.name if copy else ""

    def decide(self, copy: Copy, flag_id: str, reviewer: str, choice: Choice) -> Event:
        """Append the choice and return it as stored; raises ConflictError, or RefusedError with the mend."""
        _look(choice)
        subject = self.subject(copy, flag_id)
        place = copy.board.place(subject["row"])
        act = _act(subject, place, reviewer, choice)
        with self._lock:
            with self.store.writing() as writer:
                self._take(writer.since(self.decisions.number))
                first = self.decisions.of(place)
                stale = choice.seen is not None and choice.seen != (first.decision_id if first else "")
                if choice.act in STATE_OF_ACT and stale:
                    raise ConflictError(first)
                events = writer.append([act])
            self._take(events)
        return events[0]

    def decide_all(self, copy: Copy, flag_ids: Sequence[str], reviewer: str, choice: Choice) -> str:
        """Append one choice for many flags in one transaction and return the batch's id."""
        _look(choice)
        if len(flag_ids) > LARGEST_BATCH:
            raise RefusedError(f"A batch holds at most {LARGEST_BATCH:,} flags: narrow the view first.")
        batch_id = f"batch-{secrets.token_hex(8)}"
        subjects = self.subjects(copy, flag_ids)
        acts = [_act(subject, copy.board.place(subject["row"]), reviewer, choice) for subject in subjects]
        self._append([replace(act, batch_id=batch_id) for act in acts])
        return batch_id

    def undo(self, reviewer: str, undoes: str, *, others: bool = False) -> list[Event]:
        """Undo one act, or all of a batch, as one; only an editor undoes what others did."""
        targets = [event for event in self.decisions.targets(undoes) if not self.decisions.undone(event)]
        if not targets:
            raise RefusedError("There is nothing to undo: it was undone already.")
        if not others and any(event.reviewer != reviewer for event in targets):
            raise RefusedError(f"{targets[0].reviewer} did this: ask them, or an editor, to undo it.")
        batch_id = f"undo-{secrets.token_hex(8)}" if len(targets) > 1 else ""
        same = ("flag_id", "claim_id", "sentence_id", "check_code", "url", "outlet", "scope", "memory", "sentence")
        self._append(
            [
                Act(
                    act="undo",
                    reviewer=reviewer,
                    undoes=event.decision_id,
                    batch_id=batch_id,
                    **{name: getattr(event, name) for name in same},
                )
                for event in targets
            ]
        )
        return targets

    def record(self, act: Act, look: Callable[[], None] | None = None) -> Event:
        """Append an act that is about a page or a claim; `look` may refuse it, knowing what others did by then."""
        return self._append([act], look)[0]

    def regroup(self, acts: list[Act]) -> list[Event]:
        """Append acts on which articles tell of one event, together."""
        return self._append(acts)

    def subject(self, copy: Copy, flag_id: str) -> dict[str, Any]:
        """Return the flag with its sentence and page; raises RefusedError when the copy has no such flag."""
        found = self.subjects(copy, [flag_id])
        if not found:
            raise RefusedError("This flag is gone: the page or the check has changed. Go back to the queue.")
        return found[0]

    def subjects(self, copy: Copy, flag_ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the flags that the copy has, in the order asked for, each with its `row` on the board."""
        rows = {flag_id: row for flag_id in flag_ids if (row := copy.board.row(flag_id)) is not None}
        found = copy.index.subjects(list(rows))
        return [found[flag_id] | {"row": row} for flag_id, row in rows.items() if flag_id in found]

    def close(self) -> None:
        """Close the stores."""
        self._shelf.close()
        self.store.close()

    def _append(self, acts: list[Act], look: Callable[[], None] | None = None) -> list[Event]:
        with self._lock:
            with self.store.writing() as writer:
                self._take(writer.since(self.decisions.number))
                if look:
                    look()
                events = writer.append(acts)
            self._take(events)
        return events

    def _take(self, events: list[Event]) -> None:
        if events:
            reaches = self.decisions.apply(events)
            copy = self._shelf.newest()
            if copy:
                copy.board.apply(dict.fromkeys(reaches))


def _act(subject: dict[str, Any], place: Place, reviewer: str, choice: Choice) -> Act:
    return Act(
        act=choice.act,
        reviewer=reviewer,
        flag_id=place.flag_id,
        claim_id=subject["claim_id"],
        sentence_id=subject["sentence_id"],
        check_code=place.check_code,
        url=subject["url"],
        outlet=place.outlet,
        reason=choice.reason,
        scope=choice.scope,
        comment=choice.comment,
        due_at=choice.due_at,
        assignee=choice.assignee,
        memory=place.memory,
        sentence=subject["sentence"][:LONGEST_SENTENCE],
    )


def _look(choice: Choice) -> None:
    if choice.scope not in SCOPES:
        raise RefusedError("Choose what the decision covers.")
    if choice.act in ("confirm", "dismiss") and choice.reason not in REASONS:
        raise RefusedError("Choose a reason.")
    if choice.reason == "other" and not choice.comment.strip():
        raise RefusedError("Say in a few words which other reason it is.")
    if choice.act == "later" and choice.due_at is None:
        raise RefusedError("Choose the day on which the flag is to come back.")
    if choice.act in ("note", "asked", "answered", "corrected") and not choice.comment.strip():
        raise RefusedError("Write a few words.")


def published_copy(desk: Desk) -> Copy:
    """Return the newest copy; raises RefusedError when nothing is published."""
    copy = desk.copy()
    if copy is None:
        raise RefusedError("Nothing is published yet: run `copydesk run` first.")
    return copy
