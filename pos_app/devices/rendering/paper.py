"""The papers that receipts are printed on, and what the printer that holds them can do."""

import msgspec

from pos_app.devices.rendering.document import Way
from pos_app.domain.errors import LapakError

LEAST_COLUMNS, MOST_COLUMNS = 24, 64
LEAST_DOTS, MOST_DOTS = 200, 832
CUSTOM = "custom"

MOST_FEED = 10
_FEED_TO_CUT, _FEED_TO_TEAR = 6, 4
"""Rows from the head to a cutter above it, and to the edge of a cover: about 4 mm each."""

DOTS_A_MM = 8
"""Of a head with 203 dots an inch, as nearly all have."""

_LETTER_DOTS = 12
_NARROWEST_FONT_A = 11
_ROLLS_MM = (44, 58, 80, 112)
_BESIDE_MM = 4
"""What a roll is wider than the head: it has to be led."""


class Pulse(msgspec.Struct, frozen=True):
    """What opens a cash drawer: the plug's pin (2 or 5) and how long it is on and rests, in ms."""

    pin: int = 2
    on_ms: int = 100
    off_ms: int = 100


class Paper(msgspec.Struct, frozen=True):
    """A roll in a printer. `columns` are letters on `width_dots` printable dots.

    `roll_mm` is the width of the roll and `printable_mm` what the head reaches of it. `cuts` says
    whether the printer has a cutter, `drawer` what opens the drawer that hangs on it. Text goes out
    in `encoding` (a codec of Python with one byte a letter), whose number here is `code_page`
    (`ESC t n`). `kanji` is for printers that wake up in a Chinese mode: `FS .` leaves it.
    `small_font` sets the narrow font B. `qr` is how codes are printed. `centres` and `enlarges` are
    for printers whose manual says that `ESC a` moves a raster image, and that `GS v 0` can print it
    twice as large; clones ignore the one or print half of the other. Images come in strips of
    `strip_rows`, for small buffers. `own_feed` is how many rows come out at the end where that was
    set.
    """

    name: str
    columns: int
    width_dots: int
    roll_mm: int
    printable_mm: int
    cuts: bool
    drawer: Pulse | None = Pulse()
    code_page: int = 0
    encoding: str = "ascii"
    kanji: bool = True
    small_font: bool = False
    qr: Way = Way.DOTS
    centres: bool = False
    enlarges: bool = False
    strip_rows: int = 120
    own_feed: int | None = None

    @property
    def feed(self) -> int:
        """How many rows come out at the end, before the paper is cut or torn off."""
        if self.own_feed is not None:
            return self.own_feed
        return _FEED_TO_CUT if self.cuts else _FEED_TO_TEAR


PAPERS = (
    Paper("58mm", columns=32, width_dots=384, roll_mm=58, printable_mm=48, cuts=False),
    Paper("80mm", columns=48, width_dots=576, roll_mm=80, printable_mm=72, cuts=True),
    Paper("80-42mm", columns=42, width_dots=512, roll_mm=80, printable_mm=72, cuts=True),
)
"""The last is for clones whose 80 mm head has 512 dots. Named as `pos_app.settings` has them, with
`mm`."""


def paper_named(name: str) -> Paper:
    """The paper of that name; raises LapakError `paper_unknown`."""
    for paper in PAPERS:
        if paper.name == name:
            return paper
    raise LapakError("paper_unknown", name=name)


def paper_of_columns(columns: int) -> Paper:
    """The usual paper with that many letters a row, or one as wide as they are.

    Raises LapakError `paper_columns_out_of_range`.
    """
    for paper in PAPERS:
        if paper.columns == columns:
            return paper
    _check_columns(columns)
    return custom_paper(columns, max(LEAST_DOTS, columns * _LETTER_DOTS))


def custom_paper(columns: int, width_dots: int, *, cuts: bool = False) -> Paper:
    """Paper of any width, in font B where font A finds no room.

    Raises LapakError `paper_columns_out_of_range` or `paper_dots_out_of_range`.
    """
    _check_columns(columns)
    if not LEAST_DOTS <= width_dots <= MOST_DOTS:
        raise LapakError("paper_dots_out_of_range", least=LEAST_DOTS, limit=MOST_DOTS)
    printable_mm = round(width_dots / DOTS_A_MM)
    rolls = [roll for roll in _ROLLS_MM if roll >= printable_mm + _BESIDE_MM]
    return Paper(
        name=f"{columns}/{width_dots}",
        columns=columns,
        width_dots=width_dots,
        roll_mm=min(rolls),
        printable_mm=printable_mm,
        cuts=cuts,
        small_font=width_dots // columns < _NARROWEST_FONT_A,
    )


def _check_columns(columns: int) -> None:
    if not LEAST_COLUMNS <= columns <= MOST_COLUMNS:
        raise LapakError("paper_columns_out_of_range", least=LEAST_COLUMNS, limit=MOST_COLUMNS)
