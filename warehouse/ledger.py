"""What was done, by whom and when: one frozen record per table of fetches, runs, validations and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from warehouse.records import ArticleId, FetchId, RunId
    from warehouse.terms import Outcome, RunState, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One attempt to have a page, failures included; `advice` is the remedy in plain words.

    `url` is the canonical address (tracking parameters cut) that joins fetches and articles; `body_hash` is SHA-256 of
    the decoded body, `warc` names the archived bytes as "segment:offset".
    """

    fetch_id: FetchId
    run_id: RunId
    source: str
    requested_url: str
    final_url: str
    url: str
    outlet: str
    outcome: Outcome
    reason: str
    advice: str
    status_code: int | None
    tries: int
    elapsed_ms: int
    body_bytes: int
    content_type: str
    etag: str
    last_modified: str
    body_hash: str
    warc: str
    fetched_at: datetime
    next_attempt_at: datetime | None
    article_id: ArticleId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a flow with its counts; a run that is still going has no finished_at."""

    run_id: RunId
    flow: str
    started_at: datetime
    finished_at: datetime | None
    state: RunState
    note: str
    fetched: int
    unchanged: int
    revised: int
    failed: int
    articles: int
    claims: int
    figures: int
    attributions: int
    flags_new: int
    flags_gone: int
    flags_back: int
    checks_evaluated: int
    published: str  # name of the published copy, empty when none was made
    run_seq: int = 1  # its number: rows that it wrote bear it


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """One expectation that Great Expectations evaluated in a run; `kind` is gate or finding."""

    run_id: RunId
    suite: str
    expectation: str
    kind: str
    severity: Severity
    success: bool
    observed: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What an operator was told, from when it was raised until it was over; the same trouble is one alert.

    `kind` and `subject` name the trouble ("text share", an outlet); `told_at` is when the addresses were last told.
    """

    alert_id: str
    kind: str
    subject: str
    words: str
    raised_at: datetime
    seen_at: datetime
    told_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One act of one person on one flag: append-only, chained by hash; undo is another act.

    `scope` says what it covers: place, sentence, outlet_check or check. `batch_id` groups the acts done at once.
    `memory` is the fingerprint (warehouse/memory.sql) of the check, sentence and figures that it was made on.
    """

    decision_id: str
    flag_id: str
    claim_id: str
    sentence_id: str
    check_code: str
    url: str
    outlet: str
    act: str
    reason: str
    scope: str
    comment: str
    reviewer: str
    decided_at: datetime
    due_at: datetime | None
    assignee: str
    batch_id: str
    undoes: str
    previous_hash: str
    event_hash: str
    memory: str = ""
