"""Every address of the desk, walked from its routes: strict headers, no fault, and nothing that axe has to say."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from desk_claim import ORGANISATION, PUBLIC, SOURCE, claim_of, with_verdict
from desk_claim import act as act_on_claim
from starlette.routing import Route

from review.app import ROUTES
from review.exports.export import FORMATS
from review.pages import asking
from warehouse import db, publish
from warehouse.ledger import Run
from warehouse.records import RunId
from warehouse.reviews import ReviewStore
from warehouse.terms import RunState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Served, Visit
    from desk_stories import Story
    from playwright.sync_api import Page

    from warehouse.reviews import Event

SHOWN = [route for route in ROUTES if isinstance(route, Route) and "GET" in (route.methods or ())]
TAKEN = [route for route in ROUTES if isinstance(route, Route) and "POST" in (route.methods or ())]
QUERIES = {  # further states of a page, by its path
    "/queue": ("?state=any", "?q=nothingsuch", "?severity=warning", "?after=nothing"),
    "/articles/{article_id}/correct": ("?words=14+people&line=0&nth=0", "?figure=none"),
    "/people": ("?q=ida", "?q=nothingsuch", "?name=Ida+Brandt"),
    "/search": ("?q=ferry", "?q=nothingsuch"),
    "/sql": ("?q=FROM+v1.flags",),
    "/batch": ("?q=nothingsuch",),
    "/event/{story_id}": ("?with=rain+ends", "?with=nothingsuch&article=none"),
}
RUN = Run(
    run_id=RunId("run-1"), flow="check_news", started_at=datetime(2026, 3, 4, tzinfo=UTC), finished_at=None,
    state=RunState.COMPLETED_WITH_FAILURES, note="", fetched=3, unchanged=0, revised=0, failed=1, articles=3, claims=9,
    figures=4, attributions=3, flags_new=6, flags_gone=0, flags_back=0, checks_evaluated=4, published="",
)  # fmt: skip
PARTS = ("default-src 'none'", "script-src 'nonce-", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
RULES: dict[str, tuple[str, ...]] = {"light": (), "dark": ("color-contrast",)}  # in the dark only colours differ
INLINE = re.compile(
    r"""<[a-z][^>]*\s(?:on\w+|style)\s*=|(?:href|action|src)\s*=\s*["']?\s*javascript:""", re.IGNORECASE
)


def lived_in(newsroom: Path, serve_home: Callable, visitor_to: Callable[[str], Visit]) -> tuple[Served, dict[str, str]]:
    """A desk on which people have worked, and what stands in the place of each part of an address."""
    con = db.connect(newsroom)
    db.save(con, [RUN])
    publish.publish(con, newsroom)
    con.close()
    served = serve_home(newsroom, second_look_share=1.0, **ORGANISATION)
    visit = visitor_to(served.address)
    flags = visit.flags("/queue")
    acts = ({"act": "confirm", "confirm_reason": "wrong"}, {"act": "dismiss:opinion", "scope": "sentence"})
    wide = {"act": "dismiss:check_wrong", "scope": "outlet_check", "sure": "yes"}
    for flag, act in zip(flags, (*acts, wide), strict=False):
        visit.post(f"/flags/{flag}/decide", seen="", **act)
    visit.post(f"/flags/{flags[0]}/decide", act="note", comment="They ring back")
    visit.post(f"/flags/{flags[0]}/questions", act="asked", comment="The press office")
    visit.post("/views", name="Warnings", view="severity=warning", shared="yes")
    visit.post("/me", name="Berit")  # so that the second look has something
    [view] = re.findall(r'href="/views/(\w+)"', visit.get("/views").text)
    article = visit.get(f"/flags/{flags[0]}").headers["location"].split("/")[2].split("#")[0]
    [story] = re.findall(r'href="/event/(\w+)"', visit.get(f"/articles/{article}").text)
    visit.post(f"/event/{story}", json=False, act=f"merge:{other_event(visit, story)}")
    claim = claim_of(served, visit)
    act_on_claim(visit, claim, "source", **SOURCE)
    with_verdict(visit, claim)
    act_on_claim(visit, claim, "publish", address=PUBLIC)
    return served, {
        "story_id": story,
        "sentence_id": claim.partition("?")[0].rpartition("/")[2],
        "person": "nobody%20known",
        "token": token_of(served, visit, article),
        "form": "csv",
        "article_id": article,
        "flag_id": flags[0],
        "run_id": "run-1",
        "view_id": view,
        "format": "csv",
    }


def token_of(served: Served, visit: Visit, article: str) -> str:
    visit.post(f"/articles/{article}/ask", json=False, name="Ola Rein")
    made = [event for event in served.app.state.desk.store.events() if event.act == "ask"]
    return asking.token_of(served.app.state.desk, made[-1].decision_id)


def other_event(visit: Visit, story: str) -> str:
    found = visit.get("/search?q=rain").text + visit.get("/search?q=council").text
    return next(one for one in re.findall(r'href="/event/(\w+)"', found) if one != story)


@pytest.fixture
def lived(newsroom: Path, serve_home: Callable, visitor_to: Callable[[str], Visit]) -> tuple[Served, dict[str, str]]:
    return lived_in(newsroom, serve_home, visitor_to)


def addresses(values: dict[str, str]) -> Iterator[str]:
    """Yield every address that can be asked for: a part that `values` does not name fails the test."""
    for route in SHOWN:
        path = re.sub(r"{(\w+)}", lambda part: values[part[1]], route.path)
        yield path
        yield from (path + query for query in QUERIES.get(route.path, ()))
    yield from (f"/export/{name}?state=any" for name in FORMATS)
    yield from (
        "/no-such-page",
        "/articles/none",
        "/claims/none",
        "/claims?status=checked",
        "/event/none",
        "/event/none/csv",
        "/flags/none",
        "/runs/none",
        "/views/none",
        "/export/none",
    )


def strict(headers: dict[str, str], body: str) -> list[str]:
    """Return what is wrong with an answer."""
    policy = headers.get("content-security-policy", "")
    faults = [f"lacks {part}" for part in PARTS if part not in policy]
    faults += ["unsafe"] if "unsafe" in policy else []
    faults += [name for name in ("x-content-type-options", "referrer-policy", "x-frame-options") if name not in headers]
    if headers.get("content-type", "").startswith("text/html") and "content-disposition" not in headers:
        nonce = (re.search(r"'nonce-([\w-]+)'", policy) or ["", "?"])[1]
        tags = re.findall(r"<(?:script|style|link rel=.?stylesheet)[^>]*>", body)
        faults += [tag for tag in tags if f'nonce="{nonce}"' not in tag] + INLINE.findall(body)
    return faults


def test_no_page_reads_all_that_was_ever_decided(
    lived: tuple[Served, dict[str, str]], visitor_to: Callable[[str], Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    served, values = lived
    visit, read, asked = visitor_to(served.address), ReviewStore.events, list[int]()

    def noted(store: ReviewStore, after: int = 0) -> list[Event]:
        asked.append(after)
        return read(store, after)

    monkeypatch.setattr(ReviewStore, "events", noted)
    reading = []
    for address in addresses(values):
        asked.clear()
        visit.get(address)
        reading += [address] if 0 in asked else []
    assert reading == []


def test_every_address_answers_under_the_strict_policy(
    lived: tuple[Served, dict[str, str]], visitor_to: Callable[[str], Visit]
) -> None:
    served, values = lived
    visit = visitor_to(served.address)
    faults = {}
    for address in addresses(values):
        answer = visit.get(address)
        wrong = strict(dict(answer.headers), answer.text)
        wrong += [str(answer.status_code)] if answer.status_code not in (200, 303, 404) else []
        faults |= {address: wrong} if wrong else {}
    assert faults == {}


def test_every_refusal_of_a_post_is_under_the_strict_policy(
    lived: tuple[Served, dict[str, str]], visitor_to: Callable[[str], Visit]
) -> None:
    served, values = lived
    visit = visitor_to(served.address)
    assert len(TAKEN) > 8
    for route in TAKEN:
        path = re.sub(r"{(\w+)}", lambda part: values[part[1]], route.path)
        for json in (True, False):
            answer = visit.post(path, json=json, csrf="forged")
            # a link to answer under is its own right to post: it says that nothing was answered
            assert answer.status_code == (400 if path.startswith("/answer/") else 403), path
            assert strict(dict(answer.headers), answer.text) == [], path


def test_every_address_answers_before_anything_is_published(
    home: Path, serve_home: Callable, visitor_to: Callable[[str], Visit]
) -> None:
    home.mkdir()
    visit = visitor_to(serve_home(home).address)
    values = dict.fromkeys(
        ("article_id", "flag_id", "run_id", "view_id", "story_id", "sentence_id", "person", "token", "form", "format"),
        "none",
    )
    for address in addresses(values):
        answer = visit.get(address)
        assert answer.status_code in (200, 303, 404), (address, answer.status_code)
        assert strict(dict(answer.headers), answer.text) == [], address


def look_at(page: Page, address: str, no_axe_violation: Callable[..., None], rules: tuple[str, ...]) -> None:
    answer = page.request.get(address)
    if "content-disposition" in answer.headers or not answer.headers["content-type"].startswith("text/html"):
        return
    page.goto(address)
    for opened in page.locator("details:not([name]):not([open]) > summary").all():
        if opened.is_visible():
            opened.click()
    no_axe_violation(page, *rules)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", RULES)
def test_axe_finds_nothing_on_any_page(
    lived: tuple[Served, dict[str, str]], page_of: Callable, no_axe_violation: Callable, scheme: str
) -> None:
    served, values = lived
    page = page_of(served.address, color_scheme=scheme)
    for address in addresses(values):
        look_at(page, address, no_axe_violation, RULES[scheme])
    saved = served.home / "page.html"
    saved.write_bytes(page.request.get(f"/articles/{values['article_id']}/page.html").body())
    page.goto(saved.as_uri())
    no_axe_violation(page, *RULES[scheme])


SEND = """([path, fields]) => {
  const form = document.createElement("form");
  form.method = "post"; form.action = path;
  for (const [name, value] of Object.entries({ csrf: document.body.dataset.csrf, ...fields })) {
    const input = document.createElement("input"); input.type = "hidden"; input.name = name; input.value = value;
    form.append(input);
  }
  document.body.append(form); form.submit();
}"""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", RULES)
def test_axe_finds_nothing_on_what_a_form_answers(
    lived: tuple[Served, dict[str, str]], page_of: Callable, no_axe_violation: Callable, scheme: str
) -> None:
    served, values = lived
    page = page_of(served.address, color_scheme=scheme)
    decide = f"/flags/{values['flag_id']}/decide"
    answers = {
        "Are you sure": (decide, {"act": "dismiss:opinion", "scope": "check"}),
        "Somebody": (decide, {"act": "confirm", "confirm_reason": "wrong", "seen": "older"}),
        "That name is taken": ("/views", {"name": "Warnings", "view": "q=x"}),
        "SQL": ("/sql", {"sql": "SELECT 1 AS one"}),
    }
    for title, (path, fields) in answers.items():
        page.goto("/me")
        if path == "/views":
            page.fill("#name", "Ada")
            with page.expect_navigation():
                page.click("text=That is me")
        page.evaluate(SEND, [path, fields])
        page.wait_for_url(f"**{path}")
        assert title in page.inner_text("body") + page.title(), title
        no_axe_violation(page, *RULES[scheme])


@pytest.fixture
def besieged(home: Path, publisher: Callable, hostile: Story, serve_home: Callable) -> Served:
    publisher(home, (hostile,))
    return serve_home(home)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", RULES)
def test_axe_finds_nothing_among_200_flags_in_hostile_text(
    besieged: Served, hostile: Story, page_of: Callable, no_axe_violation: Callable, scheme: str
) -> None:
    page = page_of(besieged.address, color_scheme=scheme)
    page.set_default_timeout(60_000)  # 60,000 characters in many small pieces, on a busy machine
    page.goto("/queue")
    no_axe_violation(page, *RULES[scheme])
    page.locator("a.open").first.click()
    page.locator(".card.here").wait_for()
    assert len(hostile.flags) == page.locator("a.number").count() == 200
    assert page.locator(".card").count() == 100  # a stretch of them
    no_axe_violation(page, *RULES[scheme])
