from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.settings import origins, print_origins, read_settings
from copydesk.status import Refusal
from flows.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def write(home: Path, words: str) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "copydesk.toml").write_text(words, "utf-8")


def test_without_a_file_everything_has_its_default(home: Path) -> None:
    assert read_settings(home) == Settings(home=home)


def test_the_file_is_read(home: Path) -> None:
    write(home, "batch = 50\nstale_hours = 2.5\n")
    settings = read_settings(home)
    assert (settings.batch, settings.stale_hours) == (50, 2.5)


def test_a_variable_stands_above_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, "batch = 50\n")
    monkeypatch.setenv("COPYDESK_BATCH", "70")
    assert read_settings(home).batch == 70


def test_a_variable_of_a_table_keeps_the_rest_of_the_table(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, "[fetch]\npace_seconds = 2\nmax_redirects = 3\n")
    monkeypatch.setenv("COPYDESK_FETCH__PACE_SECONDS", "5")
    options = read_settings(home).fetch_options()
    assert (float(options["pace_seconds"]), options["max_redirects"]) == (5.0, 3)


def test_an_unknown_key_is_refused_with_a_suggestion(home: Path) -> None:
    write(home, "bacth = 50\n")
    with pytest.raises(Refusal, match="did you mean batch"):
        read_settings(home)


def test_a_value_out_of_range_names_its_key(home: Path) -> None:
    write(home, "batch = 0\n")
    with pytest.raises(Refusal, match="batch: input should be greater than or equal to 1"):
        read_settings(home)


def test_a_file_that_is_no_toml_is_refused_with_its_line(home: Path) -> None:
    write(home, "batch = \n")
    with pytest.raises(Refusal, match="line 1"):
        read_settings(home)


def test_a_setting_says_where_it_came_from(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, "batch = 50\nworkers = 3\n")
    monkeypatch.setenv("COPYDESK_WORKERS", "2")
    told = origins(home)
    assert told["batch"] == (50, "copydesk.toml")
    assert told["workers"] == (2, "COPYDESK_WORKERS")
    assert told["keep_days"] == (0, "default")


def test_the_checks_folder_of_the_home_counts_where_it_is_there(home: Path) -> None:
    assert read_settings(home).check_folders() == ()
    (home / "checks").mkdir(parents=True)
    assert read_settings(home).check_folders() == (home / "checks",)


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            'reviews_url = "postgresql://desk:hidden@db.example/reviews?password=hidden"',
            "postgresql://…@db.example/reviews?…",
        ),
        ('reviews_url = "postgresql+psycopg://desk:hid@den@db.example/r"', "postgresql+psycopg://…@db.example/r"),
        ('reviews_url = "sqlite:////srv/reviews.sqlite"', "sqlite:////srv/reviews.sqlite"),
        ('alerts = ["mailto://desk:hidden@example.org", "slack://hidden/hidden/hidden"]', "mailto://…, slack://…"),
    ],
)
def test_no_password_in_an_address_is_printed(
    home: Path, capsys: pytest.CaptureFixture[str], written: str, told: str
) -> None:
    write(home, written)
    for as_json in (False, True):
        print_origins(home, as_json=as_json)
        printed = capsys.readouterr().out
        assert "hidden" not in printed
        assert all(part in printed for part in told.split(", "))


def test_a_sign_that_does_not_exist_is_refused_with_the_closest_one(home: Path) -> None:
    write(home, 'signs_off = ["beleived"]\n')
    with pytest.raises(Refusal, match="there is no sign 'beleived'; did you mean believed"):
        read_settings(home)


def test_a_sign_that_is_like_no_other_is_refused_with_all_that_exist(home: Path) -> None:
    write(home, 'signs_off = ["qqqq"]\n')
    with pytest.raises(Refusal, match=r"known are .*believed.*given_elsewhere"):
        read_settings(home)
