"""The day of a page that declares none: htmldate's find, where the mark-up or a line beside the story bears it out.

htmldate knows more places than ours, and guesses more: the year of a copyright is a first of January to it, a day in a
sentence may be of anything, and of 03/04/2026 it takes one reading. What nothing else on the page says is no day here.
"""

from __future__ import annotations

import copy
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from htmldate import find_date

from extract.pages.published import spelled_days, time_of
from extract.pages.teasers import homes_of, is_of_other

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from extract.pages.markup import Stretch
    from extract.pages.metadata import Declared

LINE = 120  # letters of a line that may print the day
VALUE = 200  # letters of an attribute that may
MOST = 8_000  # elements, above which htmldate is not to try every text: each may cost it half a millisecond
CENTURY = "(?:19|20|21)"
FIGURES = re.compile(  # of a whole day
    rf"(?<!\d){CENTURY}\d\d(?:[-/.]\d\d?[-/.]\d|\d{{4}}(?!\d))|"
    rf"(?<!\d)\d\d?(?:\.\s?\d\d?\.\s?(?:{CENTURY}\d\d|\d\d)|[-/]\d\d?[-/]{CENTURY}\d\d)(?!\d)"
)
LATEST = "2199-12-31"  # htmldate's own bound is today: the same page would be read otherwise tomorrow


def undeclared_day(
    tree: HtmlElement, url: str, stretches: Sequence[Stretch], declared: Declared, fetched_at: datetime | None
) -> datetime | None:
    """Return the midnight of the day that htmldate finds on a page and the page bears out.

    The day of a change that the page declares is the story's only where it is printed too.
    """
    printed = "\n".join((url, *_lines(stretches)))
    words = "\n".join((printed, *_marked(tree)))
    if not FIGURES.search(words) and next(spelled_days(words), None) is None:
        return None  # htmldate would look long for a day that nothing bears out
    latest = fetched_at.date().isoformat() if fetched_at else LATEST
    found = find_date(
        _without_teasers(tree),
        url=url or None,
        original_date=True,
        max_date=latest,
        extensive_search=tree.xpath("count(//*)") <= MOST,
    )
    day = date.fromisoformat(found) if found else None
    if day is None:
        return None
    is_change = declared.modified_at is not None and declared.modified_at.date() == day
    if not _is_borne_out(printed if is_change else words, day, declared.locale):
        return None
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _without_teasers(tree: HtmlElement) -> HtmlElement:
    """Return the tree without the times of other stories: htmldate takes the oldest of all."""
    homes = homes_of(tree)
    if not any(is_of_other(element, homes) for element in tree.iter("time")):
        return tree
    tree = copy.deepcopy(tree)
    homes = homes_of(tree)
    for element in [element for element in tree.iter("time") if is_of_other(element, homes)]:
        element.drop_tree()
    return tree


def _lines(stretches: Sequence[Stretch]) -> list[str]:
    """Return the lines that are no sentences."""
    return [stretch.text for stretch in stretches if len(stretch.text) < LINE and not stretch.text.endswith(".")]


def _marked(tree: HtmlElement) -> list[str]:
    """Return what the mark-up and its scripts say."""
    return [*(value for value in tree.xpath("//@*") if len(value) < VALUE), *tree.xpath("//script/text()")]


def _is_borne_out(words: str, day: date, locale: str) -> bool:
    """Say whether the words name the day as a machine does, in figures that can be read one way, or spelled out."""
    year, month, number = day.year, f"0?{day.month}", f"0?{day.day}"
    plain = (
        rf"(?<!\d)(?:{year}(?P<sign>[-/.]){month}(?P=sign){number}|{day:%Y%m%d}|"
        rf"{number}\.\s?{month}\.\s?(?:{year}|{day:%y}))(?!\d)"
    )
    if re.search(plain, words):
        return True
    figures = rf"(?<!\d)(?:{number}(?P<one>[-/]){month}(?P=one)|{month}(?P<other>[-/]){number}(?P=other)){year}(?!\d)"
    told = (time_of(written, locale) for written in {match[0] for match in re.finditer(figures, words)})
    return any(when is not None and when.date() == day for when in (*told, *spelled_days(words)))
