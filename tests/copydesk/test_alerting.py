from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from copydesk.alerting import REMEDIES
from copydesk.doctor import look
from flows.plan import NewsPlan
from flows.running import running
from flows.statements import statement

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[str]]


def test_a_home_without_a_warehouse_is_refused_and_none_is_made(copydesk: Command, home: Path) -> None:
    done = copydesk("alerts", "--home", str(home))
    assert (done.returncode, done.stdout) == (2, "")
    assert "copydesk run" in done.stderr
    assert not home.exists()


def test_a_look_without_a_schedule_keeps_and_lists_what_it_finds(copydesk: Command, published: Path) -> None:
    here = ("--home", str(published))
    assert copydesk("alerts", *here).stdout == "Nothing needs you.\n"
    looked = copydesk("alerts", "--look", "--json", *here)
    assert looked.returncode == 3
    assert [json.loads(line)["kind"] for line in looked.stdout.splitlines()] == ["never"]
    feed = copydesk("alerts", "--atom", *here).stdout
    assert "No run has ended well yet." in str(ET.fromstring(feed).findtext(".//{*}summary"))  # noqa: S314 - ours
    assert feed == (published / "alerts.atom").read_text("utf-8")


def test_what_is_over_is_listed_on_demand(copydesk: Command, published: Path) -> None:
    here = ("--home", str(published))
    copydesk("alerts", "--look", *here)
    with running(NewsPlan(home=published), "check_news"):
        pass
    over = copydesk("alerts", "--look", *here)
    assert (over.returncode, over.stdout) == (0, "Nothing needs you.\n")
    assert "No run has ended well yet." in copydesk("alerts", "--all", *here).stdout


def test_an_address_that_cannot_be_told_is_said(copydesk: Command, published: Path) -> None:
    (published / "copydesk.toml").write_text('alerts = ["json://127.0.0.1:9/nobody"]\n', "utf-8")
    done = copydesk("alerts", "--look", "--home", str(published))
    assert done.returncode == 4
    assert "copydesk.toml" in done.stderr


def test_the_doctor_tells_what_an_alert_would_with_a_remedy(published: Path) -> None:
    found = [finding for finding in look(published) if finding.subject == "alerts"]
    assert [(one.state, one.found, one.remedy) for one in found] == [
        ("warn", "No run has ended well yet.", "copydesk run, or copydesk demo")
    ]


def test_every_kind_of_alert_has_a_remedy() -> None:
    kinds = {line.split("'")[1] for line in statement("watch").splitlines() if line.strip().endswith("AS alarm,")}
    assert kinds == set(REMEDIES)
