"""The ways in which the fault scenarios damage a page."""

from __future__ import annotations

import gzip
import re
import zlib

MEGABYTE = 1 << 20


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
