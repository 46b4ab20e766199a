"""Print how many altered figures FG01 and FG04 find, and on how many untouched articles they speak, at each threshold.

python bench/curve.py [--most N]   N articles of each set, 120 without it; 0 for all

Altered figures are those of figures/inconsistency_dev (headline over body, lead over body) and, for FG01, of
headline_dev. Untouched articles are the clean twins of the first, control_dev, newsdiscourse_dev, polnear_train and
natural/read: whole news, where the few right flags count as alarms too. Each check's SQL runs with its thresholds of
points taken away; below the curve stands what is found at 2 per 1,000 with one kind of points left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checks.check import Check
    from extract.reading import Page
    from warehouse.records import Flag, Records

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from beside import SHARED, need  # noqa: E402 - after the path is set
from unread import LOUD, pages  # noqa: E402 - after the path is set

FIGURES = SHARED / "data" / "figures"
WEIGHED = re.compile(r"\(weighed: (.*): (-?[\d.]+), asked from")
SIGN = re.compile(r"([a-z ]+) (-?[\d.]+)(?:, |$)")
KINDS = {"FG01": ("title_body", "headline"), "FG04": ("lead_body",)}
THRESHOLD = re.compile(r"(\bpoints >= )[\d.]+")
UNTOUCHED = ("control_dev", "newsdiscourse_dev", "polnear_train", "read")
PER_THOUSAND = (1, 2, 5, 10, 20)
LEFT_OUT_AT = 2


class Weighed(NamedTuple):
    """A pair that a check weighed: its points, those of each sign, and whether it stands on the altered figure."""

    points: float
    signs: dict[str, float]
    hits: bool

    def without(self, sign: str | None) -> float:
        """Return the points with one sign left out."""
        return self.points - self.signs.get(sign or "", 0.0)


def cases(name: str, most: int) -> dict[str, dict[str, Any]]:
    """Return the cases of a set by their names."""
    with gzip.open(FIGURES / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return {f"{case['case_id']}:{case['variant']}": case for case in (found[:most] if most else found)}


def read(texts: Iterable[Page]) -> dict[str, Records]:
    """Return the records of each page by its address."""
    from extract.pipeline import annotate  # noqa: PLC0415 - after the path is set

    return {records.article.url: records for records in annotate(texts)}


def pages_of(named: dict[str, dict[str, Any]]) -> Iterator[Page]:
    """Yield the articles of cases."""
    from extract.plain import read_text  # noqa: PLC0415 - after the path is set

    for name, case in named.items():
        yield read_text(case["body"], title=case["title"], url=f"curve:{name}", normalise=False)


def weigh(check: Check, found: dict[str, Records], named: dict[str, dict[str, Any]]) -> dict[str, list[Weighed]]:
    """Return every pair that the check would speak of aloud if it asked for no points, by article."""
    from checks.run import screen  # noqa: PLC0415 - after the path is set

    open_check = check.model_copy(update={"sql": THRESHOLD.sub(r"\g<1>-99", check.sql)})
    names = {records.article.article_id: url for url, records in found.items()}
    weighed: dict[str, list[Weighed]] = {url: [] for url in found}
    for flag in screen(found.values(), [open_check]):
        told = WEIGHED.search(flag.reading or "")
        if told and flag.severity in LOUD:
            url = names[flag.article_id]
            case = named.get(url.removeprefix("curve:"))
            signs = {sign: float(points) for sign, points in SIGN.findall(told[1])}
            weighed[url].append(Weighed(float(told[2]), signs, bool(case) and touches(case or {}, flag)))
    return weighed


def touches(case: dict[str, Any], flag: Flag) -> bool:
    """Whether a flag, or its evidence, stands on the altered mention."""
    places = {("title" if mention["where"] == "title" else "text", mention["start"]) for mention in case["mentions"]}
    spans: list[tuple[str, int, int]] = [(flag.part, flag.span_start, flag.span_end)]
    spans += [(span.part, span.span_start, span.span_end) for span in flag.evidence]
    return any(part == where and start <= at < end for part, start, end in spans for where, at in places)


def found_at(
    per: float, errors: list[list[Weighed]], calm: list[list[Weighed]], sign: str | None
) -> tuple[float, float]:
    """Return the points above which so many untouched articles per 1,000 bear a flag, and the share found there."""
    alarms = sorted((max((one.without(sign) for one in each), default=-99.0) for each in calm), reverse=True)
    limit = alarms[min(len(alarms) - 1, int(len(alarms) * per / 1000))]
    hits = [max((one.without(sign) for one in each if one.hits), default=-99.0) for each in errors]
    return limit, 100 * sum(hit > limit for hit in hits) / max(1, len(hits))


def main() -> int:
    """Print the curve of each check, and what each of its signs is worth."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--most", type=int, default=120)
    options = asked.parse_args()
    need(FIGURES)
    from checks.check import all_checks  # noqa: PLC0415 - after the path is set

    named = cases("inconsistency_dev", options.most)
    titles = cases("headline_dev", options.most)
    kinds = {name: case["check"] for name, case in named.items()} | dict.fromkeys(titles, "headline")
    named |= titles
    found = read(pages_of(named))
    for name in UNTOUCHED:
        found |= read(pages(name, options.most or 10**9))
    altered = {name for name in named if name in titles or named[name]["variant"] != "clean"}
    calm = [url for url in found if url.removeprefix("curve:") not in altered]
    for check in (check for check in all_checks() if check.code in KINDS):
        weighed = weigh(check, found, named)
        for kind in KINDS[check.code]:
            names = [name for name, case in named.items() if case["variant"] == "error" and kinds[name] == kind]
            errors, quiet = [weighed[f"curve:{name}"] for name in names], [weighed[url] for url in calm]
            print(f"{check.code}, {kind}: {len(errors)} altered, {len(quiet)} untouched articles")
            for per in PER_THOUSAND:
                limit, share = found_at(per, errors, quiet, None)
                print(f"  at {per:2d} per 1,000: above {limit:5.1f} points, {share:4.1f} % found")
            for sign in sorted({sign for each in weighed.values() for one in each for sign in one.signs}):
                _, share = found_at(LEFT_OUT_AT, errors, quiet, sign)
                print(f"  at {LEFT_OUT_AT:2d} per 1,000 without {sign}: {share:4.1f} % found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
