"""A scanner reads back what bars were drawn of."""

import barcode
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pos_app.devices.rendering.bars import Bars, Kind, bars_of
from pos_app.domain.ean import check_digit

FORMATS = {
    Kind.EAN13: zxingcpp.BarcodeFormat.EAN13,
    Kind.EAN8: zxingcpp.BarcodeFormat.EAN8,
    Kind.CODE128: zxingcpp.BarcodeFormat.Code128,
}
digits = st.text("0123456789", min_size=1, max_size=11)
printable = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40)


def drawn(bars: Bars, module: int = 3) -> Image.Image:
    """The bars in black on white, `module` dots wide each, in their quiet zones."""
    left, right = bars.quiet
    row = bytes(255 * (not dark) for dark in (*[False] * left, *bars.modules, *[False] * right))
    picture = Image.frombytes("L", (len(row), 1), row)
    return picture.resize((len(row) * module, 60), Image.Resampling.NEAREST)


def read(bars: Bars) -> str:
    """What a scanner says that is told which kind to expect: a UPC-A is an EAN-13, too."""
    found = zxingcpp.read_barcode(drawn(bars), formats=zxingcpp.BarcodeFormats(FORMATS[bars.kind]))
    assert found is not None
    return found.text


def bars(code: str) -> Bars:
    found = bars_of(code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("4006381333931", Kind.EAN13),
        ("0036000291452", Kind.EAN13),
        ("73513537", Kind.EAN8),
        ("73513538", Kind.CODE128),
        ("4006381333930", Kind.CODE128),
        ("BATIK-07/M", Kind.CODE128),
        ("A12345B", Kind.CODE128),
        ("12345", Kind.CODE128),
    ],
)
def test_each_code_is_drawn_in_its_own_kind_and_read_back(code: str, kind: Kind) -> None:
    assert bars(code).kind is kind
    assert read(bars(code)) == code


@given(st.text("0123456789", min_size=12, max_size=12))
def test_every_ean_13_is_read_back(body: str) -> None:
    code = body + check_digit(body)
    assert read(bars(code)) == code


@given(st.text("0123456789", min_size=12, max_size=12))
def test_another_library_draws_the_same_bars(body: str) -> None:
    code = body + check_digit(body)
    [expected] = barcode.get("ean13", code).build()
    assert [str(int(dark)) for dark in bars(code).modules] == list(expected)


@given(st.text("0123456789", min_size=7, max_size=7))
def test_every_ean_8_is_read_back(body: str) -> None:
    code = body + check_digit(body)
    assert read(bars(code)) == code


@given(printable)
def test_every_text_of_plain_letters_is_read_back(text: str) -> None:
    assert read(bars(text)) == text


@given(digits, printable, digits)
def test_digits_among_letters_are_read_back(before: str, text: str, after: str) -> None:
    code = (before + text + after)[:40]
    assert read(bars(code)) == code


@pytest.mark.parametrize("code", ["", "Kopi☕", "日本", "a\tb"])
def test_what_no_kind_can_hold_has_no_bars(code: str) -> None:
    assert bars_of(code) is None


def test_digits_take_half_the_room() -> None:
    assert len(bars("12345678").modules) < len(bars("ABCDEFGH").modules)


def test_quiet_zones_are_as_wide_as_gs1_wants_them() -> None:
    assert (bars("4006381333931").quiet, bars("73513537").quiet) == ((11, 7), (7, 7))
    assert bars("4006381333931").width == 113
