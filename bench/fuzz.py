"""Throw damaged pages, feeds, sitemaps, robots files, archives, sources and drafts at their readers; print what broke.

python bench/fuzz.py [--json] [--seconds N] [--only KIND …] [--seed N]   12 seconds for all kinds together by default

The documents are those of tests/fetch and the real pages, feeds, sitemaps and robots files of ../shared/data/web. A
reader may refuse its input with a reason; a stack trace, or more than ten seconds of processor time, is a finding,
printed with its seed. Of a Word document the markup is damaged, and then packed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beside import SHARED

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests" / "fetch"), str(HERE)]
WEB = SHARED / "data" / "web"
LONGEST = 10.0
MAIL = (
    b"Subject: =?utf-8?q?Br=C3=BCcke?=\nFrom: Ada <ada@a.example>\nDate: Mon, 01 Jun 2026 10:00:00 +0000\n"
    b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n"
    b"Content-Transfer-Encoding: quoted-printable\n\nThe bridge =3D closed.\n\n"
    b"--b\nContent-Type: text/html\n\n<p>Closed</p>\n--b--\n"
)
WORD = (
    b'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Bridge</w:t></w:r></w:p><w:p><w:r><w:t>It is closed.</w:t>'
    b'</w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc>'
    b"</w:tr></w:tbl>"
)
MARKDOWN = (
    b"# Bridge\n\nIt is *closed*, [he](https://a.example) said.\n\n- one\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> x\n"
)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    b"4 0 obj<</Length 44>>stream\nBT /F 12 Tf 72 720 Td (The bridge is closed.) Tj ET\nendstream endobj\n"
    b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF\n"
)
LARGEST = 60_000  # bytes of a seed: damage to the head and the tail is what finds faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


class TooSlowError(Exception):
    """A reader that had not ended in time."""


def seeds() -> dict[str, list[bytes]]:
    """Return the documents to damage, by kind."""
    import strategies  # noqa: PLC0415 - after the path is set

    found = {kind: list(bodies) for kind, bodies in strategies.SEEDS.items()}
    for path in sorted((WEB / "sites").rglob("*")) if WEB.is_dir() else ():
        kind = "robots" if path.name == "robots.txt" else "feed" if "feed" in path.name else "sitemap"
        if path.is_file():
            found[kind].append(path.read_bytes()[:LARGEST])
    for path in sorted((WEB / "pages").rglob("*.gz"))[::6] if WEB.is_dir() else ():
        body = gzip.decompress(path.read_bytes())
        found["page"].append(body[:LARGEST])
    drafts = {"mail": [MAIL], "word": [WORD], "markdown": [MARKDOWN], "pdf": [PDF]}
    return found | {"html": found["page"]} | drafts


def readers() -> dict[str, Callable[[bytes, Any], object]]:
    """Return what reads each kind, extraction of a whole page among them."""
    import strategies  # noqa: PLC0415 - after the path is set
    from hostile import packed  # noqa: PLC0415

    from extract.documents import read_document  # noqa: PLC0415

    def read_html(body: bytes, _folder: Path) -> object:
        return read_document(body, "https://a.example/story", content_type="text/html")

    return {
        **strategies.readers(),
        "html": read_html,
        "mail": lambda body, _folder: read_document(body, "a.eml"),
        "word": lambda body, _folder: read_document(packed(body.decode("utf-8", "replace")), "a.docx"),
        "markdown": lambda body, _folder: read_document(body, "a.md"),
        "pdf": lambda body, _folder: read_document(body, "a.pdf"),
    }


def damage(body: bytes, dice: random.Random) -> bytes:
    """Return a document with a few pieces of it cut, doubled, moved or replaced."""
    import strategies  # noqa: PLC0415 - after the path is set

    made = bytearray(body)
    for _ in range(dice.randint(1, 6)):
        at, length = dice.randrange(len(made) + 1), int(dice.expovariate(1 / 40))
        piece = dice.choice(
            [dice.choice(strategies.PIECES), dice.randbytes(dice.randint(1, 12)), bytes(made[at : at + 200])]
        )
        made[at : at + dice.choice([0, 0, length])] = piece * dice.choice([1, 1, 2, 50])
    if dice.random() < 0.1:
        del made[dice.randrange(len(made) + 1) :]
    return bytes(made)


def try_once(read: Callable[[bytes, Any], object], body: bytes, folder: Path) -> str:
    """Return what a reader did: read, refused, or the last line of its stack trace."""
    from extract.page import NoArticle  # noqa: PLC0415 - after the path is set
    from fetch.reasons import Fault  # noqa: PLC0415
    from fetch.sources import SourceError  # noqa: PLC0415

    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        read(body, folder)
    except (Fault, SourceError, NoArticle):
        return "refused"
    except TooSlowError:
        return "too slow"
    except Exception as error:  # noqa: BLE001 - finding any of them is the point
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {str(error)[:100]} ({Path(where.filename).name}:{where.lineno})"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return "read"


def ring(_number: int, _frame: FrameType | None) -> None:
    """Stop a reader that takes too long."""
    raise TooSlowError


def main() -> int:
    """Print what broke; return 1 where anything did."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    parser.add_argument("--seconds", type=float, default=12.0, help="how long, for all kinds together")
    parser.add_argument("--only", nargs="*", default=None, help="kinds of documents")
    parser.add_argument("--seed", type=int, default=1, help="the same seed damages the same way")
    given = parser.parse_args()
    signal.signal(signal.SIGPROF, ring)
    logging.disable(logging.CRITICAL)  # what pypdf and trafilatura say of what they are given
    known, bodies = readers(), seeds()
    kinds = given.only or list(known)
    results: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    slowest: dict[str, float] = dict.fromkeys(kinds, 0.0)
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            until, number = time.monotonic() + given.seconds / len(kinds), 0
            while time.monotonic() < until:
                number += 1
                dice = random.Random(f"{given.seed}:{kind}:{number}")  # noqa: S311 - damage, not secrets
                began = time.process_time()
                said = try_once(known[kind], damage(dice.choice(bodies[kind]), dice), Path(folder))
                slowest[kind] = max(slowest[kind], time.process_time() - began)
                if said not in {"read", "refused"} and not results[kind][said]:
                    print(f"{kind} {given.seed}:{kind}:{number}: {said}", file=sys.stderr)
                results[kind][said] += 1
    broken = sum(
        count for found in results.values() for said, count in found.items() if said not in {"read", "refused"}
    )
    if given.json:
        shown = {kind: {**results[kind], "slowest_seconds": round(slowest[kind], 2)} for kind in kinds}
        print(json.dumps({"broken": broken, **shown}))
    else:
        for kind in kinds:
            counts = ", ".join(f"{said} {count}" for said, count in results[kind].most_common())
            print(f"{kind:10}{counts}, slowest {slowest[kind]:.2f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
