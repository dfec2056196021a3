"""The five steps from a laptop to the first sale: a picture and the till's own words for each."""

from collections.abc import Callable

import msgspec
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from resources.translations import Catalog
from sync.server.settlement.sheet_of_paper import BOLD, REGULAR

PICTURE = (112.0, 64.0)
"""Points across and up."""

_BLACK, _WHITE = "#000000", "#FFFFFF"
_LARGEST = 7.0


class Step(msgspec.Struct, frozen=True):
    """What to do, what to know about it, and what draws it from the lower left corner on."""

    title: str
    hint: str
    draw: Callable[[Canvas, Catalog], None]


def steps(tr: Catalog, *, compares: bool) -> tuple[Step, ...]:
    """The steps in the words that stand on the till's pages.

    `compares`: who types has to compare the server's fingerprint too.
    """
    typing = tr("No scanner? Type “{address}” and “{code}” from above, then press “{button}”.")
    typed = typing.format(
        address=tr("Organizer's address"), code=tr("Join code"), button=tr("Join")
    )
    compared = tr("Then press the fingerprint if it is the same as above.") if compares else ""
    return (
        Step(
            tr("Open Lapak on the booth's laptop."),
            tr("It needs the organizer's network to join. Selling later works without."),
            _laptop,
        ),
        Step(
            tr("Press “{button}”.").format(button=tr("Join an expo with a code")),
            tr(
                "It follows the choice of language. A till that sells already: “{chip}” at the top."
            ).format(chip=tr("Selling on its own")),
            _ways,
        ),
        Step(
            tr("Scan the picture above with the till's scanner."),
            f"{typed} {compared}".strip(),
            _joining,
        ),
        Step(
            tr("Type “{field}” and press “{button}”.").format(
                field=tr("Cashier's name"), button=tr("OPEN REGISTER")
            ),
            tr("“{question}” comes before: choose a file, samples, or “{later}”.").format(
                question=tr("What do you sell?"), later=tr("Later")
            ),
            _opening,
        ),
        Step(
            tr("First sale: touch a product, then “{button}”.").format(button=tr("PAY")),
            tr("“{chip}” at the top says that the organizer has it.").format(
                chip=tr("Synced{at}").format(at="")
            ),
            _selling,
        ),
    )


def _laptop(canvas: Canvas, _tr: Catalog) -> None:
    canvas.setLineWidth(1.6)
    canvas.roundRect(24, 14, 64, 46, 4, stroke=1, fill=0)
    canvas.setLineWidth(0.7)
    canvas.rect(28, 18, 56, 38, stroke=1, fill=0)
    _text(canvas, "Lapak", 56, 33, 13, middle=True)
    canvas.setLineWidth(1.6)
    base = canvas.beginPath()
    for number, (x, y) in enumerate(((12, 5), (100, 5), (92, 12), (20, 12))):
        (base.lineTo if number else base.moveTo)(x, y)
    base.close()
    canvas.drawPath(base, stroke=1, fill=0)


def _ways(canvas: Canvas, tr: Catalog) -> None:
    _window(canvas)
    _button(canvas, tr("Start my own booth"), 8, 43, 96, 13, pressed=False)
    _button(canvas, tr("Join an expo with a code"), 8, 24, 96, 15)
    _button(canvas, tr("Move here from another laptop"), 8, 7, 96, 13, pressed=False)


def _joining(canvas: Canvas, tr: Catalog) -> None:
    _window(canvas)
    _field(canvas, tr("Organizer's address"), 8, 40, 62)
    _field(canvas, tr("Join code"), 8, 22, 62)
    _button(canvas, tr("Join"), 8, 6, 62, 12)
    canvas.setLineWidth(0.9)
    canvas.setFillColor(_BLACK)
    for x, y in ((78, 34), (94, 34), (78, 18)):
        canvas.rect(x, y, 10, 10, stroke=1, fill=0)
        canvas.rect(x + 3, y + 3, 4, 4, stroke=0, fill=1)
    for x, y in ((94, 26), (99, 22), (94, 18), (101, 28), (101, 18)):
        canvas.rect(x, y, 3, 3, stroke=0, fill=1)
    canvas.setDash(2, 1.5)
    canvas.line(74, 31, 108, 31)
    canvas.setDash()


def _opening(canvas: Canvas, tr: Catalog) -> None:
    _window(canvas)
    _field(canvas, tr("Cashier's name"), 8, 38.5, 96, "Siti")
    _field(canvas, tr("Starting cash"), 8, 19, 96, "300.000")
    _button(canvas, tr("OPEN REGISTER"), 8, 4, 96, 12)


def _selling(canvas: Canvas, tr: Catalog) -> None:
    _window(canvas)
    canvas.setLineWidth(0.8)
    for column in range(3):
        for row in range(2):
            pressed = (column, row) == (1, 1)
            canvas.setFillColor("#BBBBBB" if pressed else _WHITE)
            canvas.roundRect(7 + 19 * column, 9 + 24 * row, 16, 21, 2, stroke=1, fill=1)
    canvas.line(66, 4, 66, 60)
    for y in (50, 42, 34):
        canvas.line(71, y, 90, y)
        canvas.line(97, y, 105, y)
    _button(canvas, tr("PAY"), 71, 8, 34, 16)


def _window(canvas: Canvas) -> None:
    canvas.setLineWidth(1.2)
    canvas.roundRect(2, 1, 108, 62, 4, stroke=1, fill=0)


def _button(
    canvas: Canvas,
    words: str,
    x: float,
    y: float,
    wide: float,
    high: float,
    *,
    pressed: bool = True,
) -> None:
    """Black where it is the one to press."""
    canvas.setLineWidth(0.8)
    canvas.setFillColor(_BLACK if pressed else _WHITE)
    canvas.roundRect(x, y, wide, high, 2.5, stroke=1, fill=1)
    size = _fitting(words, BOLD, wide - 6)
    color = _WHITE if pressed else _BLACK
    _text(canvas, words, x + wide / 2, y + high / 2 - size * 0.35, size, color, middle=True)


def _field(canvas: Canvas, name: str, x: float, y: float, wide: float, typed: str = "") -> None:
    """A field under its name; `y` is its lower edge."""
    canvas.setFillColor(_BLACK)
    canvas.setFont(REGULAR, min(4.8, _fitting(name, REGULAR, wide)))
    canvas.drawString(x, y + 11.5, name)
    canvas.setLineWidth(0.7)
    canvas.roundRect(x, y, wide, 9.5, 1.5, stroke=1, fill=0)
    canvas.setFont(REGULAR, 6)
    canvas.drawString(x + 3, y + 2.8, typed)


def _text(
    canvas: Canvas,
    words: str,
    x: float,
    y: float,
    size: float,
    color: str = _BLACK,
    *,
    middle: bool = False,
) -> None:
    canvas.setFillColor(color)
    canvas.setFont(BOLD, size)
    (canvas.drawCentredString if middle else canvas.drawString)(x, y, words)


def _fitting(words: str, font: str, wide: float) -> float:
    """The size in points at which words are no wider than this."""
    return min(_LARGEST, wide / float(pdfmetrics.stringWidth(words, font, 1)))
