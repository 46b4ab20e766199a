"""The views are made anew where anything they are made of changed, and only there: it takes a third of a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse import db, layers

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_views_are_made_anew_where_what_they_are_made_of_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, stood = [], db._views_sql
    monkeypatch.setattr(db, "_views_sql", lambda **how: made.append(how) or stood(**how))
    for _ in range(2):
        db.connect(tmp_path).close()
    assert len(made) == 1
    monkeypatch.setattr(layers, "TEXTS", layers.TEXTS.replace("'title'", "'headline'"))
    for _ in range(2):
        db.connect(tmp_path).close()
    assert len(made) == 2
