"""A document as the bytes that an ESC/POS printer understands, made by python-escpos.

Its warnings are facts learnt by others: automatic code pages wake Japanese or Chinese modes of
cheap printers even for plain ASCII, so they are off and text is ASCII; native QR codes cannot be
centred and are printed as text by clones, so codes are images; large images overflow small
buffers, so they come in fragments.
"""

import functools
import os
import shutil
from typing import Any

from pos_app.devices.document import QR, Cut, Document, DrawerPulse, Laid, Row, Size, layout
from pos_app.devices.paper import Paper
from pos_app.devices.qr_matrix import qr_matrix
from pos_app.devices.transliteration import to_ascii
from pos_app.domain.errors import LapakError

_LEAVE_KANJI = b"\x1c."
_BOLD, _TALL, _WIDE = 0x08, 0x10, 0x20
_MODES = {Size.NORMAL: 0, Size.TALL: _TALL, Size.DOUBLE: _TALL | _WIDE}
_TEAR_ROWS = 4
_FRAGMENT_ROWS = 120
_LEAST_DOTS, _MOST_DOTS = 4, 6
"""Dots of one QR module: fewer do not scan from thermal paper, more only cost time."""

_PICKLE_DIR = "ESCPOS_CAPABILITIES_PICKLE_DIR"


def render(document: Document, paper: Paper) -> bytes:
    """The bytes of a document; the same document gives the same bytes.

    Raises LapakError `qr_too_wide` or `qr_too_long`.
    """
    printer = _printer(paper)
    printer.hw("INIT")
    _send(printer, (_LEAVE_KANJI if paper.kanji else b"") + b"\x1bt" + bytes([paper.code_page]))
    mode = 0
    for laid in layout(document, paper.columns, to_ascii):
        wanted = _mode(laid)
        if wanted != mode:
            _send(printer, b"\x1b!" + bytes([wanted]))
            mode = wanted
        _print(printer, laid, paper)
    return bytes(printer.output)


def _mode(laid: Laid) -> int:
    """The parameter of `ESC !`, which sets bold and size in one command of three bytes."""
    if not isinstance(laid, Row):
        return 0
    return _MODES[laid.size] | (_BOLD if laid.bold else 0)


def _print(printer: Any, laid: Laid, paper: Paper) -> None:
    match laid:
        case Row(text=text):
            printer.text(text.rstrip() + "\n")
        case QR():
            _print_image(printer, laid, paper)
        case DrawerPulse():
            printer.cashdraw(2)
        case Cut() if paper.cuts:
            printer.cut("PART")
        case Cut():
            printer.print_and_feed(_TEAR_ROWS)


def _print_image(printer: Any, code: QR, paper: Paper) -> None:
    """A code as raster image; white dots at its left centre it, which every printer can."""
    from PIL import Image

    matrix = qr_matrix(code.payload)
    dots = min(paper.width_dots // len(matrix), _LEAST_DOTS if code.small else _MOST_DOTS)
    if dots < _LEAST_DOTS:
        raise LapakError("qr_too_wide", paper=paper.name, length=len(code.payload))
    side = len(matrix) * dots
    modules = Image.new("1", (len(matrix), len(matrix)), 1)
    modules.putdata([0 if dark else 255 for row in matrix for dark in row])
    image = Image.new("1", ((paper.width_dots + side) // 2, side), 1)
    image.paste(modules.resize((side, side), Image.Resampling.NEAREST), (image.width - side, 0))
    printer.image(image, fragment_height=_FRAGMENT_ROWS)


def _printer(paper: Paper) -> Any:
    dummy, profile_type = _library()
    profile = profile_type(
        columns=paper.columns, features={"paperFullCut": paper.cuts, "paperPartCut": paper.cuts}
    )
    # Without a width python-escpos prints a warning to the console for every image.
    media = {"dpi": 203, "width": {"mm": paper.roll_mm, "pixels": paper.width_dots}}
    profile.profile_data = {**profile.profile_data, "media": media}
    return dummy(profile, magic_encode_args={"disabled": True, "encoding": "CP437"})


def _send(printer: Any, data: bytes) -> None:
    printer._raw(data)  # noqa: SLF001 -- the one primitive of python-escpos has no public name


@functools.cache
def _library() -> tuple[Any, Any]:
    """Import python-escpos (0.3 s, so late) such that it reads no pickle and leaves none.

    At import it unpickles a cache from the folder named in the environment, or else fills a
    fresh temporary one and leaves it behind. Unsetting the name makes sure of the latter: nothing
    is unpickled, and the folder is removed at once. Reading the JSON instead costs 0.1 s, once.
    """
    named = os.environ.pop(_PICKLE_DIR, None)
    try:
        from escpos import capabilities
        from escpos.printer import Dummy
    finally:
        if named is not None:
            os.environ[_PICKLE_DIR] = named
    if capabilities.pickle_dir != named:
        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return Dummy, capabilities.Profile
