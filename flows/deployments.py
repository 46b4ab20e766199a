"""What `copydesk serve` runs by the clock; prefect.yaml says the same for a work pool, and a test compares them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment


class Deployment(NamedTuple):
    """One flow by the clock."""

    flow: str  # its name in flows/news.py
    cron: str
    tags: tuple[str, ...]


DEPLOYMENTS = (
    Deployment("check_news", "*/15 * * * *", ("news",)),
    Deployment("recheck", "5 * * * *", ("news",)),
    Deployment("screen", "35 5 * * *", ("checks",)),
    Deployment("publish", "50 * * * *", ("copies",)),
    Deployment("watchdog", "*/10 * * * *", ("upkeep",)),
    Deployment("digest", "0 6 * * *", ("people",)),
    Deployment("retention", "20 4 * * *", ("upkeep",)),
)


def deployments(*, news_cron: str = "") -> list[RunnerDeployment]:
    """Return every deployment; `news_cron` replaces the schedule of check_news. Imports Prefect.

    None has a limit of Prefect's: a server that is killed keeps its places taken for ever; the lock row does not.
    """
    from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415 - Prefect, 1.6 s

    from flows import news  # noqa: PLC0415

    return [
        getattr(news, one.flow).to_deployment(
            name=one.flow.replace("_", "-"),
            cron=news_cron if news_cron and one.flow == "check_news" else one.cron,
            tags=["copydesk", *one.tags],
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for one in DEPLOYMENTS
    ]
