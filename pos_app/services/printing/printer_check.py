"""What somebody sees on a test page, and what follows from it for the printer's setup."""

from enum import StrEnum
from urllib.parse import urlsplit

from msgspec.structs import replace

from pos_app.devices.finding.addresses import serial_from
from pos_app.devices.rendering.code_pages import ASCII
from pos_app.devices.rendering.paper import MOST_FEED
from pos_app.services.printing.printer import paper_of_setup
from pos_app.services.printing.printer_setup import code_way_of, columns_of
from pos_app.settings import PrinterSetup


class Step(StrEnum):
    """What is asked about a test page, in this order."""

    CAME_OUT = "came_out"
    LETTERS = "letters"
    RULER = "ruler"
    CUT = "cut"
    QR = "qr"
    DRAWER = "drawer"
    READY = "ready"


class Seen(StrEnum):
    """What somebody says of it."""

    CAME_OUT = "came_out"
    NOTHING = "nothing"
    LETTERS_FINE = "letters_fine"
    LETTERS_STRANGE = "letters_strange"
    RULER_FITS = "ruler_fits"
    RULER_WRAPS = "ruler_wraps"
    RULER_SHORT = "ruler_short"
    CUT_FINE = "cut_fine"
    CUT_MISSING = "cut_missing"
    CUT_IN_TEXT = "cut_in_text"
    TORN_OFF = "torn_off"
    TORN_IN_TEXT = "torn_in_text"
    HAS_KNIFE = "has_knife"
    QR_A = "qr_a"
    QR_B = "qr_b"
    QR_C = "qr_c"
    QR_NONE = "qr_none"
    NO_DRAWER = "no_drawer"
    DRAWER_OPENS = "drawer_opens"
    DRAWER_SHUT = "drawer_shut"


_ANSWERS = {
    Step.CAME_OUT: (Seen.CAME_OUT, Seen.NOTHING),
    Step.LETTERS: (Seen.LETTERS_FINE, Seen.LETTERS_STRANGE),
    Step.RULER: (Seen.RULER_FITS, Seen.RULER_WRAPS, Seen.RULER_SHORT),
    Step.DRAWER: (Seen.NO_DRAWER, Seen.DRAWER_OPENS, Seen.DRAWER_SHUT),
    Step.READY: (),
}
FINE = frozenset({Seen.NO_DRAWER, Seen.DRAWER_OPENS})
"""What is as it should be beside the first answers."""

_CUTS = (Seen.CUT_FINE, Seen.CUT_MISSING, Seen.CUT_IN_TEXT)
_TEARS = (Seen.TORN_OFF, Seen.TORN_IN_TEXT, Seen.HAS_KNIFE)
_MORE_FEED = 2
"""Rows, some 8 mm, that are fed out more at a time."""

_WAYS = {Seen.QR_A: "dots", Seen.QR_B: "enlarged", Seen.QR_C: "native"}
"""The shortest way of printing codes, by the last of the three on the page that came out whole."""

_USUAL_COLUMNS = (24, 30, 32, 35, 40, 42, 44, 46, 48, 56, 64)
_BAUDS_TRIED = (9600, 115200, 19200, 38400, 57600)
"""What serial printers are set to, the most frequent first."""


def answers(step: Step, setup: PrinterSetup) -> tuple[Seen, ...]:
    """What may be said at a step; what is as it should be stands first.

    Of codes it is that they are printed as they are set, so that nobody chooses another way by
    pressing Enter.
    """
    if step is Step.CUT:
        return _CUTS if paper_of_setup(setup).cuts else _TEARS
    if step is Step.QR:
        way = code_way_of(setup)
        return (*sorted(_WAYS, key=lambda seen: _WAYS[seen] != way), Seen.QR_NONE)
    return _ANSWERS[step]


def after(step: Step, setup: PrinterSetup) -> Step:
    """The next thing to ask; a drawer opens only where receipts are printed."""
    steps = [one for one in Step if one is not Step.DRAWER or "receipt" in setup.roles]
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def corrected(setup: PrinterSetup, seen: Seen) -> PrinterSetup:
    """The setup after an answer; the same one where the setup cannot help."""
    match seen:
        case Seen.LETTERS_STRANGE if setup.code_page != ASCII:
            return replace(setup, code_page=ASCII)
        case Seen.LETTERS_STRANGE if setup.address.startswith("serial://"):
            return _at_another_speed(setup)
        case Seen.HAS_KNIFE | Seen.CUT_MISSING:
            return replace(setup, cutter=seen is Seen.HAS_KNIFE)
        case Seen.CUT_IN_TEXT | Seen.TORN_IN_TEXT:
            setup = _with_more_feed(setup)
        case Seen.DRAWER_SHUT:
            other = "pin5" if setup.drawer.startswith("pin2") else "pin2"
            setup = replace(setup, drawer=other)
        case Seen.QR_A | Seen.QR_B | Seen.QR_C if _WAYS[seen] != code_way_of(setup):
            setup = replace(setup, qr=_WAYS[seen])
    return setup


def columns_offered(setup: PrinterSetup, seen: Seen) -> tuple[int, ...]:
    """Usual numbers of letters on a row that is shorter, or longer, than the setup has."""
    columns = columns_of(setup)
    if seen is Seen.RULER_WRAPS:
        return tuple(one for one in reversed(_USUAL_COLUMNS) if one < columns)
    return tuple(one for one in _USUAL_COLUMNS if one > columns)


def _with_more_feed(setup: PrinterSetup) -> PrinterSetup:
    """More paper before the end; where that is at its most, one that cuts through is not to."""
    paper = paper_of_setup(setup)
    if paper.feed < MOST_FEED:
        return replace(setup, feed=min(paper.feed + _MORE_FEED, MOST_FEED))
    return replace(setup, cutter=False) if paper.cuts else setup


def _at_another_speed(setup: PrinterSetup) -> PrinterSetup:
    """Strange signs from a serial port mostly mean another speed."""
    serial = serial_from(urlsplit(setup.address))
    place = _BAUDS_TRIED.index(serial.baud) if serial.baud in _BAUDS_TRIED else -1
    next_one = _BAUDS_TRIED[(place + 1) % len(_BAUDS_TRIED)]
    return replace(setup, address=str(replace(serial, baud=next_one)))
