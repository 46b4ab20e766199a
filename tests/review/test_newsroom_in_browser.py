"""The demo newsroom, read by the real pipeline, is ready to be reviewed; the README's pictures are taken here."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from checks.check import all_checks
from checks.run import flags_of
from copydesk.stories import all_outlets, story_page
from extract.page import read_html
from extract.pipeline import annotate
from flows.grouping import relate
from warehouse import db, publish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("demo") / "home"
    pages = []
    for outlet in all_outlets():
        base = f"https://{outlet.key}.example"
        for revisions in outlet.stories:
            for story in revisions:
                html = story_page(outlet, story, base)
                at = datetime.now(UTC)
                pages.append(read_html(html, url=f"{base}{story.path}", outlet=outlet.name, fetched_at=at))
    con = db.connect(home)
    db.load(con, annotate(pages))
    relate(con)
    con.execute("INSERT INTO main.due SELECT article_id FROM main.pages")
    con.execute("INSERT INTO main.screenings SELECT article_id, '1', 'run-1', 1 FROM main.pages")
    for check in all_checks():
        db.save(con, flags_of(con, check))
        about = [check.code, check.name, check.header.title, check.header.severity, check.header.ask, check.header.docs]
        row = [*about, list(check.header.sources), check.version]
        con.execute("INSERT INTO main.checks VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)", row)
    publish.publish(con, home)
    con.close()
    return home


def test_the_demo_newsroom_is_ready_to_review(
    demo: Path, serve_home: Callable, page_of: Callable, picture: Callable, no_axe_violation: Callable
) -> None:
    served = serve_home(demo)
    page = page_of(served.address)
    page.goto("/")
    no_axe_violation(page)
    picture(page, "today")
    page.goto("/queue")
    assert page.locator(".flagrow").count() >= 10
    no_axe_violation(page)
    for key in "cdjcj":
        page.keyboard.press(key)
        page.keyboard.press("1") if key == "d" else None
    expect(page.locator("#progress")).to_contain_text("3 of")
    page.goto("/queue?check=FG05")
    page.keyboard.press("Enter")
    expect(page.locator(".card.here .reading")).to_contain_text("90 fewer than 9,325")
    no_axe_violation(page)
    picture(page, "article")
    page.locator(".card.here a:has-text('figures side by side')").click()
    expect(page.locator(".sides tbody tr")).not_to_have_count(0)
    no_axe_violation(page)
    picture(page, "figures")
    page.goto("/queue?check=QT07&state=any")
    page.locator(".flagrow.here").wait_for()
    page.keyboard.press("E")
    expect(page.locator(".matrix td.differs")).to_have_count(6)
    expect(page.locator(".matrix td.scope")).to_contain_text("other people")
    expect(page.locator(".matrix th .sign.differs")).to_have_count(1)
    expect(page.locator(".matrix .change .sign.differs")).to_have_count(2)
    expect(page.locator(".matrix")).to_contain_text("may be later")
    no_axe_violation(page)
    picture(page, "event")
    page.goto("/checks")
    expect(page.locator("meter").first).to_be_visible()
    no_axe_violation(page)
    picture(page, "checks")


def test_the_desk_is_as_calm_in_the_dark(
    demo: Path, serve_home: Callable, page_of: Callable, picture: Callable
) -> None:
    page = page_of(serve_home(demo).address, color_scheme="dark")
    page.goto("/queue?check=FG05")
    page.keyboard.press("Enter")
    expect(page.locator(".card.here")).to_be_visible()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(int(part) for part in ground.removeprefix("rgb(").removesuffix(")").split(",")) < 60
    picture(page, "article-dark")
