"""Fit the points of signs and circumstances to stories that fact-checkers marked.

python bench/fit_questions.py [--write] reads ../shared/data/questions (marks) and ../shared/data/attribution (sentences
that editors found worth checking) beside the project, fits one logistic regression a voice (numpy, no chance in it),
prints the cross-validated curve, whole articles kept together, and with --write puts the points into
extract/lexicons/en/points.toml.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from beside import SHARED, need

from copydesk.lines import read_line
from extract.attributions import credit_figures, read_attributions
from extract.binding import bind_figures
from extract.claim.weighing import BASE, SCALE, worth_names
from extract.claims import drafts, surroundings
from extract.figures import read_figures
from extract.parse import MODEL, read_pages
from extract.workers import Item

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from extract.reading import Reading

HERE = Path(__file__).resolve().parents[1]
DATA = SHARED / "data"
POINTS = HERE / "extract" / "lexicons" / "en" / "points.toml"
MARKED = ("questions/questions_dev", "questions/questions_dev_2")
RANKED = ("attribution/wiki_dev", "attribution/hyphen_dev")
OWN_KINDS = ("figure", "allegation", "cause", "prediction", "superlative", "judgement", "mind")
VEILED_KINDS = ("weasel", "crowd", "hearsay", "passive", "anonymous", "second_hand")
VOICE = dict.fromkeys(OWN_KINDS, "own") | dict.fromkeys(VEILED_KINDS, "veiled")
WORTHY = {"true_", "false_", "unverified"}
FOLDS = 10
RIDGE = {"own": 5.0, "veiled": 5.0, "worth": 5.0}
FEWEST = 8  # sentences that show a name: rarer ones get no points
PRECISIONS = (0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4, 0.35)


class Case(NamedTuple):
    """A sentence of a voice: what it shows, whether it was marked, and which musts a question about it would answer."""

    article: str
    names: frozenset[str]
    marked: bool
    musts: frozenset[tuple[str, int]]


def read_lines(name: str) -> list[dict[str, Any]]:
    """Return the articles of a set."""
    return [json.loads(line) for line in gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8")]


def readings(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Reading, Any]]:
    """Yield each article with its reading and its drafts of claims."""
    pages = (
        read_line(Item(key=str(number), data=json.dumps(row).encode(), name="")) for number, row in enumerate(rows)
    )
    for row, reading in zip(rows, read_pages(pages, MODEL), strict=True):
        figures = bind_figures(reading, read_figures(reading))
        attributions, quotations = read_attributions(reading)
        scene = surroundings(reading, credit_figures(figures, attributions), attributions, quotations)
        yield row, reading, (scene, list(drafts(reading, scene)))


def marked_cases(names: Sequence[str]) -> tuple[dict[str, list[Case]], dict[str, int]]:
    """Return the sentences that may be asked about by voice, and how many musts there are in all."""
    cases: dict[str, list[Case]] = {"own": [], "veiled": []}
    musts: Counter[str] = Counter()
    for row, _, (_, found) in readings([row for name in names for row in read_lines(name)]):
        musts.update(VOICE.get(mark["kind"], "") for mark in row["marks"] if mark["must"])
        for draft in found:
            for side in draft.sides:
                here = [
                    (number, mark) for number, mark in enumerate(row["marks"])
                    if VOICE.get(mark["kind"]) == side.voice and _stands(row, mark["words"], draft.passage.sentence)
                ]  # fmt: skip
                shown = frozenset(side.signs) | side.around
                must = frozenset((str(row["id"]), number) for number, mark in here if mark["must"])
                cases[side.voice].append(Case(str(row["id"]), shown, bool(here), must))
    return cases, dict(musts)


def _stands(row: dict[str, Any], words: str, sentence: Any) -> bool:  # noqa: ANN401 - a Sentence
    """Say whether marked words begin in a sentence."""
    text = row["title"] if sentence.part == "title" else row["text"]
    start = text.find(words)
    while start >= 0:
        if sentence.span_start <= start < sentence.span_end:
            return True
        start = text.find(words, start + 1)
    return False


def worth_cases() -> list[Case]:
    """Return sentences with whether editors found them worth checking."""
    cases = []
    for name in RANKED:
        for row, _, (_, found) in readings(read_lines(name)):
            shown = {
                (d.passage.sentence.span_start, d.passage.sentence.span_end): d
                for d in found
                if d.passage.sentence.part == "text"
            }
            for sentence in row["sentences"]:
                label = _label(sentence)
                if label is None:
                    continue
                start, end = sentence["span"]
                mine = [d for (first, last), d in shown.items() if first < end and start < last]
                names = frozenset({name}).union(*(worth_names(d.signs, d.passage, d.exemption) for d in mine))
                cases.append(Case(str(row["id"]), names, label, frozenset()))
    return cases


def _label(sentence: dict[str, Any]) -> bool | None:
    if "cn" in sentence:
        return True if sentence["cn"] else None if sentence["ref"] or sentence["who"] else False
    return True if sentence["label"] in WORTHY else False if sentence["label"] == "non_check_worthy" else None


def matrix(cases: Sequence[Case], names: Sequence[str]) -> NDArray[np.float64]:
    """Return a row of ones and noughts a case, and a last column of ones."""
    place = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(cases), len(names) + 1))
    table[:, -1] = 1
    for number, case in enumerate(cases):
        table[number, [place[name] for name in case.names if name in place]] = 1
    return table


def fit(table: NDArray[np.float64], marked: NDArray[np.float64], ridge: float) -> NDArray[np.float64]:
    """Return the coefficients of a logistic regression with a ridge, by Newton's method."""
    weights = np.zeros(table.shape[1])
    penalty = np.full(table.shape[1], ridge)
    penalty[-1] = 1e-3
    for _ in range(50):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (marked - chance) - penalty * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-9:  # it has come to rest
            break
    return weights


def fold(article: str) -> int:
    """Return the fold of an article: its sentences stay together."""
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % FOLDS


def chosen(cases: Sequence[Case], ridge: float) -> list[str]:
    """Return the names that are worth points: common enough, and of at least one point when fitted together."""
    counts = Counter(name for case in cases for name in case.names)
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    marked = np.array([case.marked for case in cases], float)
    while True:
        weights = fit(matrix(cases, names), marked, ridge)
        kept = [
            name for name, weight in zip(names, weights, strict=False) if abs(weight) * SCALE >= 1 or name in RANKED
        ]
        if kept == names:
            return names
        names = kept


def cross_validated(cases: Sequence[Case], ridge: float) -> NDArray[np.float64]:
    """Return each case's score from a fit (names and all) that saw none of its article's sentences."""
    folds = np.array([fold(case.article) for case in cases])
    scores = np.zeros(len(cases))
    for number in range(FOLDS):
        seen = [case for case, its in zip(cases, folds, strict=True) if its != number]
        kept = [case for case, its in zip(cases, folds, strict=True) if its == number]
        names = chosen(seen, ridge)
        weights = fit(matrix(seen, names), np.array([case.marked for case in seen], float), ridge)
        scores[folds == number] = matrix(kept, names) @ weights
    return scores


def curve(cases: Sequence[Case], scores: NDArray[np.float64], musts: int) -> str:
    """Return the share of musts found at each precision, and the score from which it holds."""
    order = np.argsort(-scores, kind="stable")
    marked = np.array([cases[at].marked for at in order])
    precision = np.cumsum(marked) / np.arange(1, len(order) + 1)
    found: set[tuple[str, int]] = set()
    reached = []
    for at in order:
        found |= cases[at].musts
        reached.append(len(found))
    parts = [f"average precision {100 * precision[marked].mean():.1f}"]
    for least in PRECISIONS:
        places = np.flatnonzero(precision >= least)
        if len(places) and musts:
            last = int(places[-1])
            parts.append(
                f"{least:.2f}: {100 * reached[last] / musts:.0f} % ({last + 1}, from {SCALE * scores[order[last]]:.0f})"
            )
    return "  ".join(parts)


def crossed() -> None:
    """Print what the scores find, fitted with and without a story's own marks."""
    cases, musts = marked_cases(MARKED)
    for voice, mine in cases.items():
        told(voice, mine, musts.get(voice, 0))


def told(voice: str, mine: Sequence[Case], musts: int) -> dict[str, float]:
    """Print the curves of a voice; return its points."""
    names = chosen(mine, RIDGE[voice])
    weights = fit(matrix(mine, names), np.array([case.marked for case in mine], float), RIDGE[voice])
    print(f"{voice}: {len(mine)} sentences, {sum(case.marked for case in mine)} marked, {len(names)} names")
    print("  fitted ", curve(mine, matrix(mine, names) @ weights, musts))
    print("  crossed", curve(mine, cross_validated(mine, RIDGE[voice]), musts))
    return {BASE: weights[-1], **dict(zip(names, weights, strict=False))}


def main() -> None:
    """Fit, print, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the points into the lexicon")
    write = parser.parse_args().write
    need(DATA / f"{MARKED[0]}.jsonl.gz")
    cases, musts = marked_cases(MARKED)
    cases["worth"] = worth_cases()
    lines = [HEADER]
    for voice, mine in cases.items():
        points = told(voice, mine, musts.get(voice, 0))
        kept = (f"{name} = {round(SCALE * float(weight))}\n" for name, weight in points.items() if name not in RANKED)
        lines.append(f"\n[{voice}]\n" + "".join(kept))
    if write:
        POINTS.write_text("".join(lines), "utf-8")


HEADER = """\
# What each sign and circumstance is worth: ten points multiply the odds that a fact-checker asks by e; below nought
# they speak against. Origin: fitted by bench/fit_questions.py to stories that fact-checkers marked; not written by
# hand. `own` and `veiled` are the two voices (the reporter's own word; a source, but whose?), `worth` is
# check-worthiness.
"""

if __name__ == "__main__":
    main()
