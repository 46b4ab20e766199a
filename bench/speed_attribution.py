"""Print how fast attribution is read, as a ratio to spaCy's full small pipeline on the same words in one run.

python bench/speed_attribution.py [--json] [--articles N]
python bench/speed_attribution.py --memory 5000   the memory of one worker over so many readings, whole pipeline

Both sides take turns on slices of the same articles, so that a busy machine slows both alike. The full pipeline is fed
as its documentation says, whole articles through `nlp.pipe`; ours is parsing, reading and records together.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from beside import SHARED, need

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as extract/ asks for; here spaCy brings numpy first

import spacy

from extract.attributions import credit_figures, read_attributions
from extract.binding import bind_figures
from extract.claims import read_claims
from extract.figure_pairs import read_pairs
from extract.figures import read_figures
from extract.parse import MODEL, read_pages
from extract.plain import read_text
from extract.workers import Item, extract_batch, read_item

if TYPE_CHECKING:
    from extract.reading import Page

DATA = SHARED / "data/attribution"
SLICE = 14  # articles a turn
STEPS = 10  # times that memory is looked at
FLAT = 1.05  # growth from the second half's first look to the last that is still flat


def texts(count: int) -> list[str]:
    """Return the texts of the PolNeAR and sourcing articles."""
    found = []
    for name in ("polnear_dev", "sourcing_dev"):
        lines = gzip.decompress((DATA / f"{name}.jsonl.gz").read_bytes()).decode("utf-8").splitlines()
        found += [json.loads(line)["text"] for line in lines]
    return found[:count]


def full(nlp: spacy.language.Language, articles: list[str]) -> float:
    """Return the processor seconds of the full pipeline."""
    began = time.process_time()
    for _ in nlp.pipe(articles):
        pass
    return time.process_time() - began


def ours(articles: list[str]) -> tuple[float, float]:
    """Return the processor seconds of our reader, and those of its slowest article."""
    began = last = time.process_time()
    slowest = 0.0
    for reading in read_pages(read_text(text, normalise=False) for text in articles):
        before = time.process_time()
        read_attributions(reading)
        last = time.process_time()
        slowest = max(slowest, last - before)
    return last - began, slowest


def alone(articles: list[str]) -> float:
    """Return the processor seconds of the slowest article, each parsed and read by itself."""
    return max(ours([text])[0] for text in articles)


def shares(articles: list[str]) -> dict[str, float]:
    """Return what figures (read, bound, compared) cost, as a share of attribution with the parse, and without it."""
    parse = attribution = figures = 0.0
    last = time.process_time()
    for reading in read_pages(read_text(text, normalise=False) for text in articles):
        parsed = time.process_time()
        attributions, quotations = read_attributions(reading)
        attributed = time.process_time()
        found = credit_figures(bind_figures(reading, read_figures(reading)), attributions)
        before_claims = time.process_time()
        claims, _ = read_claims(reading, found, attributions, quotations)
        compared = time.process_time()
        read_pairs(reading, found, claims)
        ended = time.process_time()
        parse += parsed - last
        attribution += attributed - parsed
        figures += before_claims - attributed + ended - compared
        last = ended
    return {
        "figures to attribution (bar .5)": round(figures / (parse + attribution), 2),
        "figures to attribution, no parse": round(figures / attribution, 2),
    }


def measure(count: int) -> dict[str, float]:
    """Return the ratio, the words a second, the slowest article, the cost of figures and the growth of memory."""
    articles = texts(count)
    nlp = spacy.load(MODEL)
    full(nlp, articles[-SLICE:])  # both have met their first words when the clock starts
    ours(articles[-SLICE:])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    theirs = mine = 0.0
    for first in range(0, len(articles), SLICE):
        turn = articles[first : first + SLICE]
        theirs += full(nlp, turn)
        mine += ours(turn)[0]
    words = sum(len(text.split()) for text in articles)
    return {
        "times the full pipeline": round(theirs / mine, 2),
        "words a second": round(words / mine),
        "slowest article, seconds": round(alone(articles), 2),
        **shares(articles),
        "memory growth, MB": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, 1),
    }


def noting_memory(item: Item) -> Page:
    """Read an item in the worker; at each step its key names a file, where the worker writes its memory."""
    path = Path(item.key.partition("|")[2])
    if path.name:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        path.write_text(f"{os.getpid()} {pages * resource.getpagesize() / 2**20:.1f}", "ascii")
    return read_item(item)


def memory(readings: int) -> dict[str, float]:
    """Return the megabytes that one worker holds at each step of so many readings, again and again the same articles.

    Every reading has an address of its own, and so ids of its own, as in a corpus that grows.
    """
    found = []
    for name in ("polnear_train", "polnear_dev"):
        lines = gzip.decompress((DATA / f"{name}.jsonl.gz").read_bytes()).decode("utf-8").splitlines()
        found += [json.loads(line)["text"].encode() for line in lines]
    with tempfile.TemporaryDirectory(prefix="copydesk-bench-") as folder:
        step = readings // STEPS
        items = (
            Item(
                key=f"{number}|{Path(folder) / str(number) if number % step == 0 else ''}",
                data=text,
                name=f"{number}.txt",
                url=f"https://bench.example/{number}",
            )
            for number, text in zip(range(1, readings + 1), itertools.cycle(found), strict=False)
        )
        for read in extract_batch(items, workers=1, reader=noting_memory):
            if path := read.key.partition("|")[2]:
                print(f"{Path(path).name}: {Path(path).read_text('ascii').split()[1]} MB", file=sys.stderr)
        told = {
            number: (Path(folder) / str(number)).read_text("ascii").split()
            for number in range(step, readings + 1, step)
        }
    measures = {f"MB after {number} readings": float(megabytes) for number, (_, megabytes) in told.items()}
    half = list(measures.values())[STEPS // 2 :]
    return {
        **measures,
        "workers that it took": len({pid for pid, _ in told.values()}),
        f"growth in the second half (bar {FLAT})": round(half[-1] / half[0], 3),
    }


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--articles", type=int, default=96)
    parser.add_argument("--memory", type=int, metavar="READINGS")
    options = parser.parse_args()
    need(DATA)
    scores = memory(options.memory) if options.memory else measure(options.articles)
    width = max(map(len, scores)) + 2
    print(
        json.dumps(scores) if options.json else "\n".join(f"{name:{width}}{value:8}" for name, value in scores.items())
    )


if __name__ == "__main__":
    main()
