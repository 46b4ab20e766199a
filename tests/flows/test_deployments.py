from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.deployments import DEPLOYMENTS, WAIT_MINUTES
from flows.plan import NewsPlan

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def written() -> dict[str, dict[str, Any]]:
    listed = yaml.safe_load((HOUSE / "prefect.yaml").read_text("utf-8"))["deployments"]
    return {one["name"]: one for one in listed}


def test_prefect_yaml_and_serve_have_the_same_deployments(written: dict[str, dict[str, Any]]) -> None:
    ours = {one.flow.replace("_", "-"): (one.cron, sorted(["copydesk", *one.tags])) for one in DEPLOYMENTS}
    theirs = {name: (one["schedules"][0]["cron"], sorted(one["tags"])) for name, one in written.items()}
    assert theirs == ours


def test_the_parameters_in_prefect_yaml_are_a_plan(written: dict[str, dict[str, Any]]) -> None:
    for one in written.values():
        plan = NewsPlan.model_validate(one["parameters"]["plan"])
        assert (plan.wait_minutes, plan.scheduled) == (WAIT_MINUTES, True)
        assert "concurrency_limit" not in one, "a killed server would keep its places taken"


def test_every_entrypoint_is_a_flow_that_says_what_it_does(written: dict[str, dict[str, Any]]) -> None:
    for one in written.values():
        module, _, name = one["entrypoint"].rpartition(".")
        flow = getattr(importlib.import_module(module), name)
        assert flow.fn.__doc__.strip() == one["description"]


def test_every_field_of_the_form_is_explained() -> None:
    assert [name for name, field in NewsPlan.model_fields.items() if not field.description] == []
