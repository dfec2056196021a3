"""Bringing products in from a file: each row is a product that there is, or a new one."""

from collections.abc import Container, Iterable, Sequence

import msgspec

from pos_app.domain import product as rules
from pos_app.domain import quantity
from pos_app.domain.errors import LapakError
from pos_app.domain.permission import NOBODY, Action, By
from pos_app.domain.product import Part, Product, change_between, fold
from pos_app.domain.stock import MoveKind
from pos_app.domain.words import one_line
from pos_app.services import product_changes
from pos_app.services.permission import require
from pos_app.services.product_cells import NamedPart, References
from pos_app.services.stock import MoveRow, NewMove, record_moves
from pos_app.store import products
from pos_app.store.database import Work


class ProductRow(msgspec.Struct, frozen=True):
    """One row of a product file, already checked; empty `barcode` means none.

    None stands for a cell that the file leaves empty: a product that exists keeps what it has.
    A variant has `options` and stands on the tile of the product called `group`; `name` is whole.
    What lies in a bundle is named, since the file may bring it in too.
    """

    name: str
    price: int
    barcode: str = ""
    category: str | None = None
    unit: str | None = None
    brand: str | None = None
    group: str = ""
    options: tuple[str, ...] = ()
    stock_milli: int | None = None
    low_milli: int | None = None
    other_barcodes: tuple[str, ...] = ()
    parts: tuple[NamedPart, ...] | None = None
    active: bool | None = None


class ImportResult(msgspec.Struct, frozen=True):
    """What an import did."""

    added: int
    changed: int
    unchanged: int


def import_products(
    work: Work, rows: Sequence[ProductRow], about: str = "", *, by: By = NOBODY
) -> ImportResult:
    """Bring rows in as one step: all of them or none.

    A row is the product with its barcode, or else with its name and brand; otherwise it is new.
    Products that the rows do not name stay as they are. A stock begins one that was not counted
    before, which who may count stock may; one that is counted keeps what its journal says.
    `about` names this import, for those who have both approved. Raises LapakError
    `variants_not_usable`, `parts_not_usable`, `part_unknown`, of a part's quantity, and as
    `require` does.
    """
    require(work, Action.PRODUCTS, by, about)
    rows = [_clean(row) for row in rows]
    stored = {product.id: product for product in products.every(work.db)}
    known = _Known(stored.values())
    named: dict[str, Product] = {}
    counted: dict[str, int] = {}
    for row in rows:
        group = _group(row, known, work) if row.group else None
        after = _product(row, known.matching(row), work, group)
        for product in filter(None, (group, after)):
            named[product.id] = product
            known.remember(product)
        before = stored.get(after.id)
        if row.stock_milli is not None and not (before and before.tracked):
            counted[after.id] = row.stock_milli
    _fill(rows, known, named)
    changes = [
        change
        for product in named.values()
        if (change := change_between(stored.get(product.id), product)) is not None
    ]
    product_changes.record(work, changes)
    opening = {one: counted[one] for one in counted if known.has_stock(named[one])}
    if opening:
        require(work, Action.STOCK, by, about)
        moved = tuple(MoveRow(product, qty) for product, qty in opening.items())
        move = NewMove(work.new_id(work.at), MoveKind.OPENING, moved)
        record_moves(work, move, {one: named[one] for one in opening}, by)
    added = sum(change.id not in stored for change in changes)
    return ImportResult(added, len(changes) - added, len(rows) - len(changes))


class _Known:
    """Products by what a row of a file can name them with."""

    def __init__(self, stored: Iterable[Product]) -> None:
        self._by_id: dict[str, Product] = {}
        self._by_barcode: dict[str, Product] = {}
        self._by_name: dict[tuple[str, str], Product] = {}
        self._named: dict[str, dict[str, None]] = {}
        self._tiles: set[str] = set()
        for product in stored:
            self.remember(product)

    def remember(self, product: Product) -> None:
        before = self._by_id.get(product.id)
        if before is not None and self._by_name.get(_name(before)) is before:
            del self._by_name[_name(before)]
        self._by_id[product.id] = self._by_name[_name(product)] = product
        self._named.setdefault(fold(product.name), {})[product.id] = None
        self._by_barcode.update(dict.fromkeys(product.barcodes, product))
        if product.variant_of and product.active:
            self._tiles.add(product.variant_of)

    def every(self) -> list[Product]:
        return list(self._by_id.values())

    def has_stock(self, product: Product) -> bool:
        """Whether it is neither a bundle nor a tile of variants."""
        return not product.parts and product.id not in self._tiles

    def tile(self, row: ProductRow) -> Product | None:
        """The product on whose tile a row's variant stands; its brand may differ if no other is."""
        same = self._by_name.get((fold(row.group), fold(row.brand or "")))
        ids = self._named.get(fold(row.group), {})
        named = [one for one in map(self._by_id.__getitem__, ids) if not one.variant_of]
        return same or (named[0] if len(named) == 1 else None)

    def unsound(self, changed: Container[str]) -> Product | None:
        """A bundle in which lies what has no stock of its own, if that is of what changed."""
        for bundle in self._by_id.values():
            for part in bundle.parts:
                touched = bundle.id in changed or part.product_id in changed
                if touched and not self.has_stock(self._by_id[part.product_id]):
                    return bundle
        return None

    def matching(self, row: ProductRow) -> Product | None:
        by_name = self._by_name.get(_name(row))
        if not row.barcode:
            return by_name
        by_barcode = self._by_barcode.get(row.barcode)
        return by_barcode or (by_name if by_name and not by_name.barcodes else None)


def _fill(rows: Sequence[ProductRow], known: _Known, named: dict[str, Product]) -> None:
    """Put into bundles what lies in them, once every row has its product."""
    filled = [row for row in rows if row.parts]
    references = References(known.every()) if filled else None
    for row in filled:
        bundle = known.matching(row)
        assert bundle is not None
        assert references is not None
        parts = tuple(_found(part, row, references) for part in row.parts or ())
        named[bundle.id] = rules.checked(msgspec.structs.replace(bundle, parts=parts))
        known.remember(named[bundle.id])
    unsound = known.unsound(named)
    if unsound is not None:
        raise LapakError("parts_not_usable", name=unsound.name, limit=rules.MAX_PARTS)


def _found(part: NamedPart, row: ProductRow, references: References) -> Part:
    found = references.find(part.reference)
    if found is None:
        raise LapakError("part_unknown", name=row.name, part=part.reference)
    return Part(found.id, quantity.checked(part.qty_milli, found.unit))


def _clean(row: ProductRow) -> ProductRow:
    """A row whose words stand on one line, whoever brings it in."""
    words = {name: getattr(row, name) for name in ("name", "category", "unit", "brand", "group")}
    clean = {name: one_line(text) for name, text in words.items() if text}
    return msgspec.structs.replace(row, options=tuple(map(one_line, row.options)), **clean)


def _name(named: Product | ProductRow) -> tuple[str, str]:
    return fold(named.name), fold(named.brand or "")


def _group(row: ProductRow, known: _Known, work: Work) -> Product:
    """The product on whose tile a row's variant stands; a new one costs what its first one does."""
    before = known.tile(row)
    if before is None:
        tile = ProductRow(row.group, row.price, "", row.category, row.unit, row.brand)
        return _product(tile, None, work)
    if before.variant_of or before.parts:
        raise LapakError("variants_not_usable", name=before.name)
    return before


def _product(
    row: ProductRow, before: Product | None, work: Work, group: Product | None = None
) -> Product:
    product = before or Product(id=work.new_id(work.at), name=row.name, price=row.price)
    told: dict[str, object] = {"category": row.category, "unit": row.unit, "brand": row.brand}
    told |= {"low_milli": row.low_milli, "tracked": None if row.stock_milli is None else True}
    if group is not None:
        told |= {"variant_of": group.id, "options": row.options}
    new = (row.barcode, *row.other_barcodes) if row.barcode else ()
    barcodes = tuple(dict.fromkeys((*product.barcodes, *new)))
    return rules.checked(
        msgspec.structs.replace(
            product,
            name=row.name,
            price=row.price,
            barcodes=barcodes,
            active=row.active is not False,
            **{name: value for name, value in told.items() if value is not None},
        )
    )
