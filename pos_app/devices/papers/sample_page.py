"""The test print: everything that a printer's setup can get wrong, to be looked at."""

from collections.abc import Iterator

from pos_app.devices.rendering.code_pages import ASCII
from pos_app.devices.rendering.document import (
    QR,
    Align,
    Barcode,
    Block,
    Columns,
    Cut,
    Document,
    Feed,
    Picture,
    Rule,
    Size,
    Text,
    Way,
)
from pos_app.devices.rendering.paper import Paper
from pos_app.domain.money import format_rupiah
from pos_app.domain.receipt_code import MAX_LETTERS
from resources.translations import Catalog

SCANNED = {
    way: f"LAPAK TEST {letter} ".ljust(MAX_LETTERS, "0123456789"[place])
    for place, (way, letter) in enumerate(zip(Way, "ABC", strict=True), 1)
}
"""What the codes of a test print say, by their way: as much as the longest of a receipt."""

SCANNED_BARS = "12345670"
"""An EAN-8, which fits any paper."""

_SAMPLES = "é ñ ü ç ½ £ € × — “Kopi”"
"""Letters that code pages have or have not; each is itself or is read, never something else."""


def sample_page(paper: Paper, tr: Catalog, logo: bytes = b"") -> Document:
    """A ruler as wide as the paper is set to, amounts, sizes, letters, codes and the cutter.

    The drawer is named and stays closed.
    """
    blocks: list[Block] = [
        *([Picture(logo)] if logo else []),
        Text(tr("Test print"), Align.CENTER, bold=True, size=Size.DOUBLE),
        Feed(),
        *_ruler(paper.columns, tr),
        Rule(),
        *_sizes(tr),
        Rule(),
        *_edges(tr),
        Rule(),
        *_letters(paper, tr),
        Rule(),
        *_codes(paper, tr),
        Rule(),
        *_cutter_and_drawer(paper, tr),
        Text(tr("If you can read this, the printer is ready."), Align.CENTER),
        Cut(),
    ]
    return Document(tuple(blocks), tr("Test print"))


def _ruler(columns: int, tr: Catalog) -> Iterator[Block]:
    tens = "".join(f"{number:>10}" for number in range(10, columns + 1, 10))
    units = "".join(str(number % 10) for number in range(1, columns + 1))
    yield Text(tr("Paper width: {columns} letters").format(columns=columns))
    yield Text(tens)
    yield Text(units)
    yield Text(tr("The ruler must stand on one row and reach the edge."))


def _sizes(tr: Catalog) -> Iterator[Block]:
    yield Columns(tr("Normal"), format_rupiah(1_234_567))
    yield Columns(tr("Bold"), format_rupiah(1_234_567), bold=True)
    yield Columns(tr("Tall"), format_rupiah(1_234_567), bold=True, size=Size.TALL)
    yield Columns(tr("Wide"), format_rupiah(12_500), size=Size.DOUBLE)


def _edges(tr: Catalog) -> Iterator[Block]:
    yield Text(tr("left"))
    yield Text(tr("middle"), Align.CENTER)
    yield Text(tr("right"), Align.RIGHT)


def _letters(paper: Paper, tr: Catalog) -> Iterator[Block]:
    name = "ASCII" if paper.encoding == ASCII else f"{paper.encoding.upper()} ({paper.code_page})"
    yield Columns(tr("Letters"), name)
    yield Text(_SAMPLES)
    if paper.encoding != ASCII:
        yield Text(tr("Strange signs here? Choose another code page, or ASCII."))


def _codes(paper: Paper, tr: Catalog) -> Iterator[Block]:
    yield Barcode(SCANNED_BARS, height_mm=8)
    yield Text(tr("Three QR codes: which are whole?"))
    ways = {
        Way.DOTS: tr("A: as a picture"),
        Way.ENLARGED: tr("B: as a small picture"),
        Way.NATIVE: tr("C: by the printer"),
    }
    for way, name in ways.items():
        yield Columns(name, tr("(in use)") if way is paper.qr else "")
        yield QR(SCANNED[way], small=True, way=way)
    yield Text(tr("Nothing or letters in place of C: this printer draws no codes."))


def _cutter_and_drawer(paper: Paper, tr: Catalog) -> Iterator[Block]:
    yield Columns(tr("Cutter"), tr("cuts here") if paper.cuts else tr("none"))
    yield Columns(tr("Feed at the end"), tr("{count} rows").format(count=paper.feed))
    pulse = paper.drawer
    drawer = f"pin {pulse.pin}, {pulse.on_ms}/{pulse.off_ms} ms" if pulse else tr("none")
    yield Columns(tr("Cash drawer"), drawer)
