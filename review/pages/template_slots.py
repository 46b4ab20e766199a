"""What is the same on every card, cut out once a page: a card then costs its own words, not seventy expressions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from review.wording import plain_signs

if TYPE_CHECKING:
    from collections.abc import Callable

# Controls, because no value bears one: the pages name every control that they show.
SLOT = re.compile("\x01(\\w+)\x02")


class Slots(dict[str, Markup]):
    """The slots of a fillable: `{{ slot.number }}` in a template is where the number goes."""

    def __missing__(self, name: str) -> Markup:
        """Return the slot of this name."""
        return Markup(f"\x01{name}\x02")  # noqa: S704 - a name of a template's own


def fillable(block: Markup) -> Callable[..., Markup]:
    """Return what fills the block's slots with values, each escaped once unless it is markup."""
    parts = SLOT.split(block)
    literals, names = parts[::2], parts[1::2]

    def filled(**values: object) -> Markup:
        words = {name: value if type(value) is Markup else escape(plain_signs(value)) for name, value in values.items()}
        found = [literals[0]]
        for name, literal in zip(names, literals[1:], strict=True):
            found += (words[name], literal)
        return Markup("".join(found))  # noqa: S704 - the block is a template's, the values are escaped

    return filled
