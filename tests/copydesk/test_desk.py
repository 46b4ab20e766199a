"""What an operator sets about the desk in copydesk.toml or a variable is how the desk is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.desk import desk_settings, open_desk
from copydesk.status import Refusal
from review.settings import LOOPBACK, Settings

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = """
desk_hosts = ["desk.example", "other.example"]
secure_cookies = true
second_look_share = 0.1
desk_url = "https://desk.example/"
"""


def write(home: Path, words: str) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "copydesk.toml").write_text(words, "utf-8")


def test_without_settings_the_desk_is_one_person_s_on_loopback(home: Path) -> None:
    assert desk_settings(home) == Settings()


def test_the_file_sets_the_desk(home: Path) -> None:
    write(home, WRITTEN)
    settings = desk_settings(home)
    assert settings.allowed_hosts == (*LOOPBACK, "desk.example", "other.example")
    assert (settings.secure_cookies, settings.second_look_share) == (True, 0.1)
    assert settings.address == "https://desk.example"


def test_a_variable_stands_above_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, WRITTEN)
    monkeypatch.setenv("COPYDESK_DESK_HOSTS", "third.example, fourth.example")
    monkeypatch.setenv("COPYDESK_SECOND_LOOK_SHARE", "0.25")
    monkeypatch.setenv("COPYDESK_SECURE_COOKIES", "0")
    settings = desk_settings(home)
    assert settings.allowed_hosts == (*LOOPBACK, "third.example", "fourth.example")
    assert (settings.secure_cookies, settings.second_look_share) == (False, 0.25)


@pytest.mark.parametrize("share", ["all", "1.5", "-1"])
def test_a_share_that_is_none_is_refused_by_name(home: Path, monkeypatch: pytest.MonkeyPatch, share: str) -> None:
    monkeypatch.setenv("COPYDESK_SECOND_LOOK_SHARE", share)
    with pytest.raises(Refusal, match="second_look_share"):
        desk_settings(home)


def test_whoever_names_another_host_wants_log_in(home: Path) -> None:
    assert not desk_settings(home).demand_login
    write(home, 'desk_hosts = ["desk.example"]')
    with pytest.raises(Refusal, match="no account yet"):
        open_desk(home, host="127.0.0.1", port=0)
