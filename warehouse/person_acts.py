"""What people at the desk say of names, as acts in the store of decisions: join and split; undo is another act.

A person's key is what one name has in common in every article. Two keys of one person are joined; where one name is
that of two persons, pages or spellings are split off. `claim_id` holds the key that the act is about, `sentence_id`
the one that things go to, `url` the page or `reason` the spelling that is split off, `comment` what tells the new
person apart. v1.person_acts shows them under those names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.records import stable_id
from warehouse.reviews import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from warehouse.ledger import Decision

SCOPE = "person"
JOIN, SPLIT = "join_people", "split_person"


def join(person: str, into: str, reviewer: str) -> Act:
    """Return the act that makes a person one with another."""
    return Act(act=JOIN, reviewer=reviewer, scope=SCOPE, claim_id=person, sentence_id=into)


def split(
    keys: Sequence[str], urls: Sequence[str], spellings: Sequence[str], *, name: str, reviewer: str, batch_id: str
) -> list[Act]:
    """Return the acts that make a person of their own of these pages and spellings; `batch_id` is fresh."""
    into = stable_id("person", batch_id, *urls, *spellings)
    places = [*((url, "") for url in urls), *(("", spelling) for spelling in spellings)]
    return [
        Act(
            act=SPLIT, reviewer=reviewer, scope=SCOPE, claim_id=key, sentence_id=into, url=url, reason=spelling,
            comment=name, batch_id=batch_id,
        )
        for key in keys
        for url, spelling in places
    ]  # fmt: skip


class Persons:
    """Who is who, as the acts that stand have it, oldest first."""

    def __init__(self, acts: Iterable[Act | Decision]) -> None:
        self._parts: dict[str, str] = {}
        self._urls: dict[tuple[str, str], str] = {}
        self._spellings: dict[tuple[str, str], str] = {}
        self.names: dict[str, str] = {}  # of those who were split off
        for act in acts:
            if act.act == JOIN:
                whole, part = self.root(act.sentence_id), self.root(act.claim_id)
                if whole != part:
                    self._parts[part] = whole
            elif act.url:
                self._urls[act.claim_id, act.url] = act.sentence_id
                self.names[act.sentence_id] = act.comment
            else:
                self._spellings[act.claim_id, act.reason] = act.sentence_id
                self.names[act.sentence_id] = act.comment

    def root(self, person: str) -> str:
        """Return the person that one is joined to now; nobody is a part of themselves, so that it ends."""
        while person in self._parts:
            person = self._parts[person]
        return person

    def of(self, key: str, url: str = "", spelling: str = "") -> str:
        """Return who is meant by a key in a page under a spelling."""
        return self.root(self._urls.get((key, url)) or self._spellings.get((key, spelling)) or key)

    def keys(self, person: str) -> list[str]:
        """Return the keys under which a person may stand; [] for one who was joined to another."""
        if self.root(person) != person:
            return []
        members = {person, *(part for part in self._parts if self.root(part) == person)}
        split_off = (*self._urls.items(), *self._spellings.items())
        return sorted(members - self.names.keys() | {key for (key, _), into in split_off if into in members})

    def divided(self, key: str) -> bool:
        """Whether some of what stands under a key is another person's."""
        return any(of == key for of, _ in (*self._urls, *self._spellings))
