"""Price tags for a label or receipt printer: one under the other, to be torn or cut apart."""

from collections.abc import Iterator, Sequence

from pos_app.devices.rendering.bars import bars_of
from pos_app.devices.rendering.document import (
    Align,
    Barcode,
    Block,
    Cut,
    Document,
    Feed,
    Rule,
    Size,
    Text,
)
from pos_app.domain.label import Label
from pos_app.domain.money import format_rupiah

_LONGEST_NAME = 60
"""Two rows of the narrowest paper."""
_LARGE_PRICE = 16
"""Letters of double width on a row of the narrowest paper."""
_WIDEST = 384 // 2
"""Modules on the narrowest paper, two dots each."""


def label_slip(labels: Sequence[tuple[Label, int]], title: str) -> Document:
    """Each label so many times, a line between them, one cut at the end."""
    blocks: list[Block] = []
    for label in (label for label, many in labels for _ in range(many)):
        blocks += [*([Rule()] if blocks else []), *_blocks(label)]
    return Document((*blocks, Cut()), title)


def _blocks(label: Label) -> Iterator[Block]:
    if label.booth:
        yield Text(label.booth, Align.CENTER)
    name = label.name
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME - 3].rstrip() + "..."
    yield Text(name, Align.CENTER, bold=True)
    if label.price is not None:
        unit = "" if label.unit in {"", "pcs"} else f"/{label.unit}"
        price = format_rupiah(label.price) + unit
        size = Size.DOUBLE if len(price) <= _LARGE_PRICE else Size.TALL
        yield Text(price, Align.CENTER, bold=True, size=size)
    if label.code:
        bars = bars_of(label.code)
        fits = bars is not None and bars.width <= _WIDEST
        yield Barcode(label.code) if fits else Text(label.code, Align.CENTER)
    yield Feed()
