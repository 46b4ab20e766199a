"""docs/commands.md, made from command and settings: `python -m copydesk.manual` writes it, a test compares it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.main import get_command

from copydesk.cli import app
from copydesk.status import Status
from flows.settings import PREFIX, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
OPENING = """# Commands and settings

Made from the command itself by `python -m copydesk.manual`; change the code, not this page.

Exit statuses: {statuses}.

Every command that works on data takes `--home DIR`; without it, `COPYDESK_HOME` or `./copydesk-data` counts.
"""
SETTINGS = """
## Settings

They stand in `copydesk.toml` in the home folder. A variable stands above the file: `{prefix}BATCH=50`, and for a table
`{prefix}FETCH__PACE_SECONDS=5`. `copydesk config` prints each value and where it came from. A key that is not known is
refused, with a suggestion. What `[fetch]` takes is told in [sources](sources.md).

| setting | default | meaning |
|---|---|---|
"""


def manual() -> str:
    """Return the page."""
    statuses = ", ".join(f"{status.value} {status.name.lower().replace('_', ' ')}" for status in Status)
    commands = "\n".join(_command(words, command) for words, command in _leaves(get_command(app), "copydesk"))
    rows = "".join(_setting(name) for name in Settings.model_fields)
    return OPENING.format(statuses=statuses) + "\n" + commands + SETTINGS.format(prefix=PREFIX) + rows


def _leaves(command: Any, words: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - typer's own click, without types
    children = getattr(command, "commands", None)
    if children is None:
        yield words, command
        return
    for name, child in children.items():
        yield from _leaves(child, f"{words} {name}")


def _command(words: str, command: Any) -> str:  # noqa: ANN401 - typer's own click, without types
    shown = [param for param in command.params if param.name not in {"help", "home"}]
    lines = [f"## {words}\n\n{command.help}\n"]
    if shown:
        lines += ["| | |\n|---|---|\n" + "".join(f"| `{_spelled(param)}` | {param.help} |\n" for param in shown)]
    return "\n".join(lines)


def _spelled(param: Any) -> str:  # noqa: ANN401 - typer's own click, without types
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper()).replace("|", "\\|")
    return ", ".join([*param.opts, *param.secondary_opts])


def _setting(name: str) -> str:
    field = Settings.model_fields[name]
    value = ", ".join(map(str, field.default)) if isinstance(field.default, tuple) else field.default
    default = "" if name in {"home", "fetch", "organisation"} or value in (None, "") else f"`{value}`"
    return f"| `{name}` | {default} | {field.description} |\n"


def main() -> int:
    """Write the page; 0."""
    PAGE.write_text(manual(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
