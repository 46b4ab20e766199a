"""Who wrote a page, as it is printed: links to the author, elements named for one, the line that begins with "By"."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING

from extract.lexicon import load
from extract.pages.roles import EDGE, line_patterns
from extract.pages.surroundings import LONGEST as LONGEST_NAMES
from extract.pages.surroundings import bears

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

HOLDERS = ("a", "span", "div", "p", "address", "strong", "em", "cite", "h3", "h4", "h5", "li")
OUTSIDE = frozenset(("nav", "footer", "aside", "form"))
LEVELS = 6  # elements round a name that are asked what they are
LONGEST = 120  # code points of an element that holds names
NAME = 40  # code points of one
WORDS, SHORTEST = 5, 3  # of one, and its code points
NAMED_ONLY = 3  # the rank of an element that is only called one for an author's name: one word is none
SEVERAL = 4  # authors of one page: more names are of other stories
PARTS = re.compile(r"\s*(?:[,;&/]|\b(?:and|und|et|y|e)\b)\s*")
END = re.compile(r"\s*(?:[|•·–—(@<]|\s-\s|\b\d|\bon\b).*", re.DOTALL)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Bylines:
    """bylines.toml: what stands round the names of a by-line, as patterns."""

    named: tuple[str, ...]
    label: tuple[str, ...]
    no_name: tuple[str, ...]
    astray: tuple[str, ...]
    carded: tuple[str, ...]
    profile: tuple[str, ...]
    particle: tuple[str, ...]


_FOUND = load(Bylines, "bylines", "")
NAMED = re.compile("|".join(_FOUND.named), re.IGNORECASE)
LABEL = re.compile(rf"\s*(?:{'|'.join(_FOUND.label)})\b\s*:?\s*", re.IGNORECASE)
NO_NAME = re.compile("|".join(_FOUND.no_name), re.IGNORECASE)
CARDED = re.compile("|".join(_FOUND.carded), re.IGNORECASE)
PROFILE = re.compile("|".join(_FOUND.profile), re.IGNORECASE)
PARTICLE = re.compile("|".join(_FOUND.particle))
ASTRAY = re.compile("|".join(_FOUND.astray), re.IGNORECASE)


def printed_byline(tree: HtmlElement, lines: Iterable[str], elsewhere: Iterable[str]) -> str:
    """Return the names of a page's by-line, parted by commas.

    `lines` are those that stand near the headline, of which the first by-line counts; `elsewhere` the by-lines of the
    whole page, of which one counts that is the only one.
    """
    ranks: dict[int, dict[str, None]] = {}
    for element in tree.iter(*HOLDERS):
        rank = _rank(element)
        if rank and not is_astray(element.getparent()):
            is_sure = rank < NAMED_ONLY
            found = _names(short_text(element), is_sure=is_sure)
            ranks.setdefault(rank, {}).update(dict.fromkeys(name for name in found if is_sure or " " in name))
    for _, names in sorted(ranks.items()):
        if names:
            return ", ".join(list(names) if len(names) <= SEVERAL else list(names)[:1])
    only = set(elsewhere)
    line = next(filter(is_byline, lines), "") or ("" if len(only) > 1 else "".join(only))
    return ", ".join(list(_names(line))[:SEVERAL])


def people_in(byline: str) -> tuple[str, ...]:
    """Return the people of a by-line, one by one, without agencies and newsrooms."""
    agency = line_patterns()["agencies"]
    return tuple(dict.fromkeys(name for name in _names(byline) if not agency.fullmatch(name)))


def byline_at_top(lines: Iterable[str]) -> str:
    """Return the names of the by-line that one of the first lines of a draft is."""
    line = next(filter(is_byline, itertools.islice(lines, EDGE)), "")
    return ", ".join(itertools.islice(_names(line), SEVERAL))


def is_byline(line: str) -> bool:
    """Say whether a line says who wrote the page, and no more than that."""
    if len(line) > LONGEST or line.endswith(".") or not LABEL.match(line):
        return False
    return bool(line_patterns()["byline"].match(line)) and next(_names(line), None) is not None


def is_astray(element: HtmlElement | None) -> bool:
    """Say whether an element, or one of the nearest around it, is of other stories or of readers' words."""
    for _ in range(LEVELS):
        if element is None or element.tag == "body":
            return False
        names = (element.get("class") or "")[:LONGEST_NAMES]
        if (element.tag in OUTSIDE and not _closes_article(element)) or bears(names, ASTRAY):
            return True
        element = element.getparent()
    return False


def _closes_article(element: HtmlElement) -> bool:
    return element.tag == "footer" and next(element.iterancestors("article"), None) is not None


def short_text(element: HtmlElement) -> str:
    """Return the words of an element that may be a by-line, none where they are too many: boxes lie in boxes."""
    parts: list[str] = []
    for part in element.itertext():
        parts += part.split()
        if len(parts) > LONGEST // 2 or sum(map(len, parts)) > LONGEST:
            return ""
    return " ".join(parts)


def _rank(element: HtmlElement) -> int:
    """Return how sure it is that an element holds the author's name, 1 first; 0 where nothing says so."""
    given = dict(element.items())
    if "author" in given.get("rel", "").lower().split():
        return 1
    if "author" in given.get("itemprop", "").lower().split():
        return 2
    said = f"{given.get('class', '')} {given.get('id', '')}"
    if len(said) > 1 and bears(said[:LONGEST_NAMES], NAMED):
        return 2 if CARDED.search(said) or any(map(_is_profile, element.iter("a"))) else NAMED_ONLY
    return NAMED_ONLY + 1 if _is_profile(element) else 0


def _is_profile(element: HtmlElement) -> bool:
    """Say whether an element is a link to the page of an author."""
    return element.tag == "a" and bool(PROFILE.search(element.get("href") or ""))


def _names(text: str, *, is_sure: bool = False) -> Iterator[str]:
    """Yield the names in a by-line, without what stands before and behind them; a sure one may be a user's."""
    label = LABEL.match(text)
    text = END.sub("", text[label.end() :] if label else text)
    for part in PARTS.split(text):
        words = part.strip(" .:").split()
        name = " ".join(words)
        if not (1 <= len(words) <= WORDS and SHORTEST <= len(name) <= NAME) or NO_NAME.fullmatch(name):
            continue
        if any(word[0].islower() and not PARTICLE.fullmatch(word) for word in words) and not (
            is_sure and len(words) == 1
        ):
            return  # a role: "health correspondent"
        yield name
