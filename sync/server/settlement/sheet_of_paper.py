"""A canvas on A4 with a cursor that goes down the page, in the letters that Lapak ships."""

import functools
import io
import unicodedata
from collections.abc import Container, Sequence
from itertools import zip_longest

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from resources import path

REGULAR, BOLD = "LapakStatement", "LapakStatement-Bold"
_FILES = {REGULAR: "PlusJakartaSansTabular-Regular.ttf", BOLD: "PlusJakartaSansTabular-Bold.ttf"}
WIDTH, HEIGHT = A4
LEFT = 50.0
RIGHT = WIDTH - LEFT
BOTTOM = 46.0
INK, SOFT, LINE, GROUND = "#1C1B1A", "#5F5B55", "#E4E0D9", "#F7F6F3"
GOOD, DANGER = "#1E6B3A", "#A32020"
_LEADING = 1.4


class Sheet:
    """Writes downwards; what has no room begins a new page. All lengths are points."""

    def __init__(self, title: str, footer: str) -> None:
        register_fonts()
        self._written = io.BytesIO()
        # The same statement gives the same bytes: no time of making stands in it.
        self.canvas = Canvas(self._written, pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setCreator("Lapak")
        self._footer = footer
        self.page = 1
        self.y: float = HEIGHT - 50.0

    def finish(self) -> bytes:
        """The PDF's bytes."""
        self._end_page()
        self.canvas.save()
        return self._written.getvalue()

    def room(self, height: float) -> None:
        """Be sure that something of this height stands on one page."""
        if self.y - height < BOTTOM:
            self._end_page()
            self.page += 1
            self.y = HEIGHT - 50.0

    def gap(self, height: float) -> None:
        """Leave some of the page empty."""
        self.y -= height

    def row(
        self,
        left: str,
        right: str = "",
        *,
        size: float = 9,
        bold: bool = False,
        color: str = INK,
        between: tuple[float, float] = (LEFT, RIGHT),
    ) -> None:
        """A text at the left and one at the right, each on several lines where it is long.

        The right one gets the width that it needs, up to half of the row.
        """
        start, end = between
        font = BOLD if bold else REGULAR
        right = drawable(right)
        needed = pdfmetrics.stringWidth(right, font, size) + 0.1
        taken = min(needed, (end - start) / 2)
        rights = wrapped(right, font, size, taken) if right else ()
        gap = 12 if right else 0
        lefts = wrapped(drawable(left), font, size, end - start - taken - gap)
        height = size * _LEADING
        for line, opposite in zip_longest(lefts, rights, fillvalue=""):
            self.room(height)
            self.y -= height
            self.canvas.setFillColor(color)
            self.canvas.setFont(font, size)
            self.canvas.drawString(start, self.y, line)
            self.canvas.drawRightString(end, self.y, opposite)

    def rule(self, between: tuple[float, float] = (LEFT, RIGHT)) -> None:
        """A thin line across."""
        self.y -= 5
        self.canvas.setStrokeColor(LINE)
        self.canvas.line(between[0], self.y, between[1], self.y)

    def box(self, height: float) -> float:
        """A shaded box for what counts most; returns its lower edge."""
        self.room(height)
        self.y -= height
        self.canvas.setFillColor(GROUND)
        self.canvas.roundRect(LEFT, self.y, RIGHT - LEFT, height, 6, stroke=0, fill=1)
        return self.y

    def _end_page(self) -> None:
        self.canvas.setFont(REGULAR, 7)
        self.canvas.setFillColor(SOFT)
        self.canvas.drawRightString(RIGHT, 28, drawable(f"{self._footer} · {self.page}"))
        self.canvas.showPage()


def drawable(text: str) -> str:
    """A text in letters that the font has: an arrow as `»`, `ế` as `e`, others as `?`."""
    known = pdfmetrics.getFont(REGULAR).face.charToGlyph
    if all(ord(letter) in known for letter in text):
        return text
    return "".join(
        letter if ord(letter) in known else _nearest(letter, known)
        for letter in text.replace("→", "»")
    )


def _nearest(letter: str, known: Container[int]) -> str:
    plain = unicodedata.normalize("NFKD", letter)[:1]
    return plain if ord(plain) in known else "?"


def wrapped(text: str, font: str, size: float, width: float) -> Sequence[str]:
    """A text on as many lines as it takes; a word that is too wide for one is cut."""
    lines, line = [], ""
    for word in text.split() or [""]:
        longer = f"{line} {word}".strip()
        if pdfmetrics.stringWidth(longer, font, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, font, size, width)
        lines += full
    return [*lines, line]


def _cut(word: str, font: str, size: float, width: float) -> list[str]:
    pieces, piece = [], ""
    for letter in word:
        if piece and pdfmetrics.stringWidth(piece + letter, font, size) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


@functools.cache
def register_fonts() -> None:
    """Make the shipped fonts known to reportlab, once."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(path("fonts", file))))
