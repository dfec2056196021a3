"""Phones of buyers: written in many ways, kept in one, never shown whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.phone import local, masked, normalised


@pytest.mark.parametrize(
    "written",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "6281234567890",
        "+6281234567890",
        "+62 812-3456-7890",
        "0062 812 3456 7890",
        "+62 (0)812 3456 7890",
        "81234567890",
    ],
)
def test_all_ways_to_write_a_number_are_one(written: str) -> None:
    assert normalised(written) == "+6281234567890"
    assert masked(normalised(written)) == "0812-****-7890"
    assert local(normalised(written)) == "081234567890"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("   ", ""),
        ("0298 321456", "+62298321456"),
        ("0628 123456", "+62628123456"),
        ("+65 6123 4567", "+6561234567"),
    ],
)
def test_landlines_and_numbers_from_abroad_are_kept_as_they_are(written: str, kept: str) -> None:
    assert normalised(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "0812",
        "bukan nomor",
        "0812345678901234567",
        "08123x56789",
        "+0812345678",
        "08+12345678",
        "٠٨١٢٣٤٥٦٧٨",
    ],
)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(LapakError, match="phone_not_understood"):
        normalised(written)


@given(st.from_regex(r"8[0-9]{8,11}", fullmatch=True))
def test_no_number_is_shown_whole_and_each_is_read_again_from_what_is_kept(rest: str) -> None:
    kept = normalised(f"0{rest}")
    assert normalised(kept) == normalised(f"62{rest}") == kept == f"+62{rest}"
    assert masked(kept).startswith(f"0{rest[:3]}-****-")
    assert rest not in masked(kept).replace("-", "")
    assert masked("") == ""
