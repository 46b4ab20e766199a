"""Whether a port is free, asked before anything is started that would fail by it."""

from __future__ import annotations

import socket


def taken(host: str, port: int) -> str:
    """Return why nothing can listen there, with what to do, or ""."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            return f"{host}:{port} cannot be used ({error.strerror}): name another port with --port."
    return ""
