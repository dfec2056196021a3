"""A receipt as a neutral document, and the one layout that every rendering of it shares."""

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

import msgspec

from pos_app.devices.rendering.transliteration import to_latin


class Align(StrEnum):
    """Where a text stands on its row."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Size(StrEnum):
    """Size of letters: tall ones are twice as high, double ones also twice as wide."""

    NORMAL = "normal"
    TALL = "tall"
    DOUBLE = "double"


class Text(msgspec.Struct, frozen=True, tag="text"):
    """A paragraph; it wraps, and its further rows keep the indent of the first."""

    text: str
    align: Align = Align.LEFT
    bold: bool = False
    size: Size = Size.NORMAL


class Columns(msgspec.Struct, frozen=True, tag="columns"):
    """A text at the left and one, mostly an amount, that ends at the right edge.

    When both do not fit on a row the left one wraps and the right one ends the last row. What is
    too wide for double letters is set tall instead: nothing is broken for its size.
    """

    left: str
    right: str
    bold: bool = False
    size: Size = Size.NORMAL


class Rule(msgspec.Struct, frozen=True, tag="rule"):
    """A line across the paper."""


class Way(StrEnum):
    """How a QR code gets onto paper, from the safest to the shortest."""

    DOTS = "dots"
    ENLARGED = "enlarged"
    NATIVE = "native"


class QR(msgspec.Struct, frozen=True, tag="qr"):
    """A QR code in the middle of the paper, with a caption under it.

    A small one takes as little paper as scanners allow. Empty rows are its quiet zone. It is
    printed as the printer's paper says, unless it has a `way` of its own.
    """

    payload: str
    caption: str = ""
    small: bool = False
    way: Way | None = None


class Barcode(msgspec.Struct, frozen=True, tag="barcode"):
    """A barcode in the middle of the paper, its letters or another `text` under it.

    An EAN is drawn as one, all else as Code 128.
    """

    code: str
    height_mm: int = 10
    text: str = ""


class Picture(msgspec.Struct, frozen=True, tag="picture"):
    """A picture in the middle of the paper; `png` is one in grey, as `logo.imported` makes it."""

    png: bytes


class Feed(msgspec.Struct, frozen=True, tag="feed"):
    """Empty rows."""

    rows: int = 1


class Cut(msgspec.Struct, frozen=True, tag="cut"):
    """The end of a paper: cut, or fed to where it is torn off."""


class DrawerPulse(msgspec.Struct, frozen=True, tag="drawer"):
    """Opens the cash drawer that hangs on the printer."""


_ONE_WORD = re.compile(
    r"\b\d{1,2} [A-Z][a-z]{2} \d{4}\b|\b\d{1,2}[:.]\d{2} WI(?:B|TA|T)\b|\b\d[\d.,]* x -?Rp[\d.]+"
)
_GLUE = "\xa0"

Block = Text | Columns | Rule | QR | Barcode | Picture | Feed | Cut | DrawerPulse


class Document(msgspec.Struct, frozen=True):
    """What is to be printed, top to bottom; `title` names the file and is not printed."""

    blocks: tuple[Block, ...]
    title: str = ""


class Row(msgspec.Struct, frozen=True):
    """One row of letters with its spaces; never wider than the paper at its size."""

    text: str
    bold: bool = False
    size: Size = Size.NORMAL


Shown = Row | QR | Barcode | Picture
"""What can be seen of a document."""

Laid = Shown | Cut | DrawerPulse
"""What a renderer meets: rows, and the blocks that are no letters."""

Folding = Callable[[str], str]
"""Turns a text into letters that the output has, before widths are counted."""


def layout(document: Document, columns: int, fold: Folding = to_latin) -> tuple[Laid, ...]:
    """Set a document on paper that is `columns` normal letters wide."""
    return tuple(laid for block in document.blocks for laid in _laid(block, columns, fold))


def preview(document: Document, columns: int, fold: Folding = to_latin) -> tuple[Shown, ...]:
    """What a screen shows of a document: the same rows, without cuts and drawer pulses."""
    return tuple(laid for laid in layout(document, columns, fold) if isinstance(laid, Shown))


def columns_at(columns: int, size: Size) -> int:
    """How many letters of a size fit on a row."""
    return columns // 2 if size is Size.DOUBLE else columns


def _laid(block: Block, columns: int, fold: Folding) -> Iterable[Laid]:
    match block:
        case Text():
            return _paragraph(block, columns, fold)
        case Columns():
            return _two_columns(block, columns, fold)
        case Rule():
            return [Row("-" * columns)]
        case Feed(rows):
            return [Row("")] * rows
        case QR() | Barcode():
            return _code(block, columns, fold)
        case Picture() | Cut() | DrawerPulse():
            return [block]


def _code(block: QR | Barcode, columns: int, fold: Folding) -> Iterator[Laid]:
    """A code and what stands under it; a QR code has its quiet zone above and below."""
    if isinstance(block, QR):
        caption = block.caption
        yield from (Row(""), block, Row(""))
    else:
        caption = block.text or block.code
        yield block
    if caption:
        yield from _paragraph(Text(caption, Align.CENTER), columns, fold)


def _paragraph(block: Text, columns: int, fold: Folding) -> Iterator[Row]:
    width = columns_at(columns, block.size)
    for text in _wrapped(fold(block.text), width):
        yield Row(_aligned(text, block.align, width), block.bold, block.size)


def _two_columns(block: Columns, columns: int, fold: Folding) -> Iterator[Row]:
    left, right = fold(block.left), fold(block.right)
    size = block.size
    if size is Size.DOUBLE and len(left) + 1 + len(right) > columns_at(columns, size):
        size = Size.TALL
    width = columns_at(columns, size)
    *above, last = _wrapped(left, width)
    first, *below = _wrapped(right, width)
    if len(last) + 1 + len(first) <= width:
        rows = [*above, last + first.rjust(width - len(last))]
    else:
        rows = [*above, last, first.rjust(width)]
    for text in [*rows, *(text.rjust(width) for text in below)]:
        yield Row(text, block.bold, size)


def _wrapped(text: str, width: int) -> list[str]:
    """At least one row; words longer than a row are broken, the indent is kept.

    What is read as one stays on one row: a date, a time with its zone, pieces at a price.
    """
    text = text.rstrip()
    if len(text) <= width:
        return [text]
    indent = text[: len(text) - len(text.lstrip())][: width // 2]
    wrapper = textwrap.TextWrapper(
        width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
    glued = _ONE_WORD.sub(lambda found: found[0].replace(" ", _GLUE), text.strip())
    return [row.replace(_GLUE, " ") for row in wrapper.wrap(glued)]


def _aligned(text: str, align: Align, width: int) -> str:
    match align:
        case Align.LEFT:
            return text
        case Align.CENTER:
            return " " * ((width - len(text)) // 2) + text
        case Align.RIGHT:
            return text.rjust(width)
