"""The reasons and people that a card offers, as its form shows them: by check, in one place for page and script."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from review.vocabulary import CONFIRM_REASONS, confirm_reason, dismiss_reasons
from review.wording import plain_signs

if TYPE_CHECKING:
    from collections.abc import Iterable

OPTION = Markup('<option value="{}"{}>{}</option>')
BUTTON = Markup('<li><button name="act" value="{}:{}" data-key="{}"><kbd>{}</kbd> <span>{}</span></button></li>')
KEYS = 9  # the digits that choose from a list


@cache
def confirm_options(check_code: str) -> Markup:
    """Return what may be right about a flag of this check, the likeliest chosen."""
    likely = confirm_reason(check_code)
    chosen = Markup(" selected")
    return Markup("").join(
        OPTION.format(reason, chosen if reason == likely else "", words) for reason, words in CONFIRM_REASONS.items()
    )


@cache
def dismiss_buttons(check_code: str) -> Markup:
    """Return why a flag of this check may be no fault, each with its key."""
    return Markup("").join(
        BUTTON.format("dismiss", reason, number, number, words)
        for reason, (number, words) in dismiss_reasons(check_code).items()
    )


def people_buttons(people: Iterable[str]) -> Markup:
    """Return to whom a flag may be handed, the first nine with a key."""
    keyed = ((str(number) if number <= KEYS else "", name) for number, name in enumerate(people, 1))
    return Markup("").join(BUTTON.format("assign", name, key, key, plain_signs(name)) for key, name in keyed)


def dismiss_keys(check_code: str) -> str:
    """Return the reasons with their keys as a row of the queue carries them: "1:source_carries_over 3:opinion"."""
    return " ".join(f"{number}:{reason}" for reason, (number, _) in dismiss_reasons(check_code).items())
