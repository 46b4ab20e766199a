"""What a page that gave no records is told as: its outcome, and what helps."""

from __future__ import annotations

from extract.workers import FailureKind
from warehouse.terms import Outcome

UNREADABLE = {
    FailureKind.NO_ARTICLE: (
        Outcome.NOT_ARTICLE,
        "Open the page: where it is an article, save it as a file and report it.",
    ),
    FailureKind.TIMEOUT: (Outcome.TIMEOUT, "The page is very large or knotted: save its text as a file and run that."),
    FailureKind.MEMORY: (Outcome.TOO_LARGE, "The page takes too much memory: save its text as a file and run that."),
    FailureKind.LENGTH: (Outcome.TOO_LARGE, "No article is as long: split it into its articles, and run those."),
    FailureKind.KILLED: (Outcome.FAILED, "The page ended its worker: report it with the archived bytes."),
    FailureKind.BROKEN: (Outcome.FAILED, "The extractor has a fault: report it with the archived bytes."),
}
TEXTS = frozenset({"text/plain", "text/markdown"})  # which nobody can save as text once more
SPLIT = "The text is very long: split it into its articles, or"
TOO_LONG = {
    FailureKind.TIMEOUT: f"{SPLIT} raise page_seconds in copydesk.toml.",
    FailureKind.MEMORY: f"{SPLIT} read fewer at once: workers = 1 in copydesk.toml.",
}


def told_of(kind: FailureKind, content_type: str) -> tuple[Outcome, str]:
    """Return the outcome of a failure and what helps: nobody can save as text what is a text."""
    outcome, advice = UNREADABLE[kind]
    is_text = content_type.partition(";")[0] in TEXTS
    return outcome, TOO_LONG.get(kind, advice) if is_text else advice
