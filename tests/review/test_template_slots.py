"""A fillable gives what the template would have given, and lets no value become markup."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from review.pages.rendering import environment
from review.pages.template_slots import Slots, fillable
from review.wording import plain_signs, signs

SLOT = Slots()


@given(st.text(), st.text())
def test_a_filled_stencil_is_what_the_template_gives(one: str, two: str) -> None:
    template = '<a title="{{ one }}">{{ two | signs }}</a>{{ one }}'
    block = environment().from_string(template.replace("two | signs", "two")).render(one=SLOT["one"], two=SLOT["two"])
    filled = fillable(Markup(block))(one=one, two=signs(two))  # noqa: S704 - a template made it
    assert filled == environment().from_string(template).render(one=one, two=two)


@given(st.text(alphabet="\x01\x02on<>&e\"'"))
def test_a_value_is_never_taken_for_a_slot_or_for_markup(value: str) -> None:
    fill = fillable(Markup("{}-{}").format(SLOT["one"], SLOT["none"]))
    assert fill(one=value, none="") == f"{escape(plain_signs(value))}-"
