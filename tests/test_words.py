"""English words stand in lexicons, where anybody can read and extend them, and not in Python."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html.defs
import pytest
from spacy.glossary import GLOSSARY

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).parents[1]
READERS = (
    "extract",
    "checks",
    "fetch",
    "webpage",
)  # where articles are read; other folders' words are names of our own
MOST = 6
WORD = re.compile(r"[a-z][a-z’' -]*")
EITHER = re.compile(rf"[a-z’' ]+(?:\|[a-z’' ]+){{{MOST},}}")
MARKUP = lxml.html.defs.tags | lxml.html.defs.safe_attrs
# Files with such sets that are no English words, and what they are.
OTHER_NAMES = {
    "extract/language.py": "codes of languages",
    "extract/page.py": "trafilatura's elements",
    "extract/pages/surroundings.py": "attributes of elements",
    "fetch/cells.py": "names of tasks",
    "extract/tagging.py": "the first tokens of spaCy's own patterns",
}


def sets_of(tree: ast.AST) -> Iterator[list[str]]:
    """Yield every literal set, list, tuple or table of words, and every regular expression's choice of them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (choice.split("|") for choice in EITHER.findall(node.value))
        items = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
        words = [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
        if len(words) == len(items) > MOST and all(WORD.fullmatch(word) for word in words):
            yield words


def english(words: list[str]) -> bool:
    return not all(word in MARKUP or word in GLOSSARY or word.startswith(("data-", "aria-")) for word in words)


def found() -> Counter[str]:
    files = [path for folder in READERS for path in sorted((HOUSE / folder).rglob("*.py"))]
    return Counter(
        str(path.relative_to(HOUSE))
        for path in files
        for words in sets_of(ast.parse(path.read_text("utf-8")))
        if english(words)
    )


def test_no_reader_holds_more_than_six_english_words_in_python() -> None:
    sets = found()
    assert {name: sets[name] for name in sets if name not in OTHER_NAMES} == {}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('X = {"said", "told", "asked", "added", "wrote", "cried", "vowed"}', 1),
        ('X = ("said", "told", "asked", "added", "wrote", "cried")', 0),
        ('X = re.compile(r"\\b(?:said|told|asked|added|wrote|cried|vowed)\\b")', 1),
        ('X = {"amod", "compound", "nmod", "poss", "nummod", "prep", "relcl"}', 0),
        ('X = ("article_id", "claim_id", "flag_id", "run_id", "batch_id", "figure_id", "url_id")', 0),
    ],
)
def test_a_set_of_words_is_told_from_a_list_of_names(code: str, expected: int) -> None:
    assert sum(map(english, sets_of(ast.parse(code)))) == expected
