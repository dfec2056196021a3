"""What can be read off the picture of a printed paper: its codes, and where its letters stand."""

import io
from collections.abc import Iterable

from PIL import Image, ImageOps

from pos_app.devices.rendering.document import Row, Size

CELL_WIDTH, LETTER_HEIGHT = 12, 24
LINE_HEIGHT = 30
"""Dots of font A and of a row at the spacing a printer wakes up with."""

_QUIET = 40
_DOTS = 3
_MODULE = 4
_INK = [255 if tone < 128 else 0 for tone in range(256)]


def codes_on(png: bytes) -> list[str]:
    """The texts of all codes and barcodes of a picture, as a scanner reads them, sorted."""
    import zxingcpp

    picture = Image.open(io.BytesIO(png)).convert("L")
    large = picture.resize(
        (picture.width * _DOTS, picture.height * _DOTS), Image.Resampling.NEAREST
    )
    read = zxingcpp.read_barcodes(ImageOps.expand(large, _QUIET, 255))
    return sorted(code.text for code in read)


def white_modules(png: bytes) -> float:
    """How far all is white around the one code of a picture, in modules of at most 4 dots."""
    import zxingcpp

    picture = Image.open(io.BytesIO(png)).convert("L")
    [code] = zxingcpp.read_barcodes(picture)
    corner, far = code.position.top_left, code.position.bottom_right
    for away in range(1, picture.width):
        box = (corner.x - away, corner.y - away, far.x + 1 + away, far.y + 1 + away)
        inside = picture.crop(box)
        inside.paste(255, (away, away, inside.width - away, inside.height - away))
        if inside.point(_INK).getbbox():
            return (away - 1) / _MODULE
    raise AssertionError("nothing but a code is printed")


def misplaced(png: bytes, rows: Iterable[Row | int]) -> list[str]:
    """Where a picture does not show the rows as they were set: ink in a gap, a letter missing.

    An int stands for something that is no text and so many dots high.
    """
    picture = Image.open(io.BytesIO(png)).convert("L")
    wrong, top = [], 0
    for row in rows:
        if isinstance(row, int):
            top += row
            continue
        height = LETTER_HEIGHT if row.size is Size.NORMAL else 2 * LETTER_HEIGHT
        width = CELL_WIDTH * (2 if row.size is Size.DOUBLE else 1)
        for place, letter in enumerate(row.text.ljust(picture.width // width)):
            cell = picture.crop((place * width, top, (place + 1) * width, top + height))
            if (cell.getextrema()[0] == 0) != (letter != " "):
                wrong.append(f"{row.text!r} at {place}")
        top += max(height, LINE_HEIGHT) if row.text.strip() else LINE_HEIGHT
    return wrong
