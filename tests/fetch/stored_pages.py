"""The real pages that the fault scenarios serve, and the ways in which they damage them."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from pathlib import Path

DATA = Path(__file__).parents[3] / "shared" / "data" / "web"
MEGABYTE = 1 << 20
NATIVE = {"windows-1251": "lt", "shift_jis": "jp", "euc-kr": "kr", "gb18030": "jp"}  # whose letters the charset has


class Pages:
    """The real pages that the scenarios serve."""

    def __init__(self) -> None:
        manifest = json.loads((DATA / "manifest.dev.json").read_text("utf-8"))
        self.articles = [one for one in manifest["articles"] if one["split"] == "dev"]
        self.dev = self.body(next(one for one in self.articles if one["id"].startswith("us/APNews_2023")))

    def body(self, article: dict) -> bytes:
        return gzip.decompress((DATA / article["html"]).read_bytes())

    def pair(self, outlet: str) -> list[bytes]:
        return [self.body(one) for one in self.articles if one["outlet"] == outlet and one.get("revision")]

    def native(self, encoding: str) -> str:
        wanted = NATIVE.get(encoding, "de")
        found = [self.body(one) for one in self.articles if one["lang"] == wanted]
        return max(found, key=lambda body: sum(byte > 127 for byte in body[:200_000])).decode("utf-8")


def gzip_zeros(megabytes: int, layers: int = 1) -> bytes:
    """Return a gzip bomb: the same compressed megabyte again and again (its checksum is never reached)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packer.compress(b"\0" * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"\0" * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    bomb = head + block * (megabytes - 1) + packer.flush()
    for _ in range(layers - 1):
        bomb = gzip.compress(bomb, 9)
    return bomb


def reencoded(text: str, encoding: str, declare: str) -> tuple[bytes, str]:
    """Return a page in another charset with its only declaration where the scenario wants it."""
    bare = re.sub(r"<meta[^>]+charset[^>]*>", "", text, flags=re.IGNORECASE)
    if declare == "meta":
        bare = re.sub(r"<head\b[^>]*>", lambda head: f'{head[0]}<meta charset="{encoding}">', bare, count=1)
    kind = f"text/html; charset={encoding}" if declare == "header" else "text/html"
    return bare.encode(encoding, "xmlcharrefreplace"), kind
