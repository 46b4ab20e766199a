"""The flows: when, how often, how many, what if it fails. What they do is in modules that know nothing of Prefect."""

from __future__ import annotations

import asyncio
from datetime import date  # noqa: TC003 - Prefect reads the annotation to make its form
from functools import partial
from typing import TYPE_CHECKING, Any

from prefect import flow, task
from prefect.artifacts import acreate_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State  # noqa: TC002 - Prefect reads the annotation
from prefect.runtime import flow_run
from prefect.states import Cancelled, Completed, Failed

from flows.alerts import tell
from flows.digests import send_digests
from flows.forgetting import forget_old
from flows.intake import Intake
from flows.lock import RunLockedError
from flows.plain import asked_sources, take_in
from flows.plan import WAIT_MINUTES, NewsPlan, clock_home, clock_plan
from flows.running import Running, overtaking, running
from flows.screening import fetch_decisions, screen_articles
from flows.settings import SettingsError
from flows.summary import summary
from flows.upkeep import Alarm, alarms, drop_old_segments, due_sources, tidy_lake
from warehouse.faults import WarehouseBusyError
from warehouse.lake import LakeError
from warehouse.terms import RunState

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from prefect import Flow

    Stage = Callable[[NewsPlan, Running], Awaitable[None]]


@task(name="find", cache_policy=NO_CACHE, persist_result=False)
async def find_entries(intake: Intake) -> int:
    """Ask every source what it names."""
    return await intake.find()


@task(name="ingest batch", task_run_name="batch {number}", cache_policy=NO_CACHE, persist_result=False)
async def ingest_batch(intake: Intake, number: int) -> None:
    """Fetch, read and load one batch of pages."""
    await intake.read_batch(number)


@task(name="screen articles", cache_policy=NO_CACHE, persist_result=False)
async def screen_due_articles(plan: NewsPlan, run: Running) -> None:
    """Run gates and checks over the articles that are due."""
    await asyncio.to_thread(screen_articles, plan, run)


@task(name="publish copy", cache_policy=NO_CACHE, persist_result=False)
async def publish_copy(run: Running) -> None:
    """Publish a numbered copy for the desk and the analysts."""
    await asyncio.to_thread(run.publish)


@flow(name="ingest", persist_result=False)
async def ingest(only: str = "", since: date | None = None, until: date | None = None) -> State:
    """Take the sources to the warehouse: fetched, extracted and loaded in batches.

    Args:
        only: Only the source of this name; empty is all.
        since: Read only what is dated on or after this day, and not yet read.
        until: Read only what is dated on or before this day, and not yet read.
    """
    return await _by_the_clock("ingest", _ingest, _decisions, _publish, only=only, since=since, until=until)


@flow(name="recheck", persist_result=False)
async def recheck() -> State:
    """Look again at known pages by their age, so that an edit is seen, and check what changed."""
    return await _by_the_clock("recheck", _recheck, _screen, _publish)


@flow(name="screen", persist_result=False)
async def screen() -> State:
    """Check what is due, validate, and publish."""
    return await _by_the_clock("screen", _screen, _publish)


@flow(name="publish", persist_result=False)
async def publish() -> State:
    """Import people's decisions and publish a copy."""
    return await _by_the_clock("publish", _decisions, _publish)


@flow(name="check news", persist_result=False)
async def check_news(only: str = "", since: date | None = None, until: date | None = None) -> State:
    """Ingest, then screen, as one run.

    Args:
        only: Only the source of this name; empty is all.
        since: Read only what is dated on or after this day, and not yet read.
        until: Read only what is dated on or before this day, and not yet read.
    """
    return await _by_the_clock("check_news", *CHECK_NEWS, only=only, since=since, until=until)


@flow(name="watchdog", persist_result=False)
async def watchdog() -> State:
    """Look whether runs end well, data is fresh and outlets read as before; tell those who should know."""
    try:
        plan = clock_plan()
    except SettingsError as fault:
        return Failed(message=str(fault))
    found = await asyncio.to_thread(alarms, plan.home, stale_hours=plan.stale_hours)
    told = await asyncio.to_thread(tell, plan, found, whole=True)
    words = "\n".join(f"- **{alarm.kind}**: {alarm.words}" for alarm in found) or "All is well."
    await acreate_markdown_artifact(words, key="watchdog", description=f"{len(found)} alarms")
    if not told:
        return Failed(message="Alarms could not be sent to every address.")
    return Completed(message=f"{len(found)} alarms")


@flow(name="digest", persist_result=False)
async def digest() -> State:
    """Send each person whom the settings name what is new, urgent and theirs."""
    try:
        plan = clock_plan()
    except SettingsError as fault:
        return Failed(message=str(fault))
    if not plan.digests:
        return Completed(message="The settings name nobody under [digests].")
    told, words = await asyncio.to_thread(send_digests, plan.home)
    return Completed(message=words) if told else Failed(message=words)


@flow(name="retention", persist_result=False)
async def retention() -> State:
    """Remove archive segments, articles, notes and fetch rows older than the settings say, and tidy a lake."""
    try:
        plan = clock_plan()
    except SettingsError as fault:
        return Failed(message=str(fault))
    gone = await asyncio.to_thread(drop_old_segments, plan.archive, plan.keep_days)
    state: State = Completed(message=f"{len(gone)} segments removed")
    if plan.keep_articles_days or plan.keep_notes_days or plan.keep_fetches_days:
        state = await _by_the_clock("retention", _decisions, _forget, _publish)
    try:
        await asyncio.to_thread(tidy_lake, plan.home)
    except (RunLockedError, WarehouseBusyError, LakeError) as fault:
        return Failed(message=f"The lake was not tidied: {fault}")
    return state


def planned_news(plan: NewsPlan) -> Flow[[], Coroutine[None, None, State]]:
    """Return the flow `check news` by a plan of this process, of which no server learns anything."""

    @flow(name="check news", persist_result=False)
    async def check_planned_news() -> State:
        return await _conducted(plan, "check_news", *CHECK_NEWS)

    return check_planned_news


async def _by_the_clock(name: str, *stages: Stage, **wish: Any) -> State:  # noqa: ANN401 - clock_plan's keywords
    """Run the stages by the settings as they are now; settings that cannot be read are a failed run."""
    try:
        plan = clock_plan(**wish)
    except SettingsError as fault:
        message = str(fault)
    else:
        if needless := await _needless(plan, name):
            return Cancelled(name="Skipped", message=needless)
        return await _conducted(plan, name, *stages)
    bare = NewsPlan(home=clock_home(), wait_minutes=WAIT_MINUTES, scheduled=True)
    return await _conducted(bare, name, partial(_give_up, message))


async def _give_up(message: str, _plan: NewsPlan, _run: Running) -> None:
    raise SettingsError(message)


async def _conducted(plan: NewsPlan, name: str, *stages: Stage) -> State:
    """Run the stages in the frame of one run; return its state in Prefect's words, its summary kept as an artifact."""
    try:
        with running(plan, name) as run:
            for stage in stages:
                await stage(plan, run)
    except LakeError as fault:
        await asyncio.to_thread(tell, plan, [Alarm("failed", f"{name} failed: {fault}", name)], whole=False)
        return Failed(message=str(fault))
    except RunLockedError as held:
        return Cancelled(name="Skipped", message=str(held))
    row = run.row()
    key = f"{name.replace('_', '-')}-summary"
    await acreate_markdown_artifact(summary(row, run.tally, plan.desk_url), key=key, description=str(row.state))
    if row.state is RunState.FAILED:
        failure = Alarm("failed", f"{name} ({row.run_id}) failed: {row.note}", name)
        await asyncio.to_thread(tell, plan, [failure], whole=False)
        return Failed(message=row.note)
    return Completed(name=row.state, message=row.note or None)


async def _needless(plan: NewsPlan, name: str) -> str:
    """Return why a run by the clock has nothing to do any more, or ""; one that somebody asks for now is never late."""
    due_at = flow_run.scheduled_start_time
    if due_at is None:
        return ""
    patience = 60 * plan.wait_minutes
    try:
        later = await asyncio.to_thread(overtaking, plan.home, name, due_at, wait_seconds=patience)
    except WarehouseBusyError as held:
        return str(held)
    return f"Run {later} began after this one was due, and does its work." if later else ""


async def _ingest(plan: NewsPlan, run: Running) -> None:
    await take_in(Intake(plan, run, asked_sources(plan)), find_entries, ingest_batch)


async def _recheck(plan: NewsPlan, run: Running) -> None:
    intake = Intake(plan, run, await asyncio.to_thread(due_sources, plan))
    await take_in(intake, find_entries, ingest_batch)


async def _screen(plan: NewsPlan, run: Running) -> None:
    await screen_due_articles(plan, run)


async def _decisions(plan: NewsPlan, run: Running) -> None:
    await asyncio.to_thread(fetch_decisions, plan, run)


async def _forget(plan: NewsPlan, run: Running) -> None:
    await asyncio.to_thread(forget_old, plan, run)


async def _publish(_plan: NewsPlan, run: Running) -> None:
    await publish_copy(run)


CHECK_NEWS = (_ingest, _screen, _publish)
