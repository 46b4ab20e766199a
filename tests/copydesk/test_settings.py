from __future__ import annotations

import re
from pathlib import Path

import pytest

from copydesk.settings import origins, print_origins, read_settings
from copydesk.status import Refusal
from flows.settings import Settings


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
    with pytest.raises(Refusal, match="batch must be 1 or more, and is 0"):
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


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('batch = "many"', "batch must be a whole number, and is 'many'"),
        ("batch = 2.5", "batch must be a whole number, and is 2.5"),
        ('stale_hours = "soon"', "stale_hours must be a number, and is 'soon'"),
        ("stale_hours = 0", "stale_hours must be more than 0, and is 0"),
        ("second_look_share = 2", "second_look_share must be at most 1, and is 2"),
        ('secure_cookies = "perhaps"', "secure_cookies must be true or false, and is 'perhaps'"),
        ("desk_url = 8377", "desk_url must be text in quotation marks, and is 8377"),
        ("desk_hosts = 5", 'desk_hosts must be a list, such as ["one", "two"], and is 5'),
        ("alerts = 5", 'alerts must be a list, such as ["one", "two"]'),
        ('alerts = "mailto:desk@example.org"', "such as mailto://…"),
        ('verdicts = "False"', 'verdicts must be a list, such as ["one", "two"]'),
        ('verdicts = [{name = "No"}, {name = "no!"}]', "the verdict 'No' is there twice"),
        ('verdicts = [{name = "No", rate = 1}]', "verdicts.0.rate"),
        ('organisation = {url = "file:///x"}', "organisation.url"),
        ('fetch = "fast"', "fetch must be a table of settings, and is 'fast'"),
        ('[fetch]\npace_seconds = "slow"', "fetch.pace_seconds must be a number, and is 'slow'"),
        ("[fetch]\nattempts = 0", "fetch.attempts must be 1 or more, and is 0"),
        ("[fetch]\npace_second = 1", "there is no setting 'fetch.pace_second'; did you mean pace_seconds?"),
        (
            '[fetch]\nallowed_networks = ["nowhere"]',
            "must be an address or network, such as 10.0.0.0/8, and is 'nowhere'",
        ),
    ],
)
def test_what_is_wrong_with_a_setting_is_told_in_an_operators_words(home: Path, written: str, told: str) -> None:
    home.mkdir()
    (home / "copydesk.toml").write_text(f"{written}\n", "utf-8")
    with pytest.raises(Refusal) as refused:
        read_settings(home)
    assert told in str(refused.value)
    assert not re.search(r"input should|validation error|pydantic", str(refused.value), re.IGNORECASE)


def test_one_address_or_folder_stands_for_a_list_of_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    (home / "copydesk.toml").write_text('alerts = "mailto://desk@example.org"\nchecks = "mine"\n', "utf-8")
    settings = read_settings(home)
    assert (settings.alerts, settings.checks) == (("mailto://desk@example.org",), (Path("mine"),))
    monkeypatch.setenv("COPYDESK_ALERTS", "json://127.0.0.1/a,b")
    assert read_settings(home).alerts == ("json://127.0.0.1/a,b",)
    monkeypatch.setenv("COPYDESK_ALERTS", '["json://127.0.0.1/a", "json://127.0.0.1/b"]')
    assert read_settings(home).alerts == ("json://127.0.0.1/a", "json://127.0.0.1/b")


def test_an_address_with_a_password_is_not_repeated(home: Path) -> None:
    home.mkdir()
    (home / "copydesk.toml").write_text(
        'alerts = ["mailto:desk:geheim@example.org"]\nreviews_url = ["geheim"]\n', "utf-8"
    )
    with pytest.raises(Refusal) as refused:
        read_settings(home)
    assert "geheim" not in str(refused.value)


def test_a_variable_that_should_hold_a_table_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_FETCH", "fast")
    with pytest.raises(Refusal, match="fetch"):
        read_settings(home)
