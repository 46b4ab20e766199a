"""A golden article: flag for flag, silence for silence, as the desk expects it; a TOML file says what is expected."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from checks.check import all_checks
from checks.run import screen
from extract.pipeline import annotate
from extract.plain import read_text

if TYPE_CHECKING:
    from pathlib import Path

LOUD = {"warning", "critical"}
VOICES = {"AT", "QT"}


class Read:
    """An article as it is read, its flags, and what is expected of them."""

    def __init__(self, article: Path, gold: Path) -> None:
        self.gold: dict[str, Any] = tomllib.loads(gold.read_text("utf-8"))
        records = next(annotate([read_text(article.read_text("utf-8"))]))
        self.text = records.article.text
        self.flags = screen([records], all_checks())
        self.told = [(flag.check_code, str(flag.severity), self.words(flag)) for flag in self.flags]

    def words(self, span: Any) -> str:  # noqa: ANN401 - a flag or a piece of its evidence
        return self.text[span.span_start : span.span_end]

    def severities(self, code: str, words: str) -> set[str]:
        """Return how loud a check is about words: its flag has them, or they have it."""
        return {loud for found, loud, text in self.told if found == code and (words in text or text in words)}


class Golden:
    """The tests of a golden article; a subclass's fixture `read` says which."""

    def test_what_must_be_asked_is_asked_at_warning_or_above(self, read: Read) -> None:
        missed = [asked for asked in read.gold["asked"] if not LOUD & read.severities(*asked)]
        assert [asked for asked in missed if asked not in read.gold["known_misses"]] == []

    def test_what_is_only_worth_knowing_is_told_at_info(self, read: Read) -> None:
        missed = [told for told in read.gold["told"] if read.severities(*told) != {"info"}]
        assert [told for told in missed if told not in read.gold["known_misses"]] == []

    def test_what_must_never_be_flagged_is_left_alone(self, read: Read) -> None:
        assert [flag for flag in read.told for words in read.gold["left_alone"] if words in flag[2]] == []

    def test_no_check_of_voices_says_aloud_what_is_not_expected(self, read: Read) -> None:
        loud = [flag for flag in read.told if flag[0][:2] in VOICES and flag[1] in LOUD]
        expected = [
            flag
            for flag in loud
            for code, words in read.gold["asked"]
            if flag[0] == code and words_meet(words, flag[2])
        ]
        assert loud == expected

    def test_no_figure_check_speaks_at_warning_or_above(self, read: Read) -> None:
        assert [flag for flag in read.told if flag[0].startswith("FG") and flag[1] in LOUD] == []

    def test_the_page_furniture_of_the_first_line_bears_no_flag(self, read: Read) -> None:
        first = read.text.index(read.gold["first_words"])
        assert min(flag.span_start for flag in read.flags if flag.check_code[:2] in VOICES) >= first

    def test_the_nearest_source_is_told_with_a_figure_that_has_none(self, read: Read) -> None:
        words, source = read.gold["nearest"]
        (flag,) = [flag for flag in read.flags if read.words(flag).startswith(words) and flag.check_code == "AT01"]
        assert [(span.role, read.words(span)) for span in flag.evidence] == [("nearest source", source)]


def words_meet(one: str, other: str) -> bool:
    return one in other or other in one
