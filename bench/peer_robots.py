"""Print how many of Google's own robots.txt tests Copydesk answers as Google does, beside bare protego.

python bench/peer_robots.py FOLDER   FOLDER/robotstxt is google/robotstxt; `bench/peers.py FOLDER` calls it too

The tests are C++: what is asked of `IsUserAgentAllowed` in plain strings is read out of them. Lines made too long in a
loop are left out, and what is asked of the parser alone.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from protego import Protego

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SUITE = Path("robotstxt", "robots_test.cc")
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


def bare(text: str, agent: str, url: str) -> bool:
    """Return what protego answers by itself."""
    return bool(Protego.parse(text).can_fetch(url, agent))


READERS: dict[str, Callable[[str, str, str], bool]] = {"copydesk": ours, "protego": bare}


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Return for each reader how many questions it answers right; nothing where the suite is not there."""
    suite = folder / SUITE
    if not suite.is_file():
        return {}
    asked = list(questions(suite.read_text("utf-8")))
    found = {}
    for name, reader in READERS.items():
        wrong = [one for one in asked if reader(one.text, one.agent, one.url) != one.allowed]
        found[name] = {"robots_right": float(len(asked) - len(wrong)), "robots_asked": float(len(asked))}
        for one in wrong:
            print(f"  {name}: {one.test} {one.agent!r} {one.url!r} is {one.allowed}")
    return found


if __name__ == "__main__":
    for reader, figures in measure(Path(sys.argv[1])).items():
        print(reader, figures)
