"""A document as the bytes that an ESC/POS printer understands.

Only commands that every clone knows: python-escpos's database and its users' reports told which.
Automatic code pages wake Japanese or Chinese modes of cheap printers, so the page is set once and
text keeps to its letters; native QR codes come out as text on clones, so codes are dots unless a
setup says otherwise; large images overflow small buffers, so they come in strips.
"""

import functools
from collections.abc import Iterator

from pos_app.devices.rendering import logo
from pos_app.devices.rendering.bars import drawable_bars
from pos_app.devices.rendering.document import (
    QR,
    Barcode,
    Cut,
    Document,
    DrawerPulse,
    Laid,
    Picture,
    Row,
    Size,
    Way,
    layout,
)
from pos_app.devices.rendering.paper import DOTS_A_MM, Paper, Pulse
from pos_app.devices.rendering.qr_matrix import QUIET, qr_modules
from pos_app.devices.rendering.raster import (
    LEAST_DOTS,
    LEAST_DOTS_OF_SMALL,
    Raster,
    dots_a_module,
    moved,
    of_bars,
    of_modules,
)
from pos_app.devices.rendering.transliteration import folding_to
from pos_app.domain.errors import LapakError

_INIT, _LEAVE_KANJI, _PAGE, _MODE = b"\x1b@", b"\x1c.", b"\x1bt", b"\x1b!"
_CENTRE, _LEFT = b"\x1ba\x01", b"\x1ba\x00"
_RASTER, _SYMBOL = b"\x1dv0", b"\x1d(k"
_DRAWER_PINS = {2: b"\x1bp\x00", 5: b"\x1bp\x01"}
_PULSE_STEP_MS = 2
_FEED, _CUT = b"\x1bd", b"\x1dV\x01"

_SMALL_FONT, _BOLD, _TALL, _WIDE = 0x01, 0x08, 0x10, 0x20
_MODES = {Size.NORMAL: 0, Size.TALL: _TALL, Size.DOUBLE: _TALL | _WIDE}
_AS_SENT, _TWICE_AS_HIGH, _TWICE_AS_LARGE = 0, 2, 3


def render(document: Document, paper: Paper) -> bytes:
    """The bytes of a document; the same document gives the same bytes.

    Raises LapakError `qr_too_wide`, `qr_too_long`, `barcode_too_wide` or `barcode_not_possible`.
    """
    return b"".join(_commands(document, paper))


def _commands(document: Document, paper: Paper) -> Iterator[bytes]:
    yield _INIT + (_LEAVE_KANJI if paper.kanji else b"")
    yield _PAGE + bytes([paper.code_page])
    usual = _SMALL_FONT if paper.small_font else 0
    mode = 0
    for laid in layout(document, paper.columns, folding_to(paper.encoding)):
        wanted = usual | _mode(laid)
        if wanted != mode:
            yield _MODE + bytes([wanted])
            mode = wanted
        if isinstance(laid, Row):
            yield laid.text.rstrip().encode(paper.encoding) + b"\n"
        else:
            yield _drawn(laid, paper)


def _mode(laid: Laid) -> int:
    """The parameter of `ESC !`, which sets bold and size in one command of three bytes."""
    if not isinstance(laid, Row):
        return 0
    return _MODES[laid.size] | (_BOLD if laid.bold else 0)


def _drawn(laid: QR | Barcode | Picture | Cut | DrawerPulse, paper: Paper) -> bytes:
    match laid:
        case QR():
            return _CODES[laid.way or paper.qr](laid, paper)
        case Barcode():
            return _barcode(laid, paper)
        case Picture(png):
            return _picture(png, paper)
        case DrawerPulse():
            return _pulse(paper.drawer) if paper.drawer else b""
        case Cut():
            fed = _FEED + bytes([paper.feed]) if paper.feed else b""
            return fed + _CUT if paper.cuts else fed


def _pulse(pulse: Pulse) -> bytes:
    times = (pulse.on_ms // _PULSE_STEP_MS, pulse.off_ms // _PULSE_STEP_MS)
    return _DRAWER_PINS[pulse.pin] + bytes(times)


def _module_dots(code: QR, paper: Paper) -> int:
    """How many dots one module of a code is wide and high."""
    across = len(qr_modules(code.payload)) + 2 * QUIET
    dots = dots_a_module(across, paper.width_dots, small=code.small)
    if dots < (LEAST_DOTS_OF_SMALL if code.small else LEAST_DOTS):
        raise LapakError("qr_too_wide", paper=paper.name, length=len(code.payload))
    return dots


def _drawn_code(code: QR, paper: Paper) -> bytes:
    dots = _module_dots(code, paper)
    return _image(of_modules(qr_modules(code.payload), dots, dots), paper)


def _enlarged_code(code: QR, paper: Paper) -> bytes:
    """Half the dots each way, which the printer doubles; the smallest codes have too few for it."""
    half = _module_dots(code, paper) // 2
    if 2 * half < LEAST_DOTS:
        return _drawn_code(code, paper)
    return _image(of_modules(qr_modules(code.payload), half, half), paper, _TWICE_AS_LARGE)


def _native_code(code: QR, paper: Paper) -> bytes:
    """Model 2, size, level M, the data, print (GS ( k functions 165, 167, 169, 180, 181)."""
    dots, payload = _module_dots(code, paper), code.payload.encode()
    asked = (b"A2\x00", b"C" + bytes([dots]), b"E1", b"P0" + payload, b"Q0")
    sent = (_SYMBOL + (len(one) + 1).to_bytes(2, "little") + b"1" + one for one in asked)
    return _CENTRE + b"".join(sent) + _LEFT


_CODES = {Way.DOTS: _drawn_code, Way.ENLARGED: _enlarged_code, Way.NATIVE: _native_code}


def _barcode(code: Barcode, paper: Paper) -> bytes:
    bars, height = drawable_bars(code.code), code.height_mm * DOTS_A_MM
    if paper.enlarges:
        return _image(of_bars(bars, paper.width_dots, height // 2), paper, _TWICE_AS_HIGH)
    return _image(of_bars(bars, paper.width_dots, height), paper)


@functools.lru_cache(maxsize=4)
def _picture(png: bytes, paper: Paper) -> bytes:
    """Kept: it is the same logo on every receipt."""
    return _image(logo.dots_of(png, paper.width_dots), paper)


def _image(raster: Raster, paper: Paper, mode: int = _AS_SENT) -> bytes:
    """Dots in the middle of the paper; where nothing else moves them, white ones at the left do."""
    if paper.centres:
        return _CENTRE + _strips(raster, paper.strip_rows, mode) + _LEFT
    enlarged = 2 if mode & 1 else 1
    left = (paper.width_dots // enlarged - raster.width) // 2
    return _strips(moved(raster, left), paper.strip_rows, mode)


def _strips(raster: Raster, strip_rows: int, mode: int) -> bytes:
    stride = len(raster.rows[0]) if raster.rows else 0
    strips = []
    for start in range(0, raster.height, strip_rows):
        rows = raster.rows[start : start + strip_rows]
        size = stride.to_bytes(2, "little") + len(rows).to_bytes(2, "little")
        strips.append(_RASTER + bytes([mode]) + size + b"".join(rows))
    return b"".join(strips)
