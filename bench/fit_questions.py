"""Fit the points of signs and circumstances to stories that fact-checkers marked.

python bench/fit_questions.py [--also STORIES --marks READER ...] [--judged STORIES --verdicts FILE] [--write] reads
../shared/data/questions (marks) and ../shared/data/attribution (sentences that editors found worth checking) beside the
project, with --also a further set of stories with the marks of one or more readers, and with --judged everyday stories
of which only some questions were judged one by one (a line each: id, part, span_start, span_end, check, verdicts). It
fits one logistic regression a voice (numpy, no chance in it), prints what scores find that saw nothing of a set (each
set held out in turn) and, with --write, puts the points into extract/lexicons/en/points.toml.
"""

from __future__ import annotations

import argparse
import gzip
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
from extract.claims import drafts, scene_of
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
RIDGE = {"own": 20.0, "veiled": 10.0, "worth": 5.0}  # what generalised best from set to set
LEAST = {"own": 0.5, "veiled": 0.5, "worth": 1.0}  # points: a name that is worth less is left out
ALOUD = (-6, -5, -4, -3, -2, 0, 2, 4, 6, 8)  # points from which a question may be loud
FEWEST = 8  # sentences that show a name: rarer ones get no points
VERDICTS = {"right": 1.0, "debatable": 0.7, "wrong": 0.0}
VEILED_FROM = "AT08"  # checks before it are of the reporter's own voice
JUDGED = 1.5  # what a question judged one by one weighs beside a sentence of a story that was read whole


class Case(NamedTuple):
    """A sentence of a voice: what it shows, how far readers marked it, the musts that a question answers."""

    of_set: str
    names: frozenset[str]
    marked: float
    musts: frozenset[tuple[str, int]]
    weight: float = 1.0


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
        scene = scene_of(reading, credit_figures(figures, attributions), attributions, quotations)
        yield row, reading, (scene, list(drafts(reading, scene)))


def marked_rows(also: Path | None, marks: Sequence[Path]) -> list[dict[str, Any]]:
    """Return the marked stories, each with its set and the marks of every reader."""
    rows = [{**row, "set": name, "readers": [row["marks"]]} for name in MARKED for row in read_lines(name)]
    if also:
        readers = [{row["id"]: row["marks"] for row in map(json.loads, path.open(encoding="utf-8"))} for path in marks]
        rows.extend(
            {**row, "set": also.stem, "readers": [reader[row["id"]] for reader in readers]}
            for row in map(json.loads, also.open(encoding="utf-8"))
        )
    return rows


def marked_cases(rows: Sequence[dict[str, Any]]) -> tuple[dict[str, list[Case]], dict[str, float]]:
    """Return the sentences that may be asked about by voice, and how many musts a reader has in each set."""
    cases: dict[str, list[Case]] = {"own": [], "veiled": []}
    musts: Counter[str] = Counter()
    for row, _, (_, found) in readings(rows):
        readers = row["readers"]
        musts[row["set"]] += sum(mark["must"] for marks in readers for mark in marks) / len(readers)
        for draft in found:
            for side in draft.sides:
                here = [
                    (f"{row['id']} {reader}", number, mark)
                    for reader, marks in enumerate(readers)
                    for number, mark in enumerate(marks)
                    if VOICE.get(mark["kind"]) == side.voice and _stands(row, mark["words"], draft.excerpt.sentence)
                ]
                shown = frozenset(side.signs) | side.around
                must = frozenset((reader, number) for reader, number, mark in here if mark["must"])
                marked = len({reader for reader, _, _ in here}) / len(readers)
                cases[side.voice].append(Case(row["set"], shown, marked, must))
    return cases, dict(musts)


def judged_cases(stories: Path, verdicts: Path) -> dict[str, list[Case]]:
    """Return the sentences of everyday stories whose questions were judged one by one, by voice."""
    judged: dict[str, list[dict[str, Any]]] = {}
    for line in map(json.loads, verdicts.open(encoding="utf-8")):
        judged.setdefault(line["id"], []).append(line)
    rows = [row for row in map(json.loads, stories.open(encoding="utf-8")) if row["id"] in judged]
    cases: dict[str, list[Case]] = {"own": [], "veiled": []}
    for row, _, (_, found) in readings(rows):
        for sentence, side in ((draft.excerpt.sentence, side) for draft in found for side in draft.sides):
            lines = (line for line in judged[row["id"]] if _judges(line, sentence, side.voice))
            if line := next(lines, None):
                marked = sum(VERDICTS[verdict] for verdict in line["verdicts"]) / len(line["verdicts"])
                shown = frozenset(side.signs) | side.around
                cases[side.voice].append(Case("judged", shown, marked, frozenset(), JUDGED))
    return cases


def _judges(line: dict[str, Any], sentence: Any, voice: str) -> bool:  # noqa: ANN401 - a Sentence
    """Say whether a judged question stands in a sentence and is of a voice."""
    inside = line["span_start"] < sentence.span_end and sentence.span_start < line["span_end"]
    return bool(inside and line["part"] == sentence.part and (line["check"] < VEILED_FROM) == (voice == "own"))


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
        for row, _, (scene, found) in readings(read_lines(name)):
            shown = {
                (d.excerpt.sentence.span_start, d.excerpt.sentence.span_end): d
                for d in found
                if d.excerpt.sentence.part == "text"
            }
            for sentence in row["sentences"]:
                label = _label(sentence)
                if label is None:
                    continue
                start, end = sentence["span"]
                mine = [d for (first, last), d in shown.items() if first < end and start < last]
                names = frozenset({name}).union(
                    *(worth_names(d.signs, d.excerpt, d.exemption, scene.language) for d in mine)
                )
                cases.append(Case(name, names, float(label), frozenset()))
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


def fit(table: NDArray[np.float64], cases: Sequence[Case], ridge: float) -> NDArray[np.float64]:
    """Return the coefficients of a logistic regression with a ridge, by Newton's method."""
    marked, weight = (np.array([getattr(case, name) for case in cases]) for name in ("marked", "weight"))
    weights = np.zeros(table.shape[1])
    penalty = np.full(table.shape[1], ridge)
    penalty[-1] = 1e-3
    for _ in range(50):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (weight * (marked - chance)) - penalty * weights
        curve = (table * (weight * chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-9:  # it has come to rest
            break
    return weights


def chosen(cases: Sequence[Case], voice: str) -> list[str]:
    """Return the names that are worth points: common enough, and of enough points when fitted together."""
    counts = Counter(name for case in cases for name in case.names)
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    while True:
        weights = fit(matrix(cases, names), cases, RIDGE[voice])
        kept = [
            name
            for name, weight in zip(names, weights, strict=False)
            if abs(weight) * SCALE >= LEAST[voice] or name in RANKED
        ]
        if kept == names:
            return names
        names = kept


def points_for(cases: Sequence[Case], voice: str) -> dict[str, int]:
    """Return the whole points of names, and where every question starts."""
    names = chosen(cases, voice)
    weights = fit(matrix(cases, names), cases, RIDGE[voice])
    return {name: round(SCALE * float(weight)) for name, weight in zip((*names, BASE), weights, strict=True)}


def score(case: Case, points: dict[str, int]) -> int:
    """Return the points of a sentence."""
    return points[BASE] + sum(points.get(name, 0) for name in case.names)


def held_out(cases: dict[str, list[Case]], musts: dict[str, float]) -> None:
    """Print, by set, how many questions aloud are wanted and how many musts they find, fitted on the other sets."""
    for name in sorted(musts):
        scored = []
        for voice in ("own", "veiled"):
            points = points_for([case for case in cases[voice] if case.of_set != name], voice)
            scored += [(score(case, points), case) for case in cases[voice] if case.of_set == name]
        readers = len({reader.rsplit(" ", 1)[1] for _, case in scored for reader, _ in case.musts})
        print(f"{name}, held out:")
        for least in ALOUD:
            aloud = [case for number, case in scored if number >= least]
            right = sum(case.marked for case in aloud)
            found = len(frozenset().union(*(case.musts for case in aloud))) / readers
            print(
                f"  from {least:3}: wanted {right:.0f}/{len(aloud)} = {100 * right / max(1, len(aloud)):.0f} %, "
                f"musts {100 * found / musts[name]:.0f} %"
            )


def main() -> None:
    """Fit, print, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--also", type=Path, help="further stories, .jsonl")
    parser.add_argument("--marks", type=Path, action="append", default=[], help="what a reader marked in them, .jsonl")
    parser.add_argument("--judged", type=Path, help="everyday stories, .jsonl")
    parser.add_argument("--verdicts", type=Path, help="how questions in them were judged one by one, .jsonl")
    parser.add_argument("--write", action="store_true", help="put the points into the lexicon")
    asked = parser.parse_args()
    need(DATA / f"{MARKED[0]}.jsonl.gz")
    cases, musts = marked_cases(marked_rows(asked.also, asked.marks))
    if asked.judged:
        for voice, judged in judged_cases(asked.judged, asked.verdicts).items():
            cases[voice] += judged
    held_out(cases, musts)
    cases["worth"] = worth_cases()
    lines = [HEADER]
    for voice, mine in cases.items():
        points = points_for(mine, voice)
        print(f"{voice}: {len(mine)} sentences, {sum(case.marked for case in mine):.0f} marked, {len(points)} names")
        kept = (f"{name} = {points[name]}\n" for name in (BASE, *sorted(points)) if name not in RANKED)
        lines.append(f"\n[{voice}]\n" + "".join(dict.fromkeys(kept)))
    if asked.write:
        POINTS.write_text("".join(lines), "utf-8")


HEADER = """\
# What each sign and circumstance is worth: ten points multiply the odds that a fact-checker asks by e; below nought
# they speak against. Origin: fitted by bench/fit_questions.py to stories that fact-checkers marked, two sets beside the
# project and two of fresh news (--also), and to questions that were judged one by one (--judged); not written by hand.
# `own` and `veiled` are the two voices (the reporter's own word; a source, but whose?), `worth` is check-worthiness.
"""

if __name__ == "__main__":
    main()
