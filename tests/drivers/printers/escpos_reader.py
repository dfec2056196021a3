"""Reads ESC/POS bytes as a strict printer would: text, pictures, and only commands that it knows.

Whatever else comes is an error, so a test that reads a job to its end shows that nothing but what
the renderer meant stands in it. Syntax as in Epson's ESC/POS command reference.
"""

from collections.abc import Iterator

import msgspec
from PIL import Image

INIT, LEAVE_KANJI, PAGE, MODE, ALIGN = "ESC @", "FS .", "ESC t", "ESC !", "ESC a"
FEED, CUT, PULSE, RASTER, SYMBOL = "ESC d", "GS V", "ESC p", "GS v 0", "GS ( k"

_PARAMETERS = {
    b"\x1b@": (INIT, 0),
    b"\x1c.": (LEAVE_KANJI, 0),
    b"\x1bt": (PAGE, 1),
    b"\x1b!": (MODE, 1),
    b"\x1ba": (ALIGN, 1),
    b"\x1bd": (FEED, 1),
    b"\x1dV": (CUT, 1),
    b"\x1bp": (PULSE, 3),
}
_WHITE_AROUND = 24


class Command(msgspec.Struct, frozen=True):
    """One command and what follows its name."""

    name: str
    given: bytes = b""


class Line(msgspec.Struct, frozen=True):
    """A line of text as it stands in the printer's code page, set in a mode of `ESC !`."""

    text: str
    mode: int = 0


class Dots(msgspec.Struct, frozen=True):
    """One raster image: rows of dots, dark is true, and where its printer puts it."""

    dots: tuple[tuple[bool, ...], ...]
    enlarged: int
    centred: bool


Printed = Command | Line | Dots


def read(data: bytes, encoding: str = "ascii") -> list[Printed]:
    """Everything in a job, in order; raises AssertionError at the first byte nobody meant."""
    return list(_items(data, encoding))


def lines(data: bytes, encoding: str = "ascii") -> list[str]:
    """The lines of text of a job."""
    return [item.text for item in read(data, encoding) if isinstance(item, Line)]


def commands(data: bytes, name: str, encoding: str = "ascii") -> list[bytes]:
    """What was given to each command of a name."""
    found = (item for item in read(data, encoding) if isinstance(item, Command))
    return [item.given for item in found if item.name == name]


def dots_of(data: bytes, encoding: str = "ascii") -> tuple[tuple[bool, ...], ...]:
    """All images of a job one under the other, as they come out of the head."""
    images = [item for item in read(data, encoding) if isinstance(item, Dots)]
    return tuple(row for image in images for row in _come_out(image))


def picture(data: bytes, encoding: str = "ascii") -> Image.Image:
    """The images of a job as a scanner sees them, on white paper."""
    dots = dots_of(data, encoding)
    shown = Image.new("L", (len(dots[0]), len(dots)), 255)
    shown.putdata([255 - 255 * dark for row in dots for dark in row])
    size = (shown.width + 2 * _WHITE_AROUND, shown.height + 2 * _WHITE_AROUND)
    paper = Image.new("L", size, 255)
    paper.paste(shown, (_WHITE_AROUND, _WHITE_AROUND))
    return paper


def _items(data: bytes, encoding: str) -> Iterator[Printed]:
    place, mode, align = 0, 0, 0
    while place < len(data):
        start = data[place : place + 2]
        if start in _PARAMETERS:
            name, count = _PARAMETERS[start]
            given = data[place + 2 : place + 2 + count]
            assert len(given) == count, f"{name} was cut short"
            mode = given[0] if name == MODE else mode
            align = given[0] if name == ALIGN else align
            yield Command(name, given)
            place += 2 + count
        elif start == b"\x1dv":
            image, place = _image(data, place, centred=align == 1)
            yield image
        elif start == b"\x1d(":
            command, place = _symbol(data, place)
            yield command
        else:
            end = data.index(b"\n", place)
            text = data[place:end].decode(encoding)
            assert all(byte >= 0x20 and byte != 0x7F for byte in data[place:end]), data[place:end]
            yield Line(text, mode)
            place = end + 1


def _image(data: bytes, place: int, *, centred: bool) -> tuple[Dots, int]:
    assert data[place + 2 : place + 3] == b"0"
    stride = int.from_bytes(data[place + 4 : place + 6], "little")
    height = int.from_bytes(data[place + 6 : place + 8], "little")
    begin, end = place + 8, place + 8 + stride * height
    assert len(data) >= end, "an image was cut short"
    rows = (data[at : at + stride] for at in range(begin, end, stride))
    dots = tuple(
        tuple(bool(byte >> bit & 1) for byte in row for bit in range(7, -1, -1)) for row in rows
    )
    return Dots(dots, data[place + 3], centred), end


def _symbol(data: bytes, place: int) -> tuple[Command, int]:
    assert data[place + 2 : place + 3] == b"k"
    end = place + 5 + int.from_bytes(data[place + 3 : place + 5], "little")
    assert len(data) >= end, "a symbol was cut short"
    return Command(SYMBOL, data[place + 5 : end]), end


def _come_out(image: Dots) -> Iterator[tuple[bool, ...]]:
    across, down = 1 + (image.enlarged & 1), 1 + (image.enlarged >> 1)
    for row in image.dots:
        wide = tuple(dot for dot in row for _ in range(across))
        yield from [wide] * down
