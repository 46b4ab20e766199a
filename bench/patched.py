"""A plugin of pytest: the constant that the environment names has another value in every module that bears it."""

from __future__ import annotations

import importlib
import os
import sys
from decimal import Decimal

from noticing import bears


def pytest_collection_finish() -> None:
    """Change the constant when every test module has been imported."""
    home, name, value = os.environ["CONSTANT"].split(" ", 2)
    number = Decimal(value.split("'")[1]) if value.startswith("Decimal") else type(_own(home, name))(float(value))
    for module in list(sys.modules.values()):
        if module.__name__.startswith("extract.") and bears(module, home, name):
            setattr(module, name, number)


def _own(home: str, name: str) -> int | float | Decimal:
    value: int | float | Decimal = getattr(importlib.import_module(home), name)
    return value
