"""`copydesk sources check` says what would be fetched, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.asking import check_sources
from copydesk.newsstand import Newsstand
from copydesk.status import Status

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def check(home: Path, sources: str, capsys: pytest.CaptureFixture[str], ports: list[int]) -> tuple[Status, str]:
    home.mkdir(parents=True, exist_ok=True)
    (home / "sources.toml").write_text(sources, "utf-8")
    settings = f'[fetch]\nallowed_networks = ["127.0.0.0/8"]\nallowed_ports = {ports}\npace_seconds = 0.25\n'
    (home / "copydesk.toml").write_text(settings, "utf-8")
    return check_sources(home, None), capsys.readouterr().out


def test_a_source_is_told_with_its_pages_newest_date_pace_and_lists(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Newsstand(port=0) as stand:
        name, feed = next(iter(stand.feeds().items()))
        ports = sorted({host.server_address[1] for host in stand.hosts})
        wrong = feed.rpartition("/")[0] + "/no-such-feed.xml"
        sources = f'[[source]]\nname = "{name}"\nfeeds = ["{feed}"]\n[[source]]\nname = "lost"\nfeeds = ["{wrong}"]\n'
        status, said = check(home, sources, capsys, ports)
    first, second = said.split("FAIL")
    assert status is Status.PARTIAL
    assert f"ok    {name}: " in first
    assert "pages, the newest of 20" in first
    assert "a host is asked every 0.25 s" in first
    assert f"{feed}: ok (status 200)" in first
    assert "the first: http://127." in first
    assert "lost: 0 pages" in second
    assert "not_found: 404 (status 404)." in second


def test_a_proxy_that_is_passed_over_is_told_where_something_fails(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://10.0.0.1:3128")
    sources = '[[source]]\nname = "lost"\nfolders = ["no-such-folder"]\n'
    status, said = check(home, sources, capsys, [80])
    assert status is Status.PARTIAL
    assert "https_proxy is set and not used" in said


def test_documents_are_counted_and_nothing_more_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "drafts").mkdir(parents=True)
    (home / "drafts" / "bridge.txt").write_text("The bridge will close.", "utf-8")
    status, said = check(home, '[[source]]\nname = "drafts"\nfolders = ["drafts"]\n', capsys, [80])
    assert (status, said) == (Status.FINE, "ok    drafts: 1 page\n")


def test_lists_of_published_fact_checks_are_told_with_what_cannot_be_used(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir(parents=True)
    review = (
        '{"@type": "ClaimReview", "url": "https://a.example/", "claimReviewed": "x", "reviewRating": {"name": "No"}}'
    )
    (home / "fine.json").write_text(review, "utf-8")
    (home / "mixed.json").write_text(f"[{review}, 7]", "utf-8")
    status, said = check(home, '[[source]]\nname = "fine"\nclaimreview = ["fine.json"]\n', capsys, [80])
    assert (status, said) == (Status.FINE, "ok    fine: 1 published fact-checks\n")
    status, said = check(home, '[[source]]\nname = "mixed"\nclaimreview = ["mixed.json"]\n', capsys, [80])
    assert status is Status.PARTIAL
    assert "FAIL  mixed: 1 published fact-checks" in said
    assert "mixed.json#entry-2: claimreview: no ClaimReview in it." in said
