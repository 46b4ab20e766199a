"""Print how well Copydesk reads, on the gold sets of ../shared, and fail below a floor of floors.toml.

python bench/accuracy.py [--json] [--only NAME …]   sets: above, attribution, spoken, quantities, inconsistency,
headlines
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

from beside import SHARED, need

HERE = Path(__file__).resolve().parent
DATA, SCORE = SHARED / "data", SHARED / "score"
PAIR = r"([\d.]+)/([\d.]+)/([\d.]+)"


def run(*command: str | Path, stdin: Path | None = None, stdout: Path | None = None) -> str:
    """Run a command of ours or a scorer; return what it prints unless it goes to a file."""
    with (stdin or Path("/dev/null")).open() as source:
        done = subprocess.run(list(map(str, command)), check=True, stdin=source, stdout=subprocess.PIPE, text=True)
    if stdout:
        stdout.write_text(done.stdout, encoding="utf-8")
    return done.stdout


def annotate(gold: Path, folder: Path) -> tuple[Path, float]:
    """Return the file of predictions for a gold set, and the seconds that it took."""
    name = gold.name.split(".")[0]
    lines, out = folder / f"{name}.in.jsonl", folder / f"{name}.out.jsonl"
    run(sys.executable, SCORE / "inputs.py", gold, stdout=lines)
    began = time.perf_counter()
    run(sys.executable, "-m", "copydesk.annotate", stdin=lines, stdout=out)
    return out, time.perf_counter() - began


def attribution(folder: Path) -> dict[str, float]:
    """Return the scores of the attribution reader: macro-F1 of sentences, content, source and relation F1."""
    scores: dict[str, float] = {}
    for name, classes in (("polnear_dev", ""), ("sourcing_dev", "speech,document")):
        gold = DATA / "attribution" / f"{name}.jsonl.gz"
        out, seconds = annotate(gold, folder)
        options = ["--classes", classes] if classes else []
        text = run(sys.executable, SCORE / "attribution.py", gold, out, *options)
        found = re.search(r"macro-F1 ([\d.]+)", text)
        scores[f"{name} macro-F1"] = float(found[1]) if found else 0.0
        for key in ("content", "source", "relation"):
            found = re.search(rf"{key} {PAIR}", text)
            scores[f"{name} {key}"] = float(found[3]) if found else 0.0
        scores[f"{name} seconds"] = round(seconds, 1)
    return scores


def spoken(folder: Path) -> dict[str, float]:
    """Return how well speech in news is found and given to its speakers: GUM's news, NewsDiscourse, reported cases."""
    gold = {name: DATA / "attribution" / f"{name}.jsonl.gz" for name in ("gum_dev", "newsdiscourse_dev")}
    plain = {name: _unpacked(file, folder) for name, file in gold.items()}
    out = {name: annotate(file, folder)[0] for name, file in gold.items()}
    options = ["--genre", "news", "--classes", "speech,document", "--skip-quotes"]
    gum = run(sys.executable, SCORE / "gum.py", plain["gum_dev"], out["gum_dev"], *options)
    speech = run(sys.executable, SCORE / "speech.py", plain["newsdiscourse_dev"], out["newsdiscourse_dev"])
    reports, asked, told = DATA / "cases" / "reports_dev.jsonl", folder / "cases.in.jsonl", folder / "cases.out.jsonl"
    run(sys.executable, SCORE / "cases.py", reports, stdout=asked)
    run(sys.executable, "-m", "copydesk.annotate", stdin=asked, stdout=told)
    cases = run(sys.executable, SCORE / "cases.py", reports, told)
    return spoken_scores(gum, speech, cases)


def spoken_scores(gum: str, speech: str, cases: str) -> dict[str, float]:
    """Return the figures in what the three scorers print."""
    sought = {
        "gum_dev macro-F1": (gum, r"macro-F1 ([\d.]+)"),
        "gum_dev attributions": (gum, r"attributions [\d.]+/[\d.]+/([\d.]+)"),
        "gum_dev resolved": (gum, r"resolved ([\d.]+)"),
        "newsdiscourse_dev precision": (speech, r" speech ([\d.]+)/"),
        "newsdiscourse_dev recall": (speech, r" speech [\d.]+/([\d.]+)/"),
    }
    scores = {key: float(found[1]) if (found := re.search(to, text)) else 0.0 for key, (text, to) in sought.items()}
    for kind in ("attribution", "quotations"):
        found = re.search(rf"  {kind} (\d+)/(\d+)", cases)
        scores[f"reports_dev {kind}"] = 100 * int(found[1]) / int(found[2]) if found else 0.0
    return scores


def _unpacked(file: Path, folder: Path) -> Path:
    plain = folder / file.name.removesuffix(".gz")
    with gzip.open(file, "rb") as packed:
        plain.write_bytes(packed.read())
    return plain


def quantities(folder: Path) -> dict[str, float]:
    """Return F1 of value, with unit, with bound, with both, on the news set; of value on the typed sets."""
    scores: dict[str, float] = {}
    for name in ("news", "age", "currency", "dimension", "temperature"):
        gold = DATA / "figures" / f"quantities_{name}_dev.json"
        out, _ = annotate(gold, folder)
        text = run(sys.executable, SCORE / "quantities.py", gold, out) if name == "news" else _typed(gold, out, folder)
        for key in ("V", "V+U", "V+C", "V+U+C") if name == "news" else ("V", "V+U"):
            found = re.search(rf"^{re.escape(key)}\s+P/R/F1 {PAIR}", text, re.MULTILINE)
            scores[f"quantities_{name} {key}"] = float(found[3]) if found else 0.0
    return scores


def _typed(gold: Path, out: Path, folder: Path) -> str:
    """Score a typed set, whose gold names no bound: every mention counts as exact there."""
    rows = json.loads(gold.read_text("utf-8"))
    for row in rows:
        for quantity in row["quantities"]:
            quantity.setdefault("change", "=")
    full = folder / f"{gold.stem}.gold.json"
    full.write_text(json.dumps(rows), encoding="utf-8")
    return run(sys.executable, SCORE / "quantities.py", full, out)


def _share(text: str, name: str) -> float:
    found = re.search(rf"{name} \d+/\d+ = ([\d.]+) %", text)
    return float(found[1]) if found else 0.0


def inconsistency(folder: Path) -> dict[str, float]:
    """Return recall on altered articles and the share of clean twins, rewrites and controls that are flagged, in %."""
    gold, controls = (DATA / "figures" / f"{name}_dev.jsonl.gz" for name in ("inconsistency", "control"))
    out, seconds = annotate(gold, folder)
    spared, more = annotate(controls, folder)
    text = run(sys.executable, SCORE / "inconsistency.py", gold, out, controls, spared)
    names = {"recall": "recall", "clean flagged": "clean", "benign flagged": "benign"}
    scores = {f"inconsistency {short}": _share(text, name) for name, short in names.items()}
    scores["inconsistency controls"] = _share(text, "control articles flagged")
    for check, hit, total in re.findall(r"([a-z_]+) (\d+)/(\d+)(?=\s|$)", text.splitlines()[1]):
        scores[f"inconsistency recall {check}"] = round(100 * int(hit) / int(total), 1)
    noted = run(sys.executable, SCORE / "inconsistency.py", gold, out, "--notes").splitlines()[1]
    for check, hit, total in re.findall(r"([a-z_]+) (\d+)/(\d+)(?=\s|$)", noted):
        scores[f"inconsistency recall with notes {check}"] = round(100 * int(hit) / int(total), 1)
    scores["inconsistency seconds"] = round(seconds + more, 1)
    return scores


def headlines(folder: Path) -> dict[str, float]:
    """Return recall on altered headlines and the share of clean ones that are flagged, in %."""
    gold = DATA / "figures" / "headline_dev.jsonl.gz"
    out, seconds = annotate(gold, folder)
    text = run(sys.executable, SCORE / "inconsistency.py", gold, out)
    return {
        "headlines recall": _share(text, "recall"),
        "headlines clean": _share(text, "clean flagged"),
        "headlines seconds": round(seconds, 1),
    }


def above(folder: Path) -> dict[str, float]:
    """Return what is found of wrong figures, dates and ranks above the body, and of right ones flagged, in %."""
    scores: dict[str, float] = {}
    for name in ("above", "entailed"):
        gold = folder / f"{name}.jsonl"
        packed = DATA / "figures" / f"{'above_body' if name == 'above' else name}_dev.jsonl.gz"
        gold.write_bytes(gzip.decompress(packed.read_bytes()))
        lines, out = folder / f"{name}.in.jsonl", folder / f"{name}.out.jsonl"
        run(sys.executable, SCORE / "above_body.py", gold, stdout=lines)
        run(sys.executable, "-m", "copydesk.annotate", stdin=lines, stdout=out)
        text = run(sys.executable, SCORE / "above_body.py", gold, out)
        for key, share in re.findall(r"((?:title|standfirst) \w+) \d+/\d+ = ([\d.]+) %", text):
            scores[f"{name} {key}"] = float(share)
    return scores


SETS = {
    "above": above,
    "attribution": attribution,
    "spoken": spoken,
    "quantities": quantities,
    "inconsistency": inconsistency,
    "headlines": headlines,
}


def main() -> int:
    """Print every score with its floor; 1 when one is below, or above a ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", nargs="+", choices=SETS, default=list(SETS))
    options = parser.parse_args()
    need(SCORE, DATA)
    floors = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["accuracy"]
    with tempfile.TemporaryDirectory() as folder:
        scores = {key: value for name in options.only for key, value in SETS[name](Path(folder)).items()}
    missed = [key for key, value in scores.items() if key in floors and not _holds(value, floors[key])]
    if options.json:
        print(json.dumps({"scores": scores, "missed": missed}, indent=1))
    else:
        for key, value in scores.items():
            print(f"{key:40s} {value:8.1f}   {_bar(floors.get(key))}{'   MISSED' if key in missed else ''}")
    return 1 if missed else 0


def _holds(value: float, floor: dict[str, float]) -> bool:
    return value >= floor.get("least", value) and value <= floor.get("most", value)


def _bar(floor: dict[str, float] | None) -> str:
    return " ".join(f"{'≥' if key == 'least' else '≤'} {limit}" for key, limit in (floor or {}).items())


if __name__ == "__main__":
    sys.exit(main())
