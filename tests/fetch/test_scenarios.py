"""Every fault of our own table (scenarios.toml) ends as it says there, with deadlines scaled down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import scenarios
from offline_web import CANARY
from scenarios import SCENARIOS, Scenario, get, of

from warehouse.terms import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from offline_web import Web


def test_the_table_covers_every_kind_of_fault() -> None:
    judged = {name.removeprefix("judge_") for name in vars(scenarios) if name.startswith("judge_")}
    assert {one["judge"] for one in SCENARIOS.values()} == judged
    assert len(SCENARIOS) >= 115
    assert all(one["why"] for one in SCENARIOS.values())


@pytest.mark.parametrize("scenario", of("page"))
def test_a_fault_ends_as_the_table_says(web: Web, scenario: Scenario) -> None:
    scenarios.judge_page(web, scenario)
    assert all(hit[0] != CANARY for hit in web.hits)


@pytest.mark.parametrize("scenario", of("unchanged"))
def test_a_page_that_has_not_changed_is_not_sent_again(web: Web, scenario: Scenario) -> None:
    scenarios.judge_unchanged(web, scenario)


@pytest.mark.parametrize("scenario", of("revision"))
def test_only_a_change_of_the_text_is_a_revision(web: Web, scenario: Scenario) -> None:
    scenarios.judge_revision(web, scenario)


@pytest.mark.parametrize("scenario", of("variant"))
def test_variants_of_an_address_are_one_article(web: Web, scenario: Scenario) -> None:
    scenarios.judge_variant(web, scenario)


@pytest.mark.parametrize("scenario", of("copied"))
def test_the_same_story_on_another_outlet_is_a_copy(web: Web, scenario: Scenario) -> None:
    scenarios.judge_copied(web, scenario)


@pytest.mark.parametrize("scenario", of("charset"))
def test_a_page_reads_the_same_in_every_charset(web: Web, scenario: Scenario) -> None:
    scenarios.judge_charset(web, scenario)


@pytest.mark.parametrize("scenario", of("robots"))
def test_robots_txt_is_obeyed_by_its_status_and_rules(web: Web, scenario: Scenario) -> None:
    scenarios.judge_robots(web, scenario)


@pytest.mark.parametrize("scenario", of("listing"))
def test_a_feed_or_sitemap_gives_what_can_be_had_from_it(web: Web, scenario: Scenario, tmp_path: Path) -> None:
    scenarios.judge_listing(web, scenario, tmp_path)


def test_the_canary_is_never_reached(web: Web) -> None:
    url = f"http://{CANARY}:{web.port}/"
    shapes = [
        url,
        url.replace(CANARY, "2135033350"),
        url.replace(CANARY, "0x7f.66.6.6"),
        url.replace(CANARY, "[::ffff:7f42:606]"),
    ]
    assert {one.outcome for one in get(web, *shapes, allowed_ports=[web.port])} == {Outcome.REFUSED}
    assert all(hit[0] != CANARY for hit in web.hits)
