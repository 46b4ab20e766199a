"""The secret of a home's Prefect server: made once, readable by the user alone, asked of everybody who calls."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

from warehouse.kept import kept_secret

if TYPE_CHECKING:
    from pathlib import Path

FILE = "secret"  # in home/prefect; its line is what Prefect's page asks for
PROOF = "/copydesk-proof"  # where a server of ours shows that it knows the secret, before anybody tells it
PATIENCE = 2  # seconds for a server on this machine


def secret(home: Path) -> str:
    """Return the home's secret ("copydesk:…", as Prefect's auth strings are), made where there is none yet."""
    return kept_secret(home / "prefect" / FILE, lambda: f"copydesk:{secrets.token_urlsafe(32)}")


def proof(known: str, nonce: str) -> str:
    """Return what only somebody who knows the secret can answer to a nonce."""
    return hmac.new(known.encode(), nonce.encode(), hashlib.sha256).hexdigest()


def proves(address: str, known: str) -> bool:
    """Return whether the server at an address (".../api") knows the secret; it is not told it by this."""
    nonce = secrets.token_hex(16)
    told = _asked(f"{address.removesuffix('/api')}{PROOF}?{nonce}")
    return hmac.compare_digest(told, proof(known, nonce).encode())


def stands_open(address: str) -> bool:
    """Return whether the Prefect server at an address answers to somebody who shows no secret."""
    return bool(_asked(f"{address}/admin/version"))


def _asked(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - an http address of ours
            return bytes(answer.read(1000))
    except (OSError, ValueError, urllib.error.URLError):
        return b""
