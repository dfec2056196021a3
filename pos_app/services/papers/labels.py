"""Price tags: what stands on each, and the sheets they are printed on."""

from collections.abc import Iterable, Sequence

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.label import (
    MAX_LABELS,
    Label,
    LabelDesign,
    Mark,
    Place,
    checked,
    places,
)
from pos_app.domain.quantity import ONE, is_divisible
from pos_app.domain.shelf import OnShelf
from pos_app.services import booth
from pos_app.store import products, shelf
from pos_app.store.database import Work


class Tag(msgspec.Struct, frozen=True):
    """How many price tags of a product are wanted."""

    product: OnShelf
    number: int = 1


class SheetPreview(msgspec.Struct, frozen=True):
    """What the first sheet looks like: where each label lies, and what is drawn on it."""

    labels: tuple[tuple[Place, tuple[Mark, ...]], ...]


def taggable(work: Work, ids: Iterable[str]) -> tuple[OnShelf, ...]:
    """What some products' price tags are for, in their order: of a tile, its variants."""
    wanted = list(dict.fromkeys(ids))
    found = {one.id: one for few in products.in_few(wanted) for one in shelf.by_ids(work.db, few)}
    return tuple(
        one
        for product in (found[one] for one in wanted if one in found)
        for one in (shelf.variants(work.db, product.id) if product.variants else (product,))
    )


def shown_ids(work: Work, text: str = "", limit: int = MAX_LABELS) -> tuple[str, ...]:
    """All products with tiles by name, or what a text finds; the first `limit` of them."""
    found = shelf.search(work.db, text, limit) if text else shelf.page(work.db, None, 0, limit)
    return tuple(one.id for one in found)


def booth_line(work: Work) -> str:
    """What a tag says of the booth: `Batik Polokarto · A12`; empty before it is set up."""
    register = booth.current_register(work)
    return f"{register.booth.name} · {register.booth.code}" if register else ""


def in_stock(product: OnShelf) -> int:
    """How many tags a product needs for what lies there; one where that is not counted."""
    if product.left_milli is None or is_divisible(product.unit):
        return 1
    return max(product.left_milli // ONE, 0)


def label_of(product: OnShelf, design: LabelDesign, place: str) -> Label:
    """What stands on a product's tag; `place` is the booth's line."""
    return Label(
        name=product.name,
        price=product.price if design.price else None,
        unit=product.unit,
        code=product.barcodes[0] if design.barcode and product.barcodes else "",
        booth=place if design.booth else "",
    )


def sheets_pdf(tags: Sequence[Tag], design: LabelDesign, first: int, place: str) -> bytes:
    """The tags as a PDF, from the first free label of the first sheet; takes no database.

    Raises LapakError `too_many_labels` and what `label.checked` and `label.places` raise.
    """
    from pos_app.devices.papers.label_sheet import label_sheets

    return label_sheets(_labels(tags, design, place), checked(design.sheet), first)


def first_sheet(tags: Sequence[Tag], design: LabelDesign, first: int, place: str) -> SheetPreview:
    """The first sheet as `sheets_pdf` draws it; raises as it does."""
    from pos_app.devices.papers.label_drawing import drawn

    grid = checked(design.sheet)
    wanted = [label for label, many in _labels(tags, design, place) for _ in range(many)]
    wanted = wanted[: max(grid.count - first + 1, 0)]
    marks = {label: drawn(label, grid) for label in dict.fromkeys(wanted)}
    lying = places(grid, first, len(wanted))
    return SheetPreview(tuple((at, marks[one]) for at, one in zip(lying, wanted, strict=True)))


def without_room(tags: Sequence[Tag], design: LabelDesign) -> int:
    """How many products' barcodes are too wide for a label, or cannot be drawn as bars."""
    from pos_app.devices.papers.label_drawing import has_room

    codes = (tag.product.barcodes[0] for tag in tags if tag.number and tag.product.barcodes)
    return sum(not has_room(code, design.sheet) for code in codes) if design.barcode else 0


def _labels(tags: Sequence[Tag], design: LabelDesign, place: str) -> list[tuple[Label, int]]:
    if sum(tag.number for tag in tags) > MAX_LABELS:
        raise LapakError("too_many_labels", limit=MAX_LABELS)
    return [(label_of(tag.product, design, place), tag.number) for tag in tags]
