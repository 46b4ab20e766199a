"""Run the desk: on loopback for one person, with log-in as soon as others can reach it."""

from __future__ import annotations

import gc
import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import uvicorn

from review.app import create_app
from review.settings import LOOPBACK, Settings

if TYPE_CHECKING:
    from pathlib import Path


SELDOM = 20_000  # new objects between two searches for garbage: about one page's
EVERYWHERE = ("0.0.0.0", "[::]")  # noqa: S104 - to say which names such a desk answers to


def serve(home: Path, host: str = "127.0.0.1", port: int = 8377, *, settings: Settings | None = None) -> None:
    """Serve the desk until it is stopped; beyond loopback it demands log-in and raises ValueError with no account."""
    chosen = settings or Settings()
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    if shown not in LOOPBACK:
        named = (socket.gethostname(), socket.getfqdn()) if shown in EVERYWHERE else (shown,)
        hosts = (*chosen.allowed_hosts, *named)
        chosen = replace(chosen, demand_login=True, allowed_hosts=tuple(dict.fromkeys(hosts)))
    chosen = replace(chosen, address=f"http://{shown}:{port}")
    app = create_app(home, settings=chosen)
    if chosen.demand_login and not app.state.accounts.names():
        app.state.desk.close()
        raise ValueError("Others can reach this address and there is no account yet: add one with `copydesk account`.")
    gc.freeze()  # what is loaded by now stays: looking through it for garbage would cost requests milliseconds
    gc.set_threshold(SELDOM, 20, 50)
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(chosen.proxies),  # uvicorn believes every process of this machine otherwise
        forwarded_allow_ips=list(chosen.proxies),
    )
