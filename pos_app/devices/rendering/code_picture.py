"""Reads the QRIS code in a picture: a photo of the sign, a screenshot, a file from the bank."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pos_app.devices.rendering.pictures import opened
from pos_app.domain.errors import LapakError
from pos_app.domain.qris import StaticCode, read_code
from pos_app.domain.words import one_line

if TYPE_CHECKING:
    from PIL.Image import Image
    from zxingcpp import Barcode

_QRIS = "000201"
_SECOND_LOOK = 4_000_000
"""Pixels at which cleaning a picture up takes a moment, not seconds."""

_TOLD = 60


def read_picture(data: bytes) -> StaticCode:
    """Read the one static QRIS code in a picture's file; codes of other things beside it are fine.

    Raises LapakError `picture_too_large`, `picture_not_readable`, `qris_picture_blurred`,
    `qris_picture_empty`, `qris_picture_of_something_else` (with `text`), `qris_picture_of_two`,
    and what `read_code` raises.
    """
    picture = opened(data)
    others: set[str] = set()
    blurred = False
    for look in _looks(picture):
        texts, unread = _codes(look)
        found = {text for text in texts if text.startswith(_QRIS)}
        if len(found) > 1:
            raise LapakError("qris_picture_of_two")
        if found:
            return read_code(found.pop())
        others |= texts
        blurred |= unread
    if others:
        raise LapakError("qris_picture_of_something_else", text=one_line(min(others))[:_TOLD])
    raise LapakError("qris_picture_blurred" if blurred else "qris_picture_empty")


def _looks(picture: "Image") -> Iterator["Image"]:
    """The picture as it is; then, for one that is hard to read, without grain and sharpened."""
    from PIL import ImageFilter

    yield picture
    factor = 1
    while picture.width * picture.height > _SECOND_LOOK * factor * factor:
        factor += 1
    smaller = picture.reduce(factor)
    yield smaller.filter(ImageFilter.GaussianBlur(1))
    yield smaller.filter(ImageFilter.UnsharpMask(radius=8, percent=300, threshold=0))


def _codes(picture: "Image") -> tuple[set[str], bool]:
    """The texts of the QR codes in a picture, and whether one is there that cannot be read."""
    import zxingcpp

    only = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    codes = zxingcpp.read_barcodes(picture, formats=only, return_errors=True)
    texts = {_text(code) for code in codes if code.valid}
    return texts, any(not code.valid for code in codes)


def _text(code: "Barcode") -> str:
    """QR codes seldom name their alphabet; guessing would spoil a merchant's accents."""
    try:
        return code.bytes.decode("utf-8")
    except UnicodeDecodeError:
        return code.text
