"""The code on a Z report: small, read back as it was written, nothing in it can be changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain import z_code
from pos_app.domain.errors import LapakError
from pos_app.domain.z_code import ZCode
from tests.domain.strategies import ids, signed_amounts

ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
SIGNATURE = "5a" * 64

codes = st.builds(
    ZCode,
    register=ids,
    hash=st.binary(min_size=32, max_size=32).map(bytes.hex),
    seq=st.integers(1, 10**9),
    number=st.integers(1, 10**6),
    sales=st.integers(0, 10**6),
    turnover=signed_amounts,
    expected=signed_amounts,
    counted=signed_amounts,
)


@given(codes)
def test_a_code_is_read_as_it_was_written(code: ZCode) -> None:
    assert z_code.read(z_code.write(code, SIGNATURE)) == (code, SIGNATURE)
    assert z_code.read(f" {z_code.write(code, SIGNATURE).lower()}\n") == (code, SIGNATURE)


@given(codes)
def test_a_code_has_only_signs_that_keep_a_qr_code_small(code: ZCode) -> None:
    text = z_code.write(code, SIGNATURE)
    assert set(text) <= ALPHANUMERIC
    assert len(text) <= 350


@given(codes, codes)
def test_two_codes_are_signed_alike_only_if_they_are_the_same(one: ZCode, other: ZCode) -> None:
    assert (z_code.message(one) == z_code.message(other)) == (one == other)


@pytest.mark.parametrize(
    "text", ["", "LAPAKZ1", "00020101021126", "LAPAKZ1/R/00/1/1/1/1/1/1/00", "x" * 5000]
)
def test_another_code_is_no_z_report(text: str) -> None:
    with pytest.raises(LapakError, match="z_code_unreadable"):
        z_code.read(text)
