"""An event as one table: an article a column, a figure, quotation or change a row, and the flags in their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.pages.cards import Card
    from review.stories.event import Line
    from review.stories.speakers import Saying, Speaker, Wording

Place = tuple[str, str, int, int]  # article, part, span
CHANGES = ("headline", "figure", "source", "quotation")


class Cell(NamedTuple):
    """What one article says in a row: figures, wordings or changes; `as_in` is the outlet that it copies it from."""

    found: list[Any]
    cards: list[Card]
    as_in: str = ""


class Row(NamedTuple):
    """One thing as each article has it."""

    title: str
    cells: list[Cell]
    speaker: Speaker | None = None
    saying: Saying | None = None


class Matrix(NamedTuple):
    """The rows by what they hold; `named` is who speaks in each article."""

    figures: list[Row]
    named: list[list[tuple[str, str]]]
    sayings: list[Row]
    changes: list[Row]


class Told(NamedTuple):
    """What the table is made of."""

    lines: list[Line]
    figures: list[dict[str, Any]]
    speakers: list[Speaker]
    changes: list[dict[str, Any]]
    cards: list[Card]


def matrix_of(told: Told) -> Matrix:
    """Return the table; each flag stands in the one cell that has its words, and in none where no cell has them."""
    asked: dict[str, list[Card]] = {"FG19": [], "FG20": [], "QT07": []}
    for card in told.cards:
        asked[card.flag["check_code"]].append(card)
    return Matrix(
        figures=_figures(told, asked["FG19"]),
        named=[_named(line, told) for line in told.lines],
        sayings=[row for speaker in told.speakers for row in _sayings(speaker, told.lines, asked["QT07"])],
        changes=_changes(told, asked["FG20"]),
    )


def _figures(told: Told, cards: list[Card]) -> list[Row]:
    """Return a row for each kind of figure, those that most outlets give first."""
    given: dict[str, set[str]] = {}
    for line in told.lines:
        for kind in line.figures:
            given.setdefault(kind, set()).add(line.article["outlet"])
    rows = []
    for kind in sorted(given, key=lambda kind: (-len(given[kind]), kind)):
        places = [_place(row) for row in told.figures if row["toll"] == kind]
        cells = []
        for line in told.lines:
            main = line.figures.get(kind)
            cells.append(Cell([main] if main else [], _among(cards, _here(line, places))))
        rows.append(Row(kind, cells))
    return rows


def _sayings(speaker: Speaker, lines: list[Line], cards: list[Card]) -> Iterator[Row]:
    """Yield a row for each thing that a speaker said; a copy that stands for itself says it as its first does."""
    for saying in speaker.sayings:
        cells = {}
        for line in lines:
            rows = [(one, row) for one in saying.wordings for row in one.rows if row["article_id"] in _ids(line)]
            places = [_place(row) for _, row in rows]
            cells[line.article["article_id"]] = Cell(_once(one for one, _ in rows), _among(cards, places))
        for line in lines:
            mine, first = cells[line.article["article_id"]], cells.get(line.article["copy_of"] or "")
            if first and first.found and not mine.found:
                origin = next(one.article for one in lines if one.article["article_id"] == line.article["copy_of"])
                cells[line.article["article_id"]] = mine._replace(as_in=origin["outlet"])
        yield Row(saying.wordings[0].words, list(cells.values()), speaker, saying)


def _once(wordings: Iterable[Wording]) -> list[Wording]:
    found: list[Wording] = []
    for one in wordings:
        if not any(one is other for other in found):
            found.append(one)
    return found


def _changes(told: Told, cards: list[Card]) -> list[Row]:
    """Return a row for each kind of thing that any article changed."""
    rows = []
    for kind in CHANGES:
        mine = [row for row in told.changes if row["kind"] == kind]
        cells = []
        for line in told.lines:
            found = [row for row in mine if row["url"] == line.article["url"]]
            spans = [row for row in found if row["after_start"] is not None]
            places = [(row["article_id"], row["part"], row["after_start"], row["after_end"]) for row in spans]
            cells.append(Cell(found, _among(cards, places)))
        if mine:
            rows.append(Row(kind, cells))
    return rows


def _named(line: Line, told: Told) -> list[tuple[str, str]]:
    """Return who is named as saying something in an article, each with their person's name where they are one."""
    quoted = {
        (speaker.name, speaker.person)
        for speaker in told.speakers
        for saying in speaker.sayings
        for wording in saying.wordings
        if speaker.name and any(row["article_id"] in _ids(line) for row in wording.rows)
    }
    names = {name for name, _ in quoted}
    mine = (row["source_name"] for row in told.figures if row["article_id"] == line.article["article_id"])
    return sorted(quoted) + [(name, "") for name in sorted({name for name in mine if name} - names)]


def _ids(line: Line) -> set[str]:
    return {line.article["article_id"], *(copy["article_id"] for copy in line.copies)}


def _here(line: Line, places: list[Place]) -> list[Place]:
    ids = _ids(line)
    return [place for place in places if place[0] in ids]


def _place(row: dict[str, Any]) -> Place:
    return row["article_id"], row["part"], row["span_start"], row["span_end"]


def _among(cards: list[Card], places: list[Place]) -> list[Card]:
    """Return the cards whose words stand at one of these places."""
    return [card for card in cards if any(_meets(card.flag, place) for place in places)]


def _meets(flag: dict[str, Any], place: Place) -> bool:
    article, part, start, end = place
    there = flag["article_id"] == article and flag["part"] == part
    return bool(there and flag["span_start"] < end and start < flag["span_end"])
