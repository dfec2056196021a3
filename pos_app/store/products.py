"""The catalogue: questions of those who keep it, and writing what a `product.changed` says."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Executable, bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.product import Part, Product, ProductChange, apply_change, fold
from pos_app.store.sql import Statement
from pos_app.store.tables.products import PRODUCT, PRODUCT_BARCODE, PRODUCT_PART

T = TypeVar("T")

FEW = 500
"""SQLite takes at most 32,766 parameters; lists of ids are asked in such portions."""

COLUMNS = (
    PRODUCT.c.product_id,
    PRODUCT.c.name,
    PRODUCT.c.price,
    PRODUCT.c.barcodes,
    PRODUCT.c.category,
    PRODUCT.c.unit,
    PRODUCT.c.brand,
    PRODUCT.c.active,
    PRODUCT.c.variant_of,
    PRODUCT.c.options,
    PRODUCT.c.parts,
    PRODUCT.c.tracked,
    PRODUCT.c.low_milli,
)
"""What a product is made of, for `fields_of`."""

_COUNTED = ("variants", "from_price", "to_price")
"""Columns of a product that follow from its variants."""

_options = msgspec.json.Decoder(tuple[str, ...])
_parts = msgspec.json.Decoder(tuple[Part, ...])


def _write_product() -> Executable:
    added = upsert(PRODUCT)
    given: dict[str, Any] = {
        one.name: bindparam(one.name) for one in PRODUCT.c if one.name not in ("number", *_COUNTED)
    }
    mended = {name: added.excluded[name] for name in given if name != "product_id"}
    none = dict.fromkeys(_COUNTED, 0)
    return added.values({**given, **none}).on_conflict_do_update(
        index_elements=["product_id"], set_=mended
    )


def _claim_barcode() -> Executable:
    added = upsert(PRODUCT_BARCODE)
    return added.on_conflict_do_update(
        index_elements=["barcode"], set_={"product_id": added.excluded.product_id}
    )


_UPSERT = Statement(_write_product)
_CLAIM_BARCODE = Statement(_claim_barcode)


def in_few(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Portions of at most `FEW`, for questions that name each value."""
    return (values[start : start + FEW] for start in range(0, len(values), FEW))


def by_ids(db: Connection, ids: Iterable[str]) -> dict[str, Product]:
    """The products with those ids, active or not."""
    found: dict[str, Product] = {}
    for portion in in_few(list(ids)):
        chosen = select(*COLUMNS).where(PRODUCT.c.product_id.in_(portion))
        found |= {row.product_id: Product(**fields_of(row)) for row in db.execute(chosen)}
    return found


def every(db: Connection) -> list[Product]:
    """All products, active or not, in no order; for imports that must match many rows."""
    return [Product(**fields_of(row)) for row in db.execute(select(*COLUMNS))]


def after(db: Connection, number: int, limit: int) -> list[tuple[int, Product]]:
    """The products behind a number, active or not, as they were set up, each with its number."""
    chosen = select(*COLUMNS, PRODUCT.c.number).where(PRODUCT.c.number > number)
    found = db.execute(chosen.order_by(PRODUCT.c.number).limit(limit))
    return [(row.number, Product(**fields_of(row))) for row in found]


def variants(db: Connection, product_id: str) -> list[Product]:
    """The variants of a product, active or not, in the order in which they were set up."""
    chosen = select(*COLUMNS).where(PRODUCT.c.variant_of == product_id, PRODUCT.c.variant_of != "")
    return [Product(**fields_of(row)) for row in db.execute(chosen.order_by(PRODUCT.c.number))]


def owners(db: Connection, barcodes: Iterable[str]) -> dict[str, str]:
    """Which product each of some barcodes belongs to, active or not."""
    chosen = select(PRODUCT_BARCODE).where(PRODUCT_BARCODE.c.barcode.in_(list(barcodes)))
    return {row.barcode: row.product_id for row in db.execute(chosen)}


def bundles_with(db: Connection, product_id: str) -> list[Product]:
    """The bundles in which a product lies, active or not, by name."""
    holding = select(PRODUCT_PART.c.bundle_id).where(PRODUCT_PART.c.product_id == product_id)
    chosen = select(*COLUMNS).where(PRODUCT.c.product_id.in_(holding))
    found = db.execute(chosen.order_by(PRODUCT.c.sort_name))
    return [Product(**fields_of(row)) for row in found]


def labels(db: Connection, of: str) -> tuple[str, ...]:
    """What stands under `category`, `unit` or `brand` of active products, each once, by name."""
    column = PRODUCT.c[of]
    chosen = select(column).where(PRODUCT.c.active == 1, column != "").distinct().order_by(column)
    return tuple(db.scalars(chosen))


def change(db: Connection, changes: Sequence[ProductChange]) -> None:
    """Apply changes to the table, the barcodes and the search indexes."""
    for portion in in_few(changes):
        _change_few(db, portion)


def fields_of(row: Any) -> dict[str, Any]:
    """A row's `COLUMNS` as the fields of a product."""
    return {
        "id": row.product_id,
        "name": row.name,
        "price": row.price,
        "barcodes": tuple(row.barcodes.split("\n")) if row.barcodes else (),
        "category": row.category,
        "unit": row.unit,
        "brand": row.brand,
        "active": bool(row.active),
        "variant_of": row.variant_of,
        "options": _options.decode(row.options) if row.options else (),
        "parts": _parts.decode(row.parts) if row.parts else (),
        "tracked": bool(row.tracked),
        "low_milli": row.low_milli,
    }


def _change_few(db: Connection, changes: Sequence[ProductChange]) -> None:
    before = by_ids(db, (one.id for one in changes))
    state: dict[str, Product] = {}
    for one in changes:
        # Moved to the end: what was changed last claims its barcodes last.
        state[one.id] = apply_change(state.pop(one.id, before.get(one.id)), one)
    changed = list(state.values())
    _UPSERT.run_many(db, [_row(product) for product in changed])
    db.execute(delete(PRODUCT_BARCODE).where(PRODUCT_BARCODE.c.product_id.in_(list(before))))
    _CLAIM_BARCODE.run_many(
        db,
        [
            {"barcode": barcode, "product_id": product.id}
            for product in changed
            for barcode in product.barcodes
        ],
    )
    _write_parts(db, before.values(), changed)
    _count_variants(db, [*before.values(), *changed])
    _index(db, changed, before.keys())


def _write_parts(db: Connection, before: Iterable[Product], changed: Iterable[Product]) -> None:
    had = [product.id for product in before if product.parts]
    if had:
        db.execute(delete(PRODUCT_PART).where(PRODUCT_PART.c.bundle_id.in_(had)))
    rows = [
        {"bundle_id": product.id, "product_id": part.product_id, "qty_milli": part.qty_milli}
        for product in changed
        for part in product.parts
    ]
    if rows:
        db.execute(upsert(PRODUCT_PART).prefix_with("OR REPLACE"), rows)


def _count_variants(db: Connection, touched: Sequence[Product]) -> None:
    """Tell products how many variants they have; they may come after their variants."""
    groups = {product.variant_of for product in touched if product.variant_of}
    chosen = select(PRODUCT.c.variant_of).where(
        PRODUCT.c.variant_of.in_([product.id for product in touched]), PRODUCT.c.variant_of != ""
    )
    groups.update(db.scalars(chosen))
    variant = PRODUCT.alias("variant")
    lowest, highest = func.min(variant.c.price), func.max(variant.c.price)
    for group in sorted(groups):
        found = db.execute(
            select(func.count(), func.coalesce(lowest, 0), func.coalesce(highest, 0)).where(
                variant.c.variant_of == group, variant.c.variant_of != "", variant.c.active == 1
            )
        ).one()
        counted = dict(zip(_COUNTED, found, strict=True))
        db.execute(update(PRODUCT).where(PRODUCT.c.product_id == group).values(counted))


def _index(db: Connection, changed: Sequence[Product], known: AbstractSet[str]) -> None:
    chosen = select(PRODUCT.c.product_id, PRODUCT.c.number).where(
        PRODUCT.c.product_id.in_([product.id for product in changed])
    )
    numbers = {row.product_id: row.number for row in db.execute(chosen)}
    old = [(numbers[product_id],) for product_id in known]
    new = [
        (numbers[product.id], fold(" ".join((product.name, product.brand, *product.barcodes))))
        for product in changed
        if product.active
    ]
    for table in ("product_trigram", "product_prefix"):
        if old:
            db.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", old)  # noqa: S608 constant
        if new:
            db.exec_driver_sql(
                f"INSERT INTO {table}(rowid, words) VALUES (?, ?)",  # noqa: S608 constant
                new,
            )


def _row(product: Product) -> dict[str, Any]:
    return {
        "product_id": product.id,
        "name": product.name,
        "sort_name": fold(product.name),
        "price": product.price,
        "barcodes": "\n".join(product.barcodes),
        "category": product.category,
        "unit": product.unit,
        "brand": product.brand,
        "active": int(product.active),
        "shown": int(product.active and not product.variant_of),
        "variant_of": product.variant_of,
        "options": _json(product.options),
        "parts": _json(product.parts),
        "tracked": int(product.tracked),
        "low_milli": product.low_milli,
    }


def _json(values: Sequence[object]) -> str:
    return msgspec.json.encode(values).decode() if values else ""
