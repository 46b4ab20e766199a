"""Which stretches of a page trafilatura chose, and the element that holds the article."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from extract.pages.markup import Stretch, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

CERTAIN = 20  # characters of a key that do not stand twice on a page by chance
LOOSE = 500  # texts that are no stretch: each is looked for in every stretch
MOST = 0.8  # of the chosen words lie in the article's element


def match(stretches: Sequence[Stretch], texts: Sequence[str]) -> list[int]:
    """Return the places of the stretches that hold the chosen texts; of equal ones, those among most of the others."""
    keys = [key_of(stretch.text) for stretch in stretches]
    whole = set(keys)
    wanted = Counter(key for text in texts for line in text.split("\n") if (key := key_of(line)))
    joined = "\x00".join(dict.fromkeys(map(key_of, texts)))
    loose = [key for key in wanted if len(key) >= CERTAIN and key not in whole][:LOOSE]
    kept = [place for place, key in enumerate(keys) if key and _is_wanted(key, wanted, joined, loose)]
    return _without_copies(stretches, kept, keys)


def _is_wanted(key: str, wanted: Counter[str], joined: str, loose: list[str]) -> bool:
    """Say whether a stretch is one of the texts, a part of one, or holds some that stand nowhere else."""
    if key in wanted or (len(key) >= CERTAIN and key in joined):
        return True
    if len(key) <= CERTAIN:
        return False
    found = [part for part in loose if part in key]
    return any(key.startswith(part) for part in found) or 2 * sum(map(len, found)) >= len(key)


def _without_copies(stretches: Sequence[Stretch], kept: list[int], keys: list[str]) -> list[int]:
    """Leave out the copies that stand outside the article's element while the stretch stands inside too."""
    inside = container(stretches, kept)
    home = {keys[place] for place in kept if inside in stretches[place].around}
    first: dict[str, int] = {}
    for place in kept:
        first.setdefault(keys[place], place)
    return [
        place
        for place in kept
        if inside in stretches[place].around or (keys[place] not in home and first[keys[place]] == place)
    ]


def weights_of(stretches: Sequence[Stretch], kept: Iterable[int]) -> dict[HtmlElement, float]:
    """Return the share of the kept words that each element holds, the innermost elements last."""
    held: dict[HtmlElement, dict[str, int]] = {}
    for place in kept:
        text = stretches[place].text
        for element in reversed(stretches[place].around):
            held.setdefault(element, {})[text] = len(text)
    total = max((sum(words.values()) for words in held.values()), default=1)
    return {element: sum(words.values()) / total for element, words in held.items()}


def container(stretches: Sequence[Stretch], kept: Iterable[int]) -> HtmlElement | None:
    """Return the innermost element that holds most of the kept words."""
    kept = list(kept)
    weights = weights_of(stretches, kept)
    enough = [element for element, weight in weights.items() if weight >= MOST]
    return max(enough, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)
