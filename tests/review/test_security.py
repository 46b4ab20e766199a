"""What the desk refuses: forged posts, foreign hosts, guessed passwords, paths out of it, and markup in any field."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest

from review.access.accounts import Accounts
from review.serve import serve
from review.wording import safe_link, signs
from warehouse.reviews import open_reviews

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served, Visit
    from desk_stories import Story

PASSWORD = "a long enough password"  # noqa: S105 - of accounts that live for one test
PAGES = (
    "/",
    "/queue",
    "/mine",
    "/mine.atom",
    "/today.atom",
    "/search?q=fire",
    "/checks",
    "/suppressions",
    "/runs",
    "/sql",
    "/keys",
    "/me",
    "/batch",
    "/second",
    "/no",
)
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}\u202e'


@pytest.mark.parametrize("path", [*PAGES, "/static/desk.js", "/static/none"])
def test_every_answer_has_the_strict_policy(visit: Visit, path: str) -> None:
    answer = visit.get(path)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'nonce-")
    assert "unsafe" not in policy
    for part in ("frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'"):
        assert part in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


def test_a_nonce_is_never_used_twice(visit: Visit) -> None:
    nonces = {re.search(r"nonce-([\w-]+)", visit.get("/").headers["content-security-policy"])[1] for _ in range(5)}
    assert len(nonces) == 5


def test_the_cookie_is_kept_from_scripts_and_other_sites(visit: Visit) -> None:
    cookie = visit.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie  # a link in a mail finds the session


@pytest.mark.parametrize("path", ["/undo", "/me", "/sql", "/batch", "/flags/x/decide", "/logout", "/second/x"])
def test_a_post_without_our_token_is_refused(visit: Visit, path: str) -> None:
    for token in ("", "0" * 64, hashlib.sha256(b"csrf:").hexdigest()):
        answer = visit.client.post(path, data={"csrf": token}, headers={"Origin": visit.origin})
        assert answer.status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "http://127.0.0.1.evil.example"])
def test_a_post_from_another_origin_is_refused(visit: Visit, origin: str) -> None:
    headers = {"Origin": origin} if origin else {}
    answer = visit.client.post("/undo", data={"csrf": visit.csrf()}, headers=headers)
    assert answer.status_code == 403


def test_the_token_of_one_session_is_worth_nothing_in_another(
    visit: Visit, served: Served, visitor_to: Callable
) -> None:
    other = visitor_to(served.address)
    other.get("/")
    answer = other.client.post("/undo", data={"csrf": visit.csrf()}, headers={"Origin": other.origin})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "127.0.0.1.evil.example:80", "localhost.evil.example", "", "localhost:80:80", "localhost:"),
        *("localhost:http", "evil.example@localhost", "[::1", "[::1]x", "localhost/", "localhost:123456"),
    ],
)
def test_a_foreign_host_name_is_refused(visit: Visit, host: str) -> None:
    assert visit.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/static/%00",
        "/../x",
    ],
)
def test_no_path_leads_out_of_the_static_files(served: Served, path: str) -> None:
    with httpx.Client(trust_env=False) as client:
        request = client.build_request("GET", served.address)
        request.url = request.url.copy_with(raw_path=path.encode())
        answer = client.send(request)
    assert answer.status_code in (400, 404)
    assert "starlette" not in answer.text.lower()
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_form_never_leads_to_another_site(visit: Visit, wanted: str) -> None:
    assert visit.post("/me", json=False, name="Ada", next=wanted).headers["location"] == "/"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//a", ""),
    ],
)
def test_only_web_addresses_are_linked(address: str, shown: str) -> None:
    assert safe_link(address) == shown


def test_controls_that_reorder_text_are_shown_as_signs() -> None:
    shown = str(signs("pay \u202eevil\u2066 <b>"))
    assert "U+202E" in shown
    assert "U+2066" in shown
    assert "\u202e" not in shown
    assert "<b>" not in shown


def test_markup_in_any_stored_field_stays_words(
    home: Path, publisher: Callable, ferry: Story, serve_home: Callable, visitor_to: Callable
) -> None:
    flags = (("AT01", "More than 300 passengers", EVIL, ()), ("FG01", "14 people", EVIL, ("12 people",)))
    story = replace(
        ferry, headline=ferry.headline + EVIL, text=ferry.text + "\n" + EVIL, outlet=EVIL, flags=flags, notes=(EVIL,),
        url="javascript:alert(3)",
    )  # fmt: skip
    publisher(home, (story,))
    visit = visitor_to(serve_home(home).address)
    visit.post("/me", name=EVIL[:60])
    flag = visit.flags("/queue?check=FG01")[0]
    for act in ("note", "asked"):
        path = "questions" if act == "asked" else "decide"
        visit.post(f"/flags/{flag}/{path}", act=act, comment=EVIL)
    visit.post(f"/flags/{flag}/decide", act="assign", assignee=EVIL[:60])
    visit.post(f"/flags/{flag}/decide", act="dismiss:other", comment=EVIL, scope="outlet_check", sure="yes", seen="")
    article = visit.get(f"/flags/{flag}").headers["location"].split("#")[0]
    pages = [
        *PAGES,
        article,
        f"{article}/questions",
        f"{article}/changes",
        f"{article}/figures",
        f"{article}/page.html",
        f"/flags/{flag}/figures",
    ]
    pages += ["/queue?state=any", "/queue?q=" + EVIL, f"/search?q={EVIL}", "/batch?state=any"]
    for path in pages:
        text = visit.get(path).text
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
        assert 'href="javascript' not in text, path
        assert "\u202e" not in text, path
    assert "{{7*7}}" in visit.get(article).text


@pytest.fixture
def guarded(newsroom: Path, serve_home: Callable) -> Served:
    store = open_reviews(newsroom)
    accounts = Accounts(store)
    for name, role in (("rea", "reader"), ("rev", "reviewer"), ("edi", "editor")):
        accounts.add(name, PASSWORD, role, by="Ada")
    store.close()
    return serve_home(newsroom, demand_login=True)


def log_in(visit: Visit, name: str, password: str = PASSWORD) -> httpx.Response:
    page = visit.get("/login").text
    token = re.search(r'name="csrf" value="(\w+)"', page)[1]
    data = {"csrf": token, "name": name, "password": password, "next": "/checks"}
    return visit.client.post("/login", data=data, headers={"Origin": visit.origin})


def test_nothing_is_seen_before_log_in(guarded: Served, visitor_to: Callable) -> None:
    visit = visitor_to(guarded.address)
    for path in ("/", "/sql", "/export/csv", "/articles/x"):
        assert visit.get(path).headers["location"].startswith("/login")
    assert visit.client.post("/undo", headers={"Origin": visit.origin}).status_code == 401
    answer = log_in(visit, "rev")
    assert answer.headers["location"] == "/checks"
    assert visit.get("/").status_code == 200


def test_log_in_gives_a_new_session_whatever_cookie_came(guarded: Served, visitor_to: Callable) -> None:
    visit = visitor_to(guarded.address)
    visit.client.cookies.set("copydesk_session", "planted-by-somebody-else")
    answer = log_in(visit, "rev")
    assert "planted" not in answer.headers["set-cookie"]
    planted = visitor_to(guarded.address)
    planted.client.cookies.set("copydesk_session", "planted-by-somebody-else")
    assert planted.get("/").status_code == 303


def test_log_out_ends_the_session_for_good(guarded: Served, visitor_to: Callable) -> None:
    visit = visitor_to(guarded.address)
    log_in(visit, "rev")
    token = visit.client.cookies["copydesk_session"]
    visit.post("/logout")
    again = visitor_to(guarded.address)
    again.client.cookies.set("copydesk_session", token)
    assert again.get("/").status_code == 303


def test_roles_do_what_they_may_and_no_more(guarded: Served, visitor_to: Callable) -> None:
    visits = {name: visitor_to(guarded.address) for name in ("rea", "rev", "edi")}
    for name, visit in visits.items():
        log_in(visit, name)
    flag = visits["edi"].flags("/queue?check=AT01")[0]
    fields = {"act": "dismiss:opinion", "seen": ""}
    assert visits["rea"].post(f"/flags/{flag}/decide", **fields).status_code == 403
    assert visits["rea"].post("/event/any", act="split", article="any").status_code == 403
    assert visits["rev"].post("/event/any", act="split", article="any").status_code == 400  # no such event, but allowed
    assert visits["rev"].post(f"/flags/{flag}/decide", scope="check", sure="yes", **fields).status_code == 400
    assert visits["rev"].post("/batch", view="", number="6", act="confirm").status_code == 403
    assert visits["rev"].post(f"/flags/{flag}/decide", **fields).status_code == 200
    assert visits["edi"].post("/undo", undoes=guarded.app.state.desk.store.events()[0].decision_id).status_code == 200
    assert visits["rev"].post("/me", name="edi").status_code == 400


def test_a_reviewer_does_not_undo_what_another_did(guarded: Served, visitor_to: Callable) -> None:
    rev, edi = visitor_to(guarded.address), visitor_to(guarded.address)
    log_in(rev, "rev")
    log_in(edi, "edi")
    flag = edi.flags("/queue")[0]
    edi.post(f"/flags/{flag}/decide", act="confirm", confirm_reason="wrong", seen="")
    event = guarded.app.state.desk.store.events()[0]
    assert rev.post("/undo", undoes=event.decision_id).status_code == 400


def test_passwords_are_kept_by_scrypt_with_a_salt_each(home: Path) -> None:
    store = open_reviews(home)
    accounts = Accounts(store)
    accounts.add("a", PASSWORD, "reader", by="Ada")
    accounts.add("b", PASSWORD, "reader", by="Ada")
    with store.engine.connect() as connection:
        kept = [row[0] for row in connection.exec_driver_sql("SELECT password FROM accounts")]
        assert connection.exec_driver_sql("SELECT count(*) FROM logins").scalar() == 0
    assert len(set(kept)) == 2
    assert all(line.startswith("scrypt$") and PASSWORD not in line for line in kept)
    assert accounts.log_in("a", PASSWORD, "here")
    assert accounts.log_in("nobody", PASSWORD, "here") is None
    with pytest.raises(ValueError, match="too short"):
        accounts.add("c", "short", "reader", by="Ada")
    store.close()


def test_the_desk_does_not_open_to_others_without_an_account(newsroom: Path) -> None:
    with pytest.raises(ValueError, match="no account yet"):
        serve(newsroom, host="0.0.0.0", port=0)  # noqa: S104 - that it is refused is the test
