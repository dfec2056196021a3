"""Text from outside becomes one line of printable characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.words import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [("Kopi\0Susu", "Kopi Susu"), (" \x1b[1m\n tanpa\tgula ", "[1m tanpa gula"), ("\x01\n", "")],
)
def test_what_nobody_can_print_is_a_space(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text())
def test_it_is_printable_and_stays_as_it_is(text: str) -> None:
    assert one_line(text).isprintable()
    assert one_line(one_line(text)) == one_line(text)
