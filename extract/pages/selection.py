"""Which passages of a page trafilatura chose, and the element that holds the article."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from extract.pages.markup import Passage, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

CERTAIN = 20  # characters of a key that do not stand twice on a page by chance
LOOSE = 500  # texts that are no passage: each is looked for in every passage
MOST = 0.8  # of the chosen words lie in the article's element


def match(passages: Sequence[Passage], texts: Iterable[str]) -> list[int]:
    """Return the places of the passages that hold the chosen texts; of equal ones, those among most of the others."""
    keys = [key_of(passage.text) for passage in passages]
    whole = set(keys)
    wanted = Counter(key for text in texts for line in text.split("\n") if (key := key_of(line)))
    joined = "\x00".join(wanted)
    loose = [key for key in wanted if len(key) >= CERTAIN and key not in whole][:LOOSE]
    kept = [place for place, key in enumerate(keys) if key and _is_wanted(key, wanted, joined, loose)]
    return _without_copies(passages, kept, keys)


def _is_wanted(key: str, wanted: Counter[str], joined: str, loose: list[str]) -> bool:
    """Say whether a passage is one of the texts, a part of one, or holds some that stand nowhere else."""
    if key in wanted or (len(key) >= CERTAIN and key in joined):
        return True
    if len(key) <= CERTAIN:
        return False
    found = [part for part in loose if part in key]
    return any(key.startswith(part) for part in found) or 2 * sum(map(len, found)) >= len(key)


def _without_copies(passages: Sequence[Passage], kept: list[int], keys: list[str]) -> list[int]:
    """Leave out the copies that stand outside the article's element while the passage stands inside too."""
    inside = container(passages, kept)
    home = {keys[place] for place in kept if inside in passages[place].around}
    first: dict[str, int] = {}
    for place in kept:
        first.setdefault(keys[place], place)
    return [
        place
        for place in kept
        if inside in passages[place].around or (keys[place] not in home and first[keys[place]] == place)
    ]


def weights_of(passages: Sequence[Passage], kept: Iterable[int]) -> dict[HtmlElement, float]:
    """Return the share of the kept words that each element holds, the innermost elements last."""
    held: dict[HtmlElement, dict[str, int]] = {}
    for place in kept:
        text = passages[place].text
        for element in reversed(passages[place].around):
            held.setdefault(element, {})[text] = len(text)
    total = max((sum(words.values()) for words in held.values()), default=1)
    return {element: sum(words.values()) / total for element, words in held.items()}


def container(passages: Sequence[Passage], kept: Iterable[int]) -> HtmlElement | None:
    """Return the innermost element that holds most of the kept words."""
    kept = list(kept)
    weights = weights_of(passages, kept)
    enough = [element for element, weight in weights.items() if weight >= MOST]
    return max(enough, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)
