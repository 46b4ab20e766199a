"""The given sample article, read as a copy desk would."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from golden import Golden, Read

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "000_447176033748d1f8.txt"


@pytest.fixture(scope="module")
def read(beside: Callable[[str], Path]) -> Read:
    return Read(beside("articles") / NAME, Path(__file__).with_name("given_article.toml"))


class TestGivenArticle(Golden):
    """What is expected stands in given_article.toml."""
