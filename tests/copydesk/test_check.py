from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from copydesk.newsstand import Newsstand

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Command = Callable[..., subprocess.CompletedProcess[str]]

TWIN = Path(__file__).parents[1] / "articles" / "twin.txt"
CLEAN = "The library will open on Monday, its director, Bettina Rask, said.\n"
WEASEL = "It could be said that the harbour has grown tired of its ferries.\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(WEASEL, "utf-8")
    return path


def test_the_words_are_underlined_under_their_place(copydesk: Command, draft: Path, home: Path) -> None:
    done = copydesk("check", str(draft), "--home", str(home))
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"{draft}:1:1: ")
    sentence = lines.index(f"  {WEASEL.strip()}")
    assert lines[sentence + 1].strip(" ") == "^" * len("It could be said that")
    assert done.returncode == 1


def test_a_draft_with_nothing_to_ask_is_fine(copydesk: Command, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "clean.txt"
    path.write_text(CLEAN, "utf-8")
    done = copydesk("check", str(path), "--home", str(home))
    assert (done.returncode, done.stdout) == (0, "1 article read, nothing flagged.\n")


def test_a_program_gets_spans_that_are_the_words(copydesk: Command, draft: Path, home: Path) -> None:
    told = json.loads(copydesk("check", "--format", "json", str(draft), "--home", str(home)).stdout)
    flag = told["files"][0]["flags"][0]
    assert told["schema"] == 1
    assert WEASEL[slice(*flag["span"])] == flag["text"]


def test_a_draft_comes_on_standard_input(copydesk: Command, home: Path) -> None:
    done = copydesk("check", "-", "--home", str(home), given=WEASEL)
    assert done.stdout.startswith("-:1:1: ")
    assert done.returncode == 1


def test_what_cannot_be_read_is_told_beside_what_can(copydesk: Command, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "clean.txt"
    path.write_text(CLEAN, "utf-8")
    done = copydesk("check", str(path), str(tmp_path / "gone.txt"), str(tmp_path), "--home", str(home))
    assert done.returncode == 3
    assert "gone.txt: there is no such file" in done.stderr
    assert "name the files in it" in done.stderr


def test_a_draft_that_is_too_long_is_told_beside_what_can_be_read(
    copydesk: Command, draft: Path, tmp_path: Path
) -> None:
    knot = tmp_path / "knot.txt"
    knot.write_text("The bridge at Osk, he said, closes in 1 of 2 " * 100_000, "utf-8")
    done = copydesk("check", str(knot), str(draft))
    assert done.stdout.startswith(f"{draft}:1:1: ")
    assert f"{knot}: the text has 4,500,000 characters, and at most 500,000 are read as one" in done.stderr


def test_a_page_is_checked_by_its_address(copydesk: Command, home: Path) -> None:
    home.mkdir()
    with Newsstand(port=0) as stand:
        address = stand.pages()["post/waterfront-towers"]
        port = address.split(":")[2].split("/")[0]
        (home / "copydesk.toml").write_text(
            f'[fetch]\nallowed_networks = ["127.0.0.0/8"]\nallowed_ports = [{port}]\n', "utf-8"
        )
        done = copydesk("check", "--format", "json", address, "--home", str(home))
    told: dict[str, Any] = json.loads(done.stdout)["files"][0]
    assert told["headline"] == "Doubts grow over waterfront towers"
    assert "It is widely believed" in " ".join(flag["text"] for flag in told["flags"])


def test_a_check_of_ones_own_is_one_file_in_a_folder(copydesk: Command, draft: Path, home: Path) -> None:
    ours = next((Path(__file__).parents[2] / "checks" / "sql").glob("AT08_*.sql"))
    (home / "checks").mkdir(parents=True)
    shutil.copy(ours, home / "checks" / "ZZ01_said_by_nobody_here.sql")
    told = json.loads(copydesk("check", "--format", "json", str(draft), "--home", str(home)).stdout)
    assert {"AT08", "ZZ01"} <= {flag["check"] for flag in told["files"][0]["flags"]}


def test_the_golden_article_is_read_as_a_copy_editor_would(copydesk: Command, home: Path) -> None:
    told = json.loads(copydesk("check", "--format", "json", str(TWIN), "--home", str(home)).stdout)
    flags = told["files"][0]["flags"]
    warned = [flag for flag in flags if flag["severity"] != "info"]
    assert any(
        flag["text"] == "More than 2,000 people have been arrested." for flag in warned if flag["check"] == "AT01"
    )
    assert any(flag["text"].startswith("It could be said that") for flag in warned)
    assert not any(flag["check"].startswith("FG") for flag in warned)
    assert not any("They must be driven out" in flag["text"] for flag in flags)


def test_notes_are_counted_and_printed_only_when_asked_for(copydesk: Command, home: Path) -> None:
    folded = copydesk("check", str(TWIN), "--home", str(home))
    whole = copydesk("check", str(TWIN), "--notes", "--home", str(home))
    told = json.loads(copydesk("check", "--format", "json", str(TWIN), "--home", str(home)).stdout)
    notes = sum(flag["severity"] == "info" for flag in told["files"][0]["flags"])
    assert notes > 1
    assert folded.stdout.count(": info ") == 0
    assert folded.stdout.endswith(f"{notes} notes: --notes shows them.\n")
    assert whole.stdout.count(": info ") == notes
    assert "--notes" not in whole.stdout
    assert folded.returncode == whole.returncode == 1


def test_a_sign_that_the_settings_turn_off_asks_nothing(copydesk: Command, draft: Path, home: Path) -> None:
    home.mkdir()
    (home / "copydesk.toml").write_text('signs_off = ["it_is_said"]\n', "utf-8")
    told = json.loads(copydesk("check", "--format", "json", str(draft), "--home", str(home)).stdout)
    assert [flag["check"] for flag in told["files"][0]["flags"]] == []


MIXED = """Osk harbour closes for repairs

The harbour of Osk closes on Monday, the port authority said.

> It could be said that the harbour has grown tired of its ferries.

Of the donors, 14 were fishers: four from Osk and seven from Merrin.
"""


def test_a_plain_draft_has_its_first_short_line_as_headline_and_says_so(
    copydesk: Command, tmp_path: Path, home: Path
) -> None:
    path = tmp_path / "osk.txt"
    path.write_text(MIXED, "utf-8")
    done = copydesk("check", "--format", "json", str(path), "--home", str(home))
    told = json.loads(done.stdout)["files"][0]
    assert told["headline"] == "Osk harbour closes for repairs"
    assert [MIXED[slice(*flag["span"])] for flag in told["flags"] if flag["in"] == "text"] == [
        flag["text"] for flag in told["flags"] if flag["in"] == "text"
    ]
    other = copydesk("check", "--headline", "Ferries to stop", str(path), "--home", str(home))
    assert "is taken for the headline" not in other.stderr
    plain = copydesk("check", str(path), "--home", str(home))
    assert "“Osk harbour closes for repairs” is taken for the headline" in plain.stderr


def test_quoted_lines_are_read_and_flags_come_by_severity_with_the_lines_of_the_file(
    copydesk: Command, tmp_path: Path, home: Path
) -> None:
    path = tmp_path / "osk.txt"
    path.write_text(MIXED, "utf-8")
    done = copydesk("check", "--notes", str(path), "--home", str(home))
    heads = [line for line in done.stdout.splitlines() if line.startswith(str(path))]
    assert any(f"{path}:5:3: " in head for head in heads)
    severities = [head.split(": ")[1].split()[0] for head in heads]
    assert severities == sorted(severities, key=["critical", "warning", "info"].index)
    assert "  = Four + seven = 11, 3 fewer than 14." in done.stdout


def test_flags_of_a_page_name_the_line_of_its_file(copydesk: Command, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "osk.md"
    path.write_text(f"# Osk harbour\n\nThe port closes on Monday, the port authority said.\n\n{WEASEL}", "utf-8")
    done = copydesk("check", str(path), "--home", str(home))
    assert f"{path}:5:1: " in done.stdout


def test_a_headline_is_for_one_plain_draft(copydesk: Command, draft: Path, tmp_path: Path, home: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(CLEAN, "utf-8")
    done = copydesk("check", "--headline", "X", str(draft), str(other), "--home", str(home))
    assert done.returncode == 2
    assert "--headline is for one draft" in done.stderr
