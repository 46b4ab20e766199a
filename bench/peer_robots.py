"""Google's own robots.txt tests: how many Copydesk answers as Google does, beside protego alone, on which it is built.

The tests are C++: what is asked of `IsUserAgentAllowed` in plain strings is read out of them. Lines made too long in a
loop are left out, and what is asked of the parser alone.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

from peer_pages import is_in
from peer_row import Row
from protego import Protego

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS = {"robotstxt": "robotstxt"}
LEAST = 137  # Google's own code gives 137 too: three ask for what it does not do
STRINGS = r'(?:"(?:[^"\\]|\\.)*"\s*)+'
STEP = re.compile(
    r"TEST\(\w+, (?P<test>\w+)\)"
    rf"|(?:absl::string_view|std::string) (?P<name>\w+)\s*=\s*(?P<value>{STRINGS});"
    rf"|EXPECT_(?P<truth>TRUE|FALSE)\(\s*IsUserAgentAllowed\(\s*(?P<text>\w+|{STRINGS}),\s*(?P<agent>{STRINGS}),"
    rf"\s*(?P<url>\w+|{STRINGS})\)\);"
)
LOOPED = "GoogleOnly_LineTooLong"


class Question(NamedTuple):
    """May this agent fetch the address, and Google's answer."""

    test: str
    text: str
    agent: str
    url: str
    allowed: bool


def questions(source: str) -> Iterator[Question]:
    """Yield what the tests ask; a name means its latest string."""
    test, known = "", dict[str, str]()
    for step in STEP.finditer(source):
        if step["test"]:
            test = step["test"]
        elif step["name"]:
            known[step["name"]] = _string(step["value"])
        elif test != LOOPED:
            text, url = (
                _string(step[one]) if step[one].startswith('"') else known[step[one]] for one in ("text", "url")
            )
            yield Question(test, text, _string(step["agent"]), url, step["truth"] == "TRUE")


def _string(literals: str) -> str:
    return str(ast.literal_eval(f"({literals})"))


def ours(text: str, agent: str, url: str) -> bool:
    """Return Copydesk's answer."""
    from fetch.reasons import Fault  # noqa: PLC0415 - after the path is set
    from fetch.robots import read_policy  # noqa: PLC0415 - the same

    try:
        read_policy(text.encode(), 0.0, agent).check(url)
    except Fault:
        return False
    return True


def rows(suite: str, folder: Path, half: str) -> Iterator[Row]:
    """Return the line of the tests."""
    asked = list(questions((folder / "robots_test.cc").read_text("utf-8")))
    asked = [one for number, one in enumerate(asked) if is_in(half, number)]
    right = sum(ours(one.text, one.agent, one.url) == one.allowed for one in asked)
    peer = sum(bool(Protego.parse(one.text).can_fetch(one.url, one.agent)) == one.allowed for one in asked)
    yield Row(
        suite=suite, measure="questions right", ours=right, peers={"protego": peer}, least=None if half else LEAST,
        note=f"of {len(asked)}",
    )  # fmt: skip
