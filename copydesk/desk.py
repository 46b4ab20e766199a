"""`copydesk review`: the desk with the operator's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.settings import read_settings
from copydesk.status import Refusal, Status

if TYPE_CHECKING:
    from pathlib import Path


def open_desk(home: Path, *, host: str, port: int) -> Status:
    """Serve the desk until it is stopped; raises Refusal where it may not be reached like that."""
    from review.serve import serve  # noqa: PLC0415 - uvicorn and starlette
    from review.settings import Settings  # noqa: PLC0415

    settings = read_settings(home)
    refuse_taken(host, port)
    try:
        serve(home, host, port, settings=Settings(reviews_url=settings.reviews_url or None))
    except ValueError as fault:
        raise Refusal(str(fault)) from None
    return Status.FINE


def refuse_taken(host: str, port: int) -> None:
    """Raise Refusal where something else listens already."""
    import socket  # noqa: PLC0415

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise Refusal(f"{host}:{port} cannot be used ({error.strerror}): name another port with --port.") from None
