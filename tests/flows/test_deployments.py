from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.deployments import DEPLOYMENTS
from flows.plan import WAIT_MINUTES, clock_plan
from flows.settings import SettingsError

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def written() -> dict[str, dict[str, Any]]:
    listed = yaml.safe_load((HOUSE / "prefect.yaml").read_text("utf-8"))["deployments"]
    return {one["name"]: one for one in listed}


def test_prefect_yaml_and_serve_have_the_same_deployments(written: dict[str, dict[str, Any]]) -> None:
    ours = {one.flow.replace("_", "-"): (one.cron, sorted(["copydesk", *one.tags])) for one in DEPLOYMENTS}
    theirs = {name: (one["schedules"][0]["cron"], sorted(one["tags"])) for name, one in written.items()}
    assert theirs == ours


def test_a_deployment_says_nothing_of_home_sources_or_addresses(written: dict[str, dict[str, Any]]) -> None:
    from flows.deployments import deployments  # noqa: PLC0415 - Prefect, 1.6 s, for this test alone

    for one in written.values():
        assert not one.get("parameters")
        assert "concurrency_limit" not in one, "a killed server would keep its places taken"
    for ours in deployments():
        assert ours.parameters == {}
        assert set(ours._parameter_openapi_schema.properties) <= {"only", "since", "until"}


def test_a_run_by_the_clock_reads_the_settings_when_it_begins(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    monkeypatch.setenv("COPYDESK_HOME", str(home))
    assert (clock_plan().keep_days, clock_plan().sources) == (0, None)
    (home / "copydesk.toml").write_text("keep_days = 30\n", "utf-8")
    (home / "sources.toml").write_text("", "utf-8")
    plan = clock_plan(only="courier")
    assert (plan.home, plan.keep_days, plan.sources) == (home, 30, home / "sources.toml")
    assert (plan.only, plan.scheduled, plan.wait_minutes) == ("courier", True, WAIT_MINUTES)
    monkeypatch.delenv("COPYDESK_HOME")
    with pytest.raises(SettingsError, match="COPYDESK_HOME"):
        clock_plan()


def test_every_entrypoint_is_a_flow_that_says_what_it_does(written: dict[str, dict[str, Any]]) -> None:
    for one in written.values():
        module, _, name = one["entrypoint"].rpartition(".")
        flow = getattr(importlib.import_module(module), name)
        assert flow.fn.__doc__.partition("\n")[0] == one["description"]


def test_every_field_of_the_form_is_explained() -> None:
    for one in DEPLOYMENTS:
        flow = getattr(importlib.import_module("flows.news"), one.flow)
        fields = flow.parameters.properties
        assert [name for name, field in fields.items() if not field.get("description")] == []
