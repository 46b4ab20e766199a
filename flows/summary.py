"""A run told in markdown: its row, its measures, and where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.terms import RunState

if TYPE_CHECKING:
    from flows.tally import Tally
    from warehouse.ledger import Run

SENTENCES = {
    RunState.RUNNING: "The run is going on.",
    RunState.COMPLETED: "Everything that the sources offered was read and checked.",
    RunState.COMPLETED_WITH_FAILURES: "What could be read was checked and published; some pages failed.",
    RunState.FAILED: "The run failed and published nothing: readers go on seeing the last good copy.",
}


def summary(run: Run, tally: Tally, desk_url: str) -> str:
    """Return the markdown that Prefect's page and alerts show."""
    parts = [
        f"# {run.flow}: {run.state}",
        SENTENCES[run.state],
        *([f"> {run.note}"] if run.note else []),
        _table("What was done", _counts(run)),
        _table("Failures by class", [(name, f"{amount:.0f}") for name, amount in tally.of("failed").items()]),
        _table("New flags by check", [(name, f"{amount:.0f}") for name, amount in tally.of("flags_new").items()]),
        _table("Seconds by stage", [(name, f"{amount:.2f}") for name, amount in tally.of("seconds").items()]),
        _table("Slowest outlets, seconds", [(n, f"{s:.1f}") for n, s in list(tally.of("host_seconds").items())[:5]]),
        _table("Prose kept today, least first", _shares(tally)),
        f"[Open the desk]({desk_url}/) · [this run]({desk_url}/runs/{run.run_id})",
    ]
    return "\n\n".join(part for part in parts if part)


def _counts(run: Run) -> list[tuple[str, str]]:
    told = {
        "pages fetched": run.fetched,
        "unchanged": run.unchanged,
        "revised": run.revised,
        "failed": run.failed,
        "articles new": run.articles,
        "claims": run.claims,
        "figures": run.figures,
        "attributions": run.attributions,
        "flags new": run.flags_new,
        "flags gone": run.flags_gone,
        "flags back": run.flags_back,
        "checks evaluated": run.checks_evaluated,
    }
    rows = [(name, str(count)) for name, count in told.items()]
    if run.finished_at:
        rows.append(("seconds", f"{(run.finished_at - run.started_at).total_seconds():.1f}"))
    return [*rows, ("published copy", run.published or "none")]


def _shares(tally: Tally) -> list[tuple[str, str]]:
    usual = tally.of("usual_text_share")
    rows = sorted(tally.of("text_share").items(), key=lambda row: (row[1] / (usual.get(row[0]) or 1), row[0]))
    return [(name, f"{share:.0%}" + (f" (usual {usual[name]:.0%})" if name in usual else "")) for name, share in rows]


def _table(title: str, rows: list[tuple[str, str]]) -> str:
    if not rows:
        return ""
    lines = [f"| {name.replace('|', '/')} | {amount} |" for name, amount in rows]
    return "\n".join([f"## {title}", "", "| | |", "|---|---:|", *lines])
