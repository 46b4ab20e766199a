"""Great Expectations over open connections: several at once, and only what is needed of it."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pydantic.v1.main
import pytest
from pydantic.v1.utils import smart_deepcopy

from checks.expectation import ExpectationError, validate
from checks.gates import Question
from warehouse import db
from warehouse.terms import Severity

if TYPE_CHECKING:
    from warehouse.records import RunId

RUN: RunId = "run"  # type: ignore[assignment]  # a NewType of str
LAZILY = """
import sys
import checks.expectation
print("scipy.stats._stats_py" in sys.modules, "altair.vegalite" in sys.modules)
from great_expectations.expectations.core import expect_column_kl_divergence_to_be_less_than as distributions
print(round(float(distributions.stats.norm.cdf(0)), 3), distributions.alt.Chart.__name__)
import gc
import altair
import scipy.stats
print(altair is sys.modules["altair"], altair.Chart is distributions.alt.Chart)
print(scipy.stats.norm is distributions.stats.norm)
print(gc.isenabled())
"""
ENDING = """
import atexit, gc
atexit.register(lambda: print(gc.get_freeze_count() > 20_000))
import MODULE
"""


def rows(count: int) -> Question:
    return Question("suite", f"rows_{count}", "finding", Severity.WARNING, "Some rows.", f"FROM range({count})")


def counted(count: int) -> list[int]:
    con = db.memory()
    try:
        return [row.observed for row in validate(con, [rows(count), rows(count + 1)], RUN)]
    finally:
        con.close()


def test_several_warehouses_are_validated_at_once_each_with_its_own_rows() -> None:
    with ThreadPoolExecutor(max_workers=4) as pool:
        assert list(pool.map(counted, range(8))) == [[count, count + 1] for count in range(8)]


def test_a_question_that_cannot_be_evaluated_is_named() -> None:
    con = db.memory()
    broken = rows(1)._replace(name="broken", sql="SELECT nothing FROM nowhere")
    with pytest.raises(ExpectationError, match="broken could not be evaluated"):
        validate(con, [broken], RUN)
    assert [row.observed for row in validate(con, [rows(3)], RUN)] == [3]
    con.close()


def test_a_class_of_great_expectations_shares_no_field_with_the_one_it_inherits_from() -> None:
    assert pydantic.v1.main.smart_deepcopy is smart_deepcopy
    known = sys.modules["great_expectations"].expectations
    for mine in (known.UnexpectedRowsExpectation, known.ExpectColumnValuesToBeUnique):
        for name, field in mine.__fields__.items():
            inherited = [
                above.__fields__[name] for above in mine.__mro__[1:] if name in getattr(above, "__fields__", ())
            ]
            for other in inherited:
                assert field is not other
                assert field.field_info is not other.field_info
                assert field.class_validators is not other.class_validators


def test_statistics_and_charts_are_imported_only_when_an_expectation_uses_them() -> None:
    done = subprocess.run([sys.executable, "-c", LAZILY], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "0.5", "Chart", *["True"] * 4]


@pytest.mark.parametrize("module", ["checks.expectation", "extract.loaded"])
def test_what_was_loaded_is_not_looked_through_when_the_process_ends(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDING.replace("MODULE", module)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True"]
