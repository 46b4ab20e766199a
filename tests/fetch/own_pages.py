"""The pages that the fault scenarios serve: the demo newsroom's stories, and a few lines in other letters."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from copydesk.stories import Outlet, Story, all_outlets, story_page

LETTERS = Path(__file__).with_name("native.toml")
NATIVE = {  # whose letters a charset has
    "windows-1251": "ru",
    "koi8-r": "ru",
    "iso-8859-2": "pl",
    "shift_jis": "ja",
    "euc-kr": "ko",
    "gb18030": "zh",
    "big5": "zh-hant",
}
EVERYDAY = '<!doctype html><html><head><meta charset="utf-8"><title>{}</title></head><body><h1>{}</h1>{}</body></html>'


class Pages(Protocol):
    """A story, another one, a story in the letters of a charset, and two crawls of one address."""

    story: bytes
    another: bytes

    def native(self, encoding: str) -> str: ...

    def pair(self, name: str) -> list[bytes]: ...


def laid_out(outlet: Outlet, story: Story) -> bytes:
    """Return a page without its own address, which no host of the scenarios has."""
    return re.sub(r'<(link rel="canonical"|meta property="og:url")[^>]*>', "", story_page(outlet, story, "")).encode()


class OwnPages:
    def __init__(self) -> None:
        outlets = {outlet.key: outlet for outlet in all_outlets()}
        self.outlet = outlets["courier"]
        self.revisions = next(told for told in self.outlet.stories if len(told) > 1)
        self.story = laid_out(self.outlet, self.revisions[0])
        self.another = laid_out(outlets["post"], outlets["post"].stories[0][0])
        self.letters = tomllib.loads(LETTERS.read_text("utf-8"))

    def native(self, encoding: str) -> str:
        text = self.letters[NATIVE.get(encoding, "de")]
        title, _, _ = text.partition(text[20])
        return EVERYDAY.format(title, title, f"<p>{text}</p>" * 3)

    def pair(self, name: str) -> list[bytes]:
        first, second = self.revisions
        if name == "chrome":
            second = replace(first, related=("What the weather will be", "Forty ways to cook a turnip"))
        return [self.story, laid_out(self.outlet, second)]
