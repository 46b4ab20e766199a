"""`copydesk review`: the desk with the operator's settings."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from copydesk.settings import read_settings
from copydesk.status import Refusal, Status
from flows.ports import taken
from warehouse.grades import Grade

if TYPE_CHECKING:
    from pathlib import Path

    from review.settings import Settings as DeskSettings


def desk_settings(home: Path) -> DeskSettings:
    """Return what the operator has set about the desk; whoever names further hosts wants people to log in."""
    from review.settings import LOOPBACK, Settings  # noqa: PLC0415 - only commands that open the desk need it

    own = read_settings(home)
    return Settings(
        reviews_url=own.reviews_url or None,
        second_look_share=own.second_look_share,
        secure_cookies=own.secure_cookies,
        proxies=own.desk_proxies,
        allowed_hosts=tuple(dict.fromkeys((*LOOPBACK, *own.desk_hosts))),
        demand_login=bool(set(own.desk_hosts) - set(LOOPBACK)),
        address=own.desk_url.rstrip("/"),
        scale=tuple(Grade(one.name, one.rating) for one in own.verdicts),
        organisation=own.organisation.name,
        organisation_url=own.organisation.url,
    )


def open_desk(home: Path, *, host: str, port: int) -> Status:
    """Serve the desk until it is stopped; raises Refusal where it may not be reached like that."""
    from review.serve import serve  # noqa: PLC0415 - uvicorn and starlette

    settings = desk_settings(home)
    refuse_taken(host, port)
    shown = f"[{host}]" if ":" in host else host
    print(f"The review desk: http://{shown}:{port}  (Ctrl-C ends it)", file=sys.stderr, flush=True)  # noqa: T201 - where to look
    try:
        serve(home, host, port, settings=settings)
    except ValueError as fault:
        raise Refusal(str(fault)) from None
    return Status.FINE


def refuse_taken(host: str, port: int) -> None:
    """Raise Refusal where something else listens already."""
    if fault := taken(host, port):
        raise Refusal(fault)


def explain_flag(home: Path, flag_id: str, *, again: bool = False, whole: bool = False) -> Status:
    """Print why a flag was raised; with `again`, made anew from the archived pages: a finding where it differs now."""
    from checks.check import all_checks  # noqa: PLC0415 - pydantic
    from review.desk import RefusedError  # noqa: PLC0415
    from review.exports.explain import explain  # noqa: PLC0415 - starlette
    from review.exports.replay import ChangedError, ReplayError, replay  # noqa: PLC0415

    own, settings = read_settings(home), desk_settings(home)
    try:
        if again:
            checks = all_checks(*own.check_folders())
            limit = own.page_seconds
            told = replay(home, flag_id, checks=checks, settings=settings, whole=whole, seconds=limit)
        else:
            told = explain(home, flag_id, settings=settings)
    except RefusedError as fault:
        raise Refusal(str(fault)) from None
    except ChangedError as fault:
        raise Refusal(str(fault), Status.FINDINGS) from None
    except ReplayError as fault:
        raise Refusal(f"This cannot be replayed. {fault}", Status.PARTIAL) from None
    print(told, end="")  # noqa: T201 - the answer
    return Status.FINE


def print_page(home: Path, article_id: str) -> Status:
    """Print an article with its flags and decisions as one HTML file that needs nothing else."""
    from review.desk import (  # noqa: PLC0415
        Desk,
        RefusedError,
        published_copy,
    )
    from review.pages.article import article_view  # noqa: PLC0415
    from review.pages.paper import paper  # noqa: PLC0415

    desk = Desk(home, desk_settings(home), serving=False)
    try:
        view = article_view(desk, published_copy(desk), article_id)
        if view is None:
            raise Refusal(f"The published copy has no article {article_id}.")
        print(paper(desk, view))  # noqa: T201 - the answer
    except RefusedError as fault:
        raise Refusal(str(fault)) from None
    finally:
        desk.close()
    return Status.FINE
