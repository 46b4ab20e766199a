"""The article's body: the chosen stretches, the gaps between them filled, what leads elsewhere pruned."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from extract.pages.bylines import is_byline
from extract.pages.compose import Piece
from extract.pages.markup import Stretch, key_of
from extract.pages.published import is_stamp
from extract.pages.roles import EDGE, role_of_line
from extract.pages.selection import container, match, weights_of
from extract.pages.surroundings import (
    HEADINGS,
    KEY_POINT,
    PULLED,
    bears,
    is_caption,
    is_elsewhere,
    is_named,
    names_of,
    together,
    up_to,
)
from extract.pages.tables import role_of_row
from warehouse.terms import TABLE_ROWS, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.html import HtmlElement

TELLING = re.compile(r"\d|[\"“”„«»「」『』]")  # a figure or a quotation
PROSE_END = re.compile(r"[.!?…:;。！？][\"”’'»)\]」』]*$")
LINKED = 0.6  # of a stretch's words inside links: more leads elsewhere
ALL_LINKED = 0.75  # even a whole sentence leads elsewhere
LISTED = 0.45  # of a list's words
STOP = re.compile(r"[.!。！][\"”’'»)\]」』]*$")  # a link to another story has none
PROSE_WORDS, PROSE_LENGTH = 5, 30  # either makes prose: not every script parts its words
BOX, PULL = 600, 0.6  # letters of a box that repeats a line, and the share of its word triples that stand in the story
LINE = 20  # characters of a key: shorter lines may stand twice
KEPT = 0.6  # of the text that was found: less is said, or is a mistake
PARAGRAPHS = 3  # of an article that is the page's story, whatever else stands beside it
REPEATS = 3  # times the same line stands in an article before it is furniture


class Body(NamedTuple):
    """The pieces of the article in order, and the prose of its element that was left out."""

    pieces: list[Piece]
    places: list[int]
    holder: HtmlElement | None
    weights: dict[HtmlElement, float]
    left_out: list[str]
    astray: int  # letters that were found in streams of other stories


def read_body(stretches: Sequence[Stretch], texts: Sequence[str], headline: str, *, is_article: bool) -> Body:
    """Return the body; only on pages that declare themselves an article are gaps filled and stretches pruned."""
    matched = match(stretches, texts)
    chosen = _without_streams(stretches, matched)
    astray = letters_of(stretches[place].text for place in matched) - letters_of(
        stretches[place].text for place in chosen
    )
    holder = container(stretches, chosen)
    weights = together(weights_of(stretches, chosen))
    shown = {place: _role(stretches[place], holder) for place in chosen}
    lists = _link_lists(stretches)
    shown |= {place: Role.RELATED_LINK for place in shown if lists.intersection(stretches[place].around[:3])}
    if is_article and chosen:
        here = {place: role for place, role in shown.items() if not is_elsewhere(stretches[place], holder, weights)}
        if letters_of(stretches[place].text for place in here) >= KEPT * letters_of(
            stretches[place].text for place in shown
        ):
            shown = here  # what holds most of the text is the story, whatever its boxes are called
        shown |= _fill(stretches, shown, holder, weights)
    places = _without_furniture(stretches, shown, key_of(headline))
    places = _without_pulled(stretches, places, holder)
    last = len(places) - 1
    told = [place for order, place in enumerate(places) if not _is_imprint(stretches[place].text, order, last - order)]
    places = told or places
    _look_again(stretches, shown, places)
    left_out = [
        stretch.text
        for place, stretch in enumerate(stretches)
        if place not in shown and holder in stretch.around and _is_prose(stretch.text)
        if not is_elsewhere(stretch, holder, weights)
    ]
    return Body(
        [Piece(shown[place], stretches[place].text) for place in places], places, holder, weights, left_out, astray
    )


def _without_streams(stretches: Sequence[Stretch], chosen: list[int]) -> list[int]:
    """Return the places without lists beside the one article that has paragraphs: they are of other stories."""
    told: dict[HtmlElement, int] = {}
    for place in chosen:
        home = next((element for element in stretches[place].around if element.tag == "article"), None)
        if home is not None and stretches[place].element.tag == "p" and _is_prose(stretches[place].text):
            told[home] = told.get(home, 0) + 1
    if len(told) != 1 or max(told.values()) < PARAGRAPHS:
        return chosen
    (article,) = told
    return [place for place in chosen if article in stretches[place].around or not _is_listed(stretches[place])]


def _is_listed(stretch: Stretch) -> bool:
    return any(element.tag == "li" for element in stretch.around)


def _is_imprint(text: str, order: int, behind: int) -> bool:
    """Say whether a line says when, or at top or end by whom, the page was written: that is not its text."""
    is_credit = text.startswith("—")  # a post's, with its date
    return (is_stamp(text, is_top=order < EDGE) and not is_credit) or (min(order, behind) < EDGE and is_byline(text))


def letters_of(texts: Iterable[str]) -> int:
    """Return how long texts are together."""
    return sum(map(len, texts))


def _without_pulled(stretches: Sequence[Stretch], places: list[int], holder: HtmlElement | None) -> list[int]:
    """Return the places without the boxes that set a line of the story large again."""
    boxes: dict[HtmlElement, list[int]] = {}
    for place in places:
        named = [e for e in up_to(stretches[place], holder) if e.tag == "blockquote" or bears(names_of(e), PULLED)]
        if named:
            boxes.setdefault(named[-1], []).append(place)
    gone: set[int] = set()
    spread = Counter(gram for place in places for gram in _grams(stretches[place].text)) if boxes else Counter()
    for inside in boxes.values():
        longest = max((stretches[place].text for place in inside), key=len)
        own = Counter(gram for place in inside for gram in _grams(stretches[place].text))
        grams = _grams(longest)
        if (
            grams
            and sum(map(len, (stretches[place].text for place in inside))) < BOX
            and sum(spread[gram] > own[gram] for gram in grams) >= PULL * len(grams)
        ):
            gone.update(inside)
    return [place for place in places if place not in gone]


def _grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def _look_again(stretches: Sequence[Stretch], shown: dict[int, Role], places: list[int]) -> None:
    """Tell by-lines and dates at the edges from the story, and drop the headings of boxes that follow it."""
    for order, place in enumerate(places):
        if shown[place] is Role.BODY:
            shown[place] = role_of_line(stretches[place].text, order, len(places) - 1 - order)
    while places and (shown[places[-1]] is Role.SUBHEAD or stretches[places[-1]].text.endswith(":")):
        del places[-1]  # nothing follows that it could announce


def _without_furniture(stretches: Sequence[Stretch], shown: Mapping[int, Role], title: str) -> list[int]:
    """Return the places in order, without the headline, lines that stand again and again, and second copies."""
    keys = {place: key_of(stretches[place].text) for place in sorted(shown)}
    counted = Counter(keys.values())
    first: dict[str, int] = {}
    for place in sorted(keys, key=lambda place: (shown[place] is Role.CAPTION, place)):
        first.setdefault(keys[place], place)
    return [
        place
        for place, key in keys.items()
        if key != title
        and stretches[place].element.tag != "h1"
        and counted[key] < REPEATS
        and (first[key] == place or len(key) < LINE)
    ]


def _fill(
    stretches: Sequence[Stretch],
    shown: Mapping[int, Role],
    holder: HtmlElement | None,
    weights: Mapping[HtmlElement, float],
) -> dict[int, Role]:
    """Return what stands between the chosen stretches, or beside them, and was left out by mistake."""
    inside = sorted(place for place in shown if holder in stretches[place].around)
    if not inside:
        return {}
    parents = {element for place in inside for element in stretches[place].around[1:2]}
    found: dict[int, Role] = {}
    for place, stretch in enumerate(stretches):
        between = inside[0] < place < inside[-1]
        beside = any(element in parents for element in stretch.around[1 : 4 if stretch.tabular else 2])
        if place in shown or holder not in stretch.around or not (between or beside):
            continue
        role = _role(stretch, holder)
        if role in {Role.RELATED_LINK, Role.FURNITURE} or is_elsewhere(stretch, holder, weights):
            continue
        prose = (stretch.linked <= LINKED or (between and _is_told(stretch))) and _is_prose(stretch.text)
        whole = role in TABLE_ROWS or (between and role in {Role.CAPTION, Role.SUBHEAD})
        if whole or (prose and role is not Role.CAPTION):
            found[place] = role
    return found


def _is_prose(text: str) -> bool:
    return bool(PROSE_END.search(text)) and (len(text.split()) >= PROSE_WORDS or len(text) >= PROSE_LENGTH)


def _role(stretch: Stretch, holder: HtmlElement | None) -> Role:
    if row := role_of_row(stretch):
        return row
    if is_caption(stretch, holder):
        return Role.CAPTION
    if (line := role_of_line(stretch.text)) is not Role.BODY:
        return line
    if _leads_elsewhere(stretch):
        return Role.RELATED_LINK
    return _role_of_tags(stretch)


def _leads_elsewhere(stretch: Stretch) -> bool:
    """Say whether most of a stretch is a link: a line leads elsewhere sooner than a sentence, a told one never."""
    return not _is_told(stretch) and stretch.linked > (ALL_LINKED if _is_prose(stretch.text) else LINKED)


def _is_told(stretch: Stretch) -> bool:
    """Say whether a stretch is a paragraph of whole sentences, whatever is a link in it."""
    if stretch.element.tag != "p" or not STOP.search(stretch.text) or not _is_prose(stretch.text):
        return False
    return next(stretch.element.iterancestors("a"), None) is None  # a link round a paragraph is a teaser


def _link_lists(stretches: Sequence[Stretch]) -> set[HtmlElement]:
    """Return the lists whose items are links for the most part: a list of other stories."""
    words: dict[HtmlElement, float] = {}
    linked: dict[HtmlElement, float] = {}
    for stretch in stretches:
        for element in stretch.around[:3]:
            if element.tag in {"ul", "ol"}:
                words[element] = words.get(element, 0) + len(stretch.text)
                linked[element] = linked.get(element, 0) + stretch.linked * len(stretch.text)
    return {element for element, length in words.items() if linked[element] >= LISTED * length}


def _role_of_tags(stretch: Stretch) -> Role:
    tags = [element.tag for element in stretch.around[:3]]
    if tags[0] in HEADINGS:
        return Role.SUBHEAD
    if "li" in tags:
        return Role.KEY_POINT if is_named(stretch, KEY_POINT, 4) else Role.LIST_ITEM
    return Role.BODY
