"""The standfirst as it is printed on the page: between the headline and the story, under one of many names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.pages.markup import Stretch, key_of
from extract.pages.roles import role_of_line
from extract.pages.surroundings import HEADINGS, KEY_POINT, MUCH, STANDFIRST, is_caption, is_elsewhere, is_named
from warehouse.terms import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.pages.body import Body
    from extract.pages.metadata import Declared

REACH = 40  # stretches below the headline: by-line, date, picture and share buttons stand between
SHORTEST, LONGEST = 20, 700  # characters of a standfirst
SAME = 40  # leading characters of a key that make a description the stretch's: descriptions are often cut
ENOUGH = 2  # points
NAMED = 2  # points of a stretch whose own element bears a standfirst's name
CLOSE = 3  # stretches below the headline
LINKED = 0.6  # of the words inside links
PROSE_END = re.compile(r"[.!?…。！？][\"”’'»)\]」』]*$")


class Top(NamedTuple):
    """What stands above the story: the places of the printed headline, of the standfirst and of key points."""

    headline: int | None
    standfirst: list[int]
    key_points: list[int]
    captions: list[int]  # of the picture above the story, where that stands outside the story's element


class _View(NamedTuple):
    """What a stretch is judged by."""

    stretches: Sequence[Stretch]
    body: Body
    declared: Declared
    top: int  # place of the headline
    first: int  # place of the story's first paragraph


def read_top(stretches: Sequence[Stretch], body: Body, declared: Declared) -> Top:
    """Return what stands between the headline and the story; a page need not have any of it."""
    first = _first_paragraph(stretches, body)
    top = _headline_place(stretches, body, first, declared)
    if top is None:
        return Top(None, [], [], [])
    view = _View(stretches, body, declared, top, first)
    return Top(top, _standfirst(view), _key_points(view), _captions(view))


def _standfirst(view: _View) -> list[int]:
    reach = range(view.top + 1, min(view.first + 1, view.top + 1 + REACH, len(view.stretches)))
    scores = {place: score for place in reach if (score := _score(view, place)) >= ENOUGH}
    if not scores:
        return []
    head = max(scores, key=lambda place: (scores[place], -place))
    return [place for place in reach if place == head or _goes_with(view, head, place)]


def _key_points(view: _View) -> list[int]:
    """Return the places of the listed key points that are not in the body yet."""
    return [
        place
        for place in range(view.top + 1, min(view.first, len(view.stretches)))
        if place not in view.body.places
        and any(element.tag == "li" for element in view.stretches[place].around[:2])
        and is_named(view.stretches[place], KEY_POINT, 4)
        and PROSE_END.search(view.stretches[place].text)
    ]


def _captions(view: _View) -> list[int]:
    """Return the places of captions between the headline and the story that are not in the body yet."""
    said = {key_of(piece.text) for piece in view.body.pieces}
    return [
        place
        for place in range(view.top + 1, min(view.first, len(view.stretches)))
        if place not in view.body.places
        and any(element.tag == "figcaption" for element in view.stretches[place].around)
        and PROSE_END.search(view.stretches[place].text)
        and key_of(view.stretches[place].text) not in said
        and not is_elsewhere(view.stretches[place], view.body.holder, view.body.weights)
    ]


def _first_paragraph(stretches: Sequence[Stretch], body: Body) -> int:
    """Return the place of the first stretch that stands as the story's paragraphs do."""
    pairs = zip(body.places, body.pieces, strict=True)
    inside = (place for place, piece in pairs if piece.role is Role.BODY and body.holder in stretches[place].around)
    return next(inside, len(stretches))


def _headline_place(stretches: Sequence[Stretch], body: Body, first: int, declared: Declared) -> int | None:
    """Return the last headline above the story: the declared one, else another of its wordings, else an h1."""
    titles = [key_of(headline) for headline in declared.headlines]
    ranks = {}
    for place, stretch in enumerate(stretches[:first]):
        key, is_top = key_of(stretch.text), stretch.element.tag == "h1"
        if (
            (key in titles or is_top)
            and stretch.linked <= LINKED
            and not is_elsewhere(stretch, body.holder, body.weights)
        ):
            ranks[place] = (key in titles[:1], key in titles and is_top, key in titles, place)
    return max(ranks, key=lambda place: ranks[place], default=None)


def _score(view: _View, place: int) -> int:
    """Return how much speaks for a stretch; the story's own first paragraph must bear the name."""
    stretch = view.stretches[place]
    if not _fits(view, stretch):
        return 0
    named = 2 * is_named(stretch, STANDFIRST, 1) or int(is_named(stretch, STANDFIRST, 2))
    described = 3 * any(_same(stretch.text, words) for words in view.declared.descriptions)
    if place == view.first:
        return named + described if named == NAMED or (described and not _among_paragraphs(view, place)) else 0
    astray = named < NAMED and is_elsewhere(stretch, view.body.holder, view.body.weights)
    if is_caption(stretch, view.body.holder) or (not described and (astray or _is_pictured(view, stretch))):
        return 0
    prose = bool(PROSE_END.search(stretch.text)) or stretch.element.tag in HEADINGS
    return named + described + prose + _is_near(view, place)


def _fits(view: _View, stretch: Stretch) -> bool:
    shortest = SHORTEST // 2 if _is_dense(stretch.text) else SHORTEST
    if not shortest <= len(stretch.text) <= LONGEST or stretch.linked > LINKED:
        return False
    return role_of_line(stretch.text, 0) is Role.BODY and key_of(stretch.text) != key_of(view.stretches[view.top].text)


def _is_near(view: _View, place: int) -> bool:
    """Say whether the stretch stands right below the headline, or in the headline's own box."""
    around = set(view.stretches[view.top].around)
    shared = next((element for element in view.stretches[place].around if element in around), None)
    return place - view.top <= CLOSE or view.body.weights.get(shared, 0) < MUCH


def _is_pictured(view: _View, stretch: Stretch) -> bool:
    """Say whether the stretch's box, that the headline is not in, shows a picture: then it is a caption."""
    headline = view.stretches[view.top].around
    boxes = [
        element
        for element in stretch.around[:3]
        if element not in headline and view.body.weights.get(element, 0) < MUCH
    ]
    return any(next(box.iter("img", "picture", "video"), None) is not None for box in boxes)


def _goes_with(view: _View, head: int, place: int) -> bool:
    """Say whether a stretch is another line of the same standfirst: a sibling of the same make."""
    ours, other = view.stretches[head], view.stretches[place]
    alike = ours.element.tag == other.element.tag and ours.element.get("class") == other.element.get("class")
    named = (
        is_named(ours, STANDFIRST, 2)
        and view.body.weights.get(ours.around[1] if ours.around[1:] else ours.element, 0) < MUCH
    )
    return alike and named and ours.around[1:2] == other.around[1:2] and _fits(view, other)


def _is_dense(text: str) -> bool:
    """Say whether the text is in a script that needs fewer characters for a sentence."""
    return any("\u3040" <= letter <= "\ud7a3" for letter in text)


def _same(text: str, description: str) -> bool:
    ours, theirs = key_of(text), key_of(description)
    shorter = min(len(ours), len(theirs), SAME)
    return shorter >= SHORTEST and (ours[:shorter] == theirs[:shorter] or (shorter == SAME and ours[:60] in theirs))


def _among_paragraphs(view: _View, place: int) -> bool:
    """Say whether the next paragraphs of the story stand exactly as this one does: then it is one of them."""
    ours = view.stretches[place]
    later = [view.stretches[other] for other in view.body.places if other > place][:3]
    return any(other.around[1:2] == ours.around[1:2] and other.element.tag == ours.element.tag for other in later)
