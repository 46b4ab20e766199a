"""Who sits at the desk: accounts that close, guests that are not stored, and guessing that holds nobody else up."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import sqlalchemy as sa

from review.access import tries
from review.access.accounts import Accounts
from review.access.tries import TooManyTriesError, Tries
from warehouse.audit import verify
from warehouse.reviews import open_reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Served, Visit

    from warehouse.reviews import ReviewStore

ROOT = Path(__file__).parents[2]
PASSWORD = "a long enough password"  # noqa: S105 - of accounts that live for one test


@pytest.fixture
def store(home: Path) -> Iterator[ReviewStore]:
    opened = open_reviews(home)
    yield opened
    opened.close()


@pytest.fixture
def accounts(store: ReviewStore) -> Accounts:
    made = Accounts(store)
    made.add("rev", PASSWORD, "reviewer", by="Ada at the command line")
    return made


def rows(home: Path, table: str) -> int:
    engine = sa.create_engine(f"sqlite:///{home / 'reviews.sqlite'}")
    with engine.connect() as connection:
        count = connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar()
    engine.dispose()
    return int(count or 0)


def log_in(visit: Visit, name: str, password: str = PASSWORD, **headers: str) -> httpx.Response:
    page = visit.client.get("/login", headers=headers).text
    token = re.search(r'name="csrf" value="(\w+)"', page)[1]
    data = {"csrf": token, "name": name, "password": password, "next": "/checks"}
    return visit.client.post("/login", data=data, headers={"Origin": visit.origin, **headers})


def test_a_guest_is_not_stored_and_a_link_from_elsewhere_keeps_the_name(
    newsroom: Path, serve_home: Callable, visitor_to: Callable
) -> None:
    served = serve_home(newsroom)
    visit = visitor_to(served.address)
    for _ in range(3):
        visitor_to(served.address).get("/")  # nobody brings a cookie
    visit.post("/me", json=False, name="Berit", next="/")
    from_mail = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Referer": "https://mail.example/"}
    answer = visit.get("/me", headers=from_mail)
    assert "Berit" in answer.text
    assert "set-cookie" not in answer.headers
    assert rows(newsroom, "logins") == 0


def test_a_guests_cookie_cannot_be_made_up(accounts: Accounts, store: ReviewStore) -> None:
    token = accounts.welcome("Ada").token
    assert accounts.guest(token).name == "Ada"
    name = b"Eve".hex()
    for made_up in (token[:-1], re.sub(r"\.[0-9a-f]+\.", f".{name}.", token), f"guest.{name}.x.y", "", "x", "a.b.c.d"):
        assert accounts.guest(made_up) is None
    assert accounts.guest(accounts.device("Ada")) is None
    assert accounts.visitor(token) is None


def test_a_session_without_log_in_is_none_on_a_desk_that_demands_it(
    newsroom: Path, serve_home: Callable, visitor_to: Callable
) -> None:
    store = open_reviews(newsroom)
    Accounts(store).add("rev", PASSWORD, "reviewer", by="Ada")
    with store.engine.begin() as connection:  # as an older Copydesk kept them
        connection.execute(sa.text("CREATE TABLE sessions (token_hash VARCHAR, name VARCHAR, role VARCHAR, x FLOAT)"))
    store.close()
    guest = visitor_to(serve_home(newsroom).address)
    guest.get("/")
    token = guest.client.cookies["copydesk_session"]
    demanding = visitor_to(serve_home(newsroom, demand_login=True).address)
    demanding.client.cookies.set("copydesk_session", token)
    assert demanding.get("/").status_code == 303
    assert demanding.client.post("/undo", headers={"Origin": demanding.origin}).status_code == 401


def test_a_guest_does_not_sign_as_somebody_who_has_an_account(
    newsroom: Path, serve_home: Callable, visitor_to: Callable
) -> None:
    store = open_reviews(newsroom)
    Accounts(store).add("rev", PASSWORD, "reviewer", by="Ada")
    store.close()
    visit = visitor_to(serve_home(newsroom).address)
    assert "name of an account" in visit.post("/me", name="rev").text


@pytest.mark.parametrize("close", ["disable", "remove"])
def test_a_closed_account_has_no_session_and_no_log_in(accounts: Accounts, close: str) -> None:
    visitor = accounts.log_in("rev", PASSWORD, "here")
    assert accounts.visitor(visitor.token).role == "reviewer"
    getattr(accounts, close)("rev", by="Ada at the command line")
    assert accounts.visitor(visitor.token) is None
    assert accounts.log_in("rev", PASSWORD, "here") is None
    with pytest.raises(ValueError, match="no account 'Eve'"):
        getattr(accounts, close)("Eve", by="Ada")
    accounts.add("rev", PASSWORD, "editor", by="Ada")
    assert accounts.log_in("rev", PASSWORD, "here").role == "editor"


def test_the_chain_says_who_made_an_account_what_it_is(accounts: Accounts, store: ReviewStore) -> None:
    accounts.disable("rev", by="Berit at the command line")
    told = [(event.act, event.reviewer, event.comment) for event in store.events()]
    assert told == [
        ("account", "Ada at the command line", "rev may log in as reviewer"),
        ("account", "Berit at the command line", "rev was disabled"),
    ]
    assert verify(store).fault == ""
    ((name, role, state, _, by),) = accounts.told()
    assert (name, role, state, by) == ("rev", "reviewer", "disabled", "Berit at the command line")


def test_guessing_one_name_is_held_up_for_a_while(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        assert accounts.log_in("rev", f"guess {number}", "there") is None
    with pytest.raises(TooManyTriesError) as early:
        accounts.log_in("rev", "guess", "there")
    assert 0 < early.value.seconds <= 30
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 31)
    assert accounts.log_in("rev", PASSWORD, "there")


def test_who_guesses_elsewhere_does_not_lock_out_the_right_password(accounts: Accounts) -> None:
    device = accounts.device("rev")
    for number in range(200):
        try:
            accounts.log_in("rev", "guess", f"10.0.0.{number}")
        except TooManyTriesError:
            break
    with pytest.raises(TooManyTriesError):
        accounts.log_in("rev", PASSWORD, "10.1.1.1")
    assert accounts.log_in("rev", PASSWORD, "10.1.1.1", device)
    for stranger in (accounts.device("edi"), device[:-1], "device.x"):
        with pytest.raises(TooManyTriesError):
            accounts.log_in("rev", PASSWORD, "10.1.1.1", stranger)


def test_a_newsroom_behind_one_address_logs_in_though_many_mistype(accounts: Accounts) -> None:
    for number in range(12):
        for _ in range(3):
            accounts.log_in(f"reporter {number}", "slip", "gateway")
    assert accounts.log_in("rev", PASSWORD, "gateway")


def test_guessing_over_many_names_from_one_address_is_held_up() -> None:
    counted = Tries()
    for number in range(tries.ADDRESS.tries):
        counted.begin(f"name {number}", "there", "")
    with pytest.raises(TooManyTriesError):
        counted.begin("another name", "there", "")
    assert counted.begin("name", "elsewhere", "")


def test_a_right_password_costs_no_try() -> None:
    counted = Tries()
    for _ in range(50):
        counted.forgive(counted.begin("rev", "here", ""))


def test_what_is_remembered_of_tries_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tries, "MOST", 50)
    counted = Tries()
    for number in range(500):
        counted.begin(f"name {number}", f"address {number}", "")
    assert len(counted._left) < 60


def test_a_browser_that_logged_in_before_is_known(newsroom: Path, serve_home: Callable, visitor_to: Callable) -> None:
    store = open_reviews(newsroom)
    Accounts(store).add("rev", PASSWORD, "reviewer", by="Ada")
    store.close()
    served: Served = serve_home(newsroom, demand_login=True)
    owner, guesser = visitor_to(served.address), visitor_to(served.address)
    assert log_in(owner, "rev").status_code == 303
    owner.post("/logout")
    codes = [log_in(guesser, "rev", f"guess {number}").status_code for number in range(7)]
    assert codes == [403] * 5 + [429] * 2
    answer = log_in(guesser, "rev")
    assert (answer.status_code, "wait " in answer.text) == (429, True)
    assert log_in(owner, "rev").status_code == 303


SERVE = """
import sys
from pathlib import Path
from review.serve import serve
from review.settings import Settings
serve(Path(sys.argv[1]), port=int(sys.argv[2]), settings=Settings(demand_login=True, proxies=tuple(sys.argv[3:])))
"""


@pytest.mark.parametrize(("proxies", "codes"), [((), [403] * 5 + [429]), (("127.0.0.1",), [403] * 6)])
def test_an_address_is_believed_from_a_named_proxy_alone(
    newsroom: Path, visitor_to: Callable, proxies: tuple[str, ...], codes: list[int]
) -> None:
    store = open_reviews(newsroom)
    Accounts(store).add("rev", PASSWORD, "reviewer", by="Ada")
    store.close()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SERVE, str(newsroom), str(port), *proxies]
    with subprocess.Popen(command, env=environment) as desk:
        try:
            visit = visitor_to(f"http://127.0.0.1:{port}")
            give_up_at = time.monotonic() + 60
            while not reached(visit) and time.monotonic() < give_up_at:
                time.sleep(0.1)
            forwarded = [{"X-Forwarded-For": f"192.0.2.{number}"} for number in range(6)]
            assert [log_in(visit, "rev", "guess", **headers).status_code for headers in forwarded] == codes
        finally:
            desk.terminate()


def reached(visit: Visit) -> bool:
    try:
        return visit.get("/login").status_code == 200
    except httpx.TransportError:
        return False
