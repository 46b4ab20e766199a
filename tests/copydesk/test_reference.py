from __future__ import annotations

from pathlib import Path

from checks.check import all_checks
from copydesk.reference import page

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_the_page_of_checks_is_what_the_files_say() -> None:
    assert PAGE.read_text("utf-8") == page(all_checks()), "run `python -m copydesk.reference`"
