"""Words on their way to the addresses that the settings name, in Apprise's notation: e-mail, webhooks and many more."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LOG = logging.getLogger("copydesk")


def post(addresses: Sequence[str], title: str, body: str, *, setting: str) -> bool:
    """Tell every address; false where one could not be told. `setting` is where the addresses are written."""
    import apprise  # noqa: PLC0415 - comes with Prefect, and only when somebody is to be told

    box = apprise.Apprise()
    known = [box.add(address) for address in addresses]
    if not all(known):
        LOG.error("an address under `%s` in copydesk.toml is not one that Apprise knows", setting)
    return bool(box.notify(title=title, body=body)) and all(known)
