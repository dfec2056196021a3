"""QR codes on the organizer's pages and papers and in a terminal, for a till's scanner."""

import math
from typing import Any

import zxingcpp
from markupsafe import Markup, escape

_QUIET = 4
"""Light modules around a code that scanners need (ISO/IEC 18004)."""

_BLOCKS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
"""Two rows of dots a line; a terminal is mostly dark, so what is light is drawn."""


def svg(text: str, name: str = "") -> Markup:
    """A drawing to stand in a page: black on white whatever the theme, or scanners fail.

    `name` is what a screen reader says of it; without one it passes it over, for what it holds
    stands beside it.
    """
    read = f'role="img" aria-label="{escape(name)}"' if name else 'aria-hidden="true"'
    rows = rows_of(text)
    side = len(rows)
    dots = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return Markup(  # noqa: S704 (numbers of our own, an escaped name)
        f'<svg class="qr" viewBox="0 0 {side} {side}" shape-rendering="crispEdges" {read}>'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{dots}" fill="#000"/></svg>'
    )


def lines(text: str) -> list[str]:
    """A code in block letters for a terminal."""
    rows = rows_of(text)
    rows += [[False] * len(rows)] * (len(rows) % 2)
    return [
        "".join(_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]


def rows_of(text: str) -> list[list[bool]]:
    """The dots row by row with their quiet zone, dark is true."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    flat = bytes(memoryview(image))
    side = math.isqrt(len(flat))
    dots = [[value == 0 for value in flat[at : at + side]] for at in range(0, side * side, side)]
    beside = [False] * _QUIET
    empty = [[False] * (side + 2 * _QUIET) for _ in range(_QUIET)]
    return [*empty, *([*beside, *row, *beside] for row in dots), *empty]
