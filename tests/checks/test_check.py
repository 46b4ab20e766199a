from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.check import CheckError, all_checks, fingerprint, read_check

if TYPE_CHECKING:
    from pathlib import Path

GOOD = '''/*
title = "Claim with a pelican"
severity = "info"
since = "0.1"
sources = ["Our own house style"]
ask = "Which pelican?"
docs = """
What it flags: pelicans. Why it matters: they are large. How to resolve: count them.
"""
[[examples]]
text = "A pelican landed."
flags = ["A pelican landed."]
[[examples]]
text = "A gull landed."
*/
SELECT claim_id, 'Is it a pelican?' AS message FROM claims WHERE text LIKE '%pelican%'
'''


def test_code_and_name_come_from_the_file_name() -> None:
    check = read_check("ZZ01_pelican.sql", GOOD)
    assert (check.code, check.name, check.header.title) == ("ZZ01", "pelican", "Claim with a pelican")
    assert check.sql.startswith("SELECT claim_id")
    assert not check.across


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("pelican.sql", GOOD, "name it like"),
        ("ZZ01_pelican.sql", "SELECT 1", "TOML header"),
        ("ZZ01_pelican.sql", GOOD.replace('"Claim', "Claim"), "no TOML"),
        ("ZZ01_pelican.sql", GOOD.replace('"info"', '"grave"'), "severity"),
        ("ZZ01_pelican.sql", GOOD.replace("ask =", "asks ="), "asks"),
        ("ZZ01_pelican.sql", GOOD.replace("How to resolve", "What now"), "How to resolve"),
        ("ZZ01_pelican.sql", GOOD + "; DROP TABLE claims", "one SELECT"),
        ("ZZ01_pelican.sql", GOOD.partition("SELECT")[0], "one SELECT"),
    ],
)
def test_a_broken_file_says_its_name_and_the_mend(name: str, text: str, says: str) -> None:
    with pytest.raises(CheckError, match=says) as error:
        read_check(name, text)
    assert name in str(error.value)


def test_our_checks_are_registered_by_their_files_alone() -> None:
    codes = [check.code for check in all_checks()]
    assert codes == sorted(set(codes))
    assert {"AT01", "AT08", "QT01"} <= set(codes)


def test_a_users_check_is_added_by_adding_one_file(tmp_path: Path) -> None:
    (tmp_path / "ZZ01_pelican.sql").write_text(GOOD)
    assert "ZZ01" in [check.code for check in all_checks(tmp_path)]
    assert fingerprint(all_checks(tmp_path)) != fingerprint(all_checks())


def test_two_files_with_one_code_are_refused(tmp_path: Path) -> None:
    (tmp_path / "ZZ01_pelican.sql").write_text(GOOD)
    (tmp_path / "ZZ01_heron.sql").write_text(GOOD)
    with pytest.raises(CheckError, match="same code"):
        all_checks(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CheckError, match="nowhere"):
        all_checks(tmp_path / "nowhere")


def test_a_file_that_is_no_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "ZZ01_pelican.sql").write_bytes(GOOD.replace("Claim", "Cl\xe4im").encode("latin-1"))
    with pytest.raises(CheckError, match=r"ZZ01_pelican\.sql: not UTF-8"):
        all_checks(tmp_path)
