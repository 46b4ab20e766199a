"""The page of a person: what they are quoted as saying, the figures they gave, and where articles differ on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from review.copy import people
from review.pages.ledger import of_what, reading
from review.pages.queue import queue_rows
from review.stories.speakers import speakers_in
from warehouse.corrections import CORRECT, told_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.copy.people import Head, Spelled
    from review.copy.published import Copy
    from review.desk import Desk
    from review.pages.queue import QueueRow
    from review.stories.speakers import Saying
    from warehouse.corrections import Correction
    from warehouse.person_acts import Persons

PAGE = 40  # statements or figures on a page
COMPARED = 400  # of the newest figures of a person that are held against each other
WORDED = 120  # of the newest quotations whose wordings are
LOOKED_AT = 200  # open flags of their articles, those next in the queue
MOST_FLAGS = 12
WORDINGS = "QT07"  # the check that holds wordings of one quotation against each other
MOST_CLASHES = 12


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much is known of a person; `more` where only the newest are counted."""

    statements: int
    figures: int
    articles: int
    outlets: int
    more: bool


@dataclass(frozen=True, slots=True)
class PersonView:
    """Everything that a person's page shows."""

    person: str
    name: str
    spellings: list[Spelled]
    numbers: Numbers
    flags: list[QueueRow]
    clashes: list[tuple[int, list[dict[str, Any]]]]  # how many figures differ, and the newest of them
    wordings: list[Saying]
    statements: list[dict[str, Any]]
    figures: list[dict[str, Any]]
    corrected: list[Correction]
    page: int
    pages: int

    @property
    def also(self) -> list[str]:
        """The other spellings of the name."""
        return [one.spelling for one in self.spellings if one.spelling != self.name]


def person_view(desk: Desk, copy: Copy, person: str, page: int) -> PersonView | None:
    """Return what the page of this person shows, None when the copy has nobody of that key."""
    persons = desk.decisions.persons()
    keys = persons.keys(person)
    if not keys:
        return None
    with people.reading(copy, keys) as connection:
        told = _own(people.heads(connection, "statements", keys), persons, person)
        given = _own(people.heads(connection, "figures", keys), persons, person)
        spelled = _spellings(people.spellings(connection, keys), persons, person, [*told, *given])
        shown = slice((page - 1) * PAGE, page * PAGE)
        statements = people.said(connection, "statements", told[shown])
        figures = people.said(connection, "figures", given[shown])
        newest = people.said(connection, "figures", given[:COMPARED])
        heard = people.said(connection, "statements", told[:WORDED])
    if not spelled:
        return None
    flagged = _flagged(desk, copy, [*heard, *newest])
    for row in statements:
        _show_correction(desk, row)
    return PersonView(
        person=person,
        name=persons.names.get(person) or spelled[0].spelling,
        spellings=spelled,
        numbers=_numbers(told, given),
        flags=queue_rows(desk, copy, np.array([flag["row"] for flag in flagged[:MOST_FLAGS]], np.int64)),
        clashes=[(len(rows), [_in_words(row | {"reads": []}) for row in rows[:PAGE]]) for rows in clashes_in(newest)],
        wordings=_wordings([row for row in heard if row["kind"] == "quotation"], flagged),
        statements=statements,
        figures=[_in_words(row) for row in figures],
        corrected=_said_by_correction(desk, {one.spelling.casefold() for one in spelled}) if page == 1 else [],
        page=page,
        pages=max(1, -(-max(len(told), len(given)) // PAGE)),
    )


def _own(found: list[Head], persons: Persons, person: str) -> list[Head]:
    """Return what is this person's of what stands under their keys, as much as is ever counted."""
    divided = {key: persons.divided(key) for key in {head.person_key for head in found}}
    return [
        head
        for head in found
        if not divided[head.person_key] or persons.of(head.person_key, head.url, head.spelling) == person
    ][: people.MOST_SAID]


def _spellings(every: list[Spelled], persons: Persons, person: str, own: Sequence[Head]) -> list[Spelled]:
    """Return the spellings of a person: of a key that is shared, those that stand in what is theirs."""
    if not any(persons.divided(one.person_key) for one in every):
        return every
    mine = {(head.person_key, head.spelling) for head in own}
    kept = [one for one in every if not persons.divided(one.person_key) or (one.person_key, one.spelling) in mine]
    return kept if kept or person not in persons.names else every


def _numbers(told: list[Head], given: list[Head]) -> Numbers:
    every = [*told, *given]
    return Numbers(
        statements=len(told),
        figures=len(given),
        articles=len({head.article_id for head in every}),
        outlets=len({head.outlet for head in every}),
        more=max(len(told), len(given)) >= people.MOST_SAID,
    )


def clashes_in(figures: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return the figures of one thing that differ between articles, newest first; those of one article are its own."""
    things: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in figures:
        if not (row["counted"] or row["event"]) or row["copy_of"]:
            continue
        named = (_plain(row[name]) for name in ("counted", "event", "place"))
        exact = (row[name] for name in ("dimension", "unit", "change", "time_start", "time_end"))
        things.setdefault((*named, *exact), []).append(row)
    found = []
    for rows in things.values():
        values: dict[tuple[str | None, str | None], dict[str, Any]] = {}
        for row in rows:
            values.setdefault((row["low"], row["high"]), row)
        firsts = list(values.values())
        if any(_apart(one, other) for at, one in enumerate(firsts) for other in firsts[:at]):
            found.append(firsts)
    return found[:MOST_CLASHES]


def _plain(words: str | None) -> str:
    return (words or "").casefold()


def _apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two figures of different pages cannot both be right, as they are bounded."""
    low, high = _bounds(one)
    low_other, high_other = _bounds(other)
    return bool(one["url"] != other["url"] and (high < low_other or high_other < low))


def _bounds(row: dict[str, Any]) -> tuple[Decimal, Decimal]:
    low, high = row["low"], row["high"]
    return Decimal(low if low is not None else "-Infinity"), Decimal(high if high is not None else "Infinity")


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    """Return a figure with what it was read as, and of what."""
    typed = row | {name: Decimal(row[name]) for name in ("value", "low", "high") if row[name] is not None}
    return row | {"reading": reading(typed), "of": of_what(row)}


def _wordings(quoted: list[dict[str, Any]], flagged: list[dict[str, Any]]) -> list[Saying]:
    """Return the quotations that articles word in more than one way, those that a check asks about among them."""
    if not quoted:
        return []
    same = [row | {"source_name": ""} for row in quoted if not row["copy_of"]]
    asked = [flag for flag in flagged if flag["check_code"] == WORDINGS]
    return [saying for one in speakers_in(same, asked) for saying in one.sayings if len(saying.wordings) > 1]


def _flagged(desk: Desk, copy: Copy, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the open flags on words that a person is named for, those next in the queue first."""
    board, spans = copy.board, dict[str, list[dict[str, Any]]]()
    for row in rows:
        spans.setdefault(row["article_id"], []).append(row)
    states = board.states(datetime.now(UTC).timestamp())
    there = [at for article_id in spans for at in board.rows_of(article_id) if states[at] == 0]
    ranks = board.ranks("next") if there else np.zeros(0, np.int32)
    first = sorted(there, key=lambda at: int(ranks[at]))[:LOOKED_AT]
    flags = desk.subjects(copy, [board.flag_id(at) for at in first])
    return [flag for flag in flags if any(_meets(flag, row) for row in spans[flag["article_id"]])]


def _meets(flag: dict[str, Any], row: dict[str, Any]) -> bool:
    same = flag["part"] == row["part"]
    return bool(same and flag["span_start"] < row["span_end"] and row["span_start"] < flag["span_end"])


def _show_correction(desk: Desk, row: dict[str, Any]) -> None:
    """Note on a statement who said it instead, where somebody corrected that since the copy was published."""
    row["now"] = ""
    for event in desk.decisions.of_url(row["url"]):
        if event.act == CORRECT and event.reason == "speaker" and event.sentence_id == row["sentence_id"]:
            said = told_by(event)
            if not desk.decisions.undone(event) and said.value != row["spelling"]:
                row["now"] = said.value


def _said_by_correction(desk: Desk, spelled: set[str]) -> list[Correction]:
    """Return what people say that this person said, since the machine read it otherwise."""
    found = [told_by(event) for event in desk.decisions.speakers()]
    return [one for one in found if one.value.casefold() in spelled][-PAGE:]
