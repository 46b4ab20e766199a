"""`copydesk demo`: the made-up newsroom served, fetched twice (quiet edits in between) and shown on the desk."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from copydesk.desk import open_desk, refuse_taken
from copydesk.newsstand import Newsstand
from copydesk.running import conduct, plan_of, told
from copydesk.status import Status, command_name
from warehouse.terms import RunState

if TYPE_CHECKING:
    from pathlib import Path

    from flows.plan import NewsPlan
    from warehouse.ledger import Run

SOURCES = "demo-sources.toml"
EDITIONS = {1: "The morning edition:", 2: "The evening edition, in which two stories' figures were changed quietly:"}


def show_demo(home: Path, *, port: int, keep: bool) -> Status:
    """Run the demo and open the desk until it is stopped; without `keep` it ends after the runs."""
    if keep:
        refuse_taken("127.0.0.1", port)
    _say(
        "The demo newsroom opens on this machine: five made-up outlets, 21 stories, and two pages that fail on purpose."
    )
    _say("The first run takes half a minute, most of it to start Prefect.")
    with Newsstand() as stand:
        for edition in (1, 2):
            stand.edition = edition
            _say(f"\n{EDITIONS[edition]}")
            run = check_edition(home, stand)
            _say(told(run, home))
            if run.state is RunState.FAILED:
                return Status.BROKEN
        if keep:
            _say("\nOne event told by four outlets: choose a flag of the ferry fire, and press E.")
            _say(f'Its data:        {command_name()} sql --home {home} -c "FROM v1.open_flags"')
            return open_desk(home, host="127.0.0.1", port=port)
    return Status.FINE


def check_edition(home: Path, stand: Newsstand) -> Run:
    """Run the flows over the newsroom as it stands."""
    return conduct(demo_plan(home, stand))


def demo_plan(home: Path, stand: Newsstand) -> NewsPlan:
    """Return the plan that reads the newsroom's feeds; its sources file stays in the home folder to be looked at."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / SOURCES
    path.write_text(sources_of(stand), encoding="utf-8")
    plan = plan_of(home, sources=path)
    ports = sorted({host.server_address[1] for host in stand.hosts})
    return plan.model_copy(
        update={
            "fetch": {"allowed_networks": ["127.0.0.0/8"], "allowed_ports": ports, "pace_seconds": 0.1, **plan.fetch}
        }
    )


def sources_of(stand: Newsstand) -> str:
    """Return the newsroom's feeds as a sources file."""
    told_sources = [
        f'[[source]]\nname = "{name}"\noutlet = "{name}"\nfeeds = ["{feed}"]\n' for name, feed in stand.feeds().items()
    ]
    return "\n".join(["# Written by `copydesk demo`. Your own sources file looks the same.", "", *told_sources])


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - the command's answer
