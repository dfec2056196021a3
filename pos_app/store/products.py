"""Questions about products, and writing what a `product.changed` entry says."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, bindparam, delete, func, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.product import Category, Product, ProductChange, apply_change, fold
from pos_app.domain.words import one_line
from pos_app.store.sql import Statement
from pos_app.store.tables.products import PRODUCT, PRODUCT_BARCODE

_FEW = 500
"""SQLite takes at most 32,766 parameters; lists of ids are asked in such portions."""

_COLUMNS = (
    PRODUCT.c.product_id,
    PRODUCT.c.name,
    PRODUCT.c.price,
    PRODUCT.c.barcodes,
    PRODUCT.c.category,
    PRODUCT.c.unit,
    PRODUCT.c.brand,
    PRODUCT.c.active,
)
_SHOWN = PRODUCT.c.active == text("1")
_BY_NAME = (PRODUCT.c.sort_name, PRODUCT.c.product_id)


def _write_product() -> Executable:
    added = upsert(PRODUCT)
    given: dict[str, Any] = {
        one.name: bindparam(one.name) for one in PRODUCT.c if one.name != "number"
    }
    mended = {name: added.excluded[name] for name in given if name != "product_id"}
    return added.values(given).on_conflict_do_update(index_elements=["product_id"], set_=mended)


def _claim_barcode() -> Executable:
    added = upsert(PRODUCT_BARCODE)
    return added.on_conflict_do_update(
        index_elements=["barcode"], set_={"product_id": added.excluded.product_id}
    )


def _shown(*under: ColumnElement[bool]) -> Executable:
    chosen = select(*_COLUMNS).where(_SHOWN, *under).order_by(*_BY_NAME)
    return chosen.offset(bindparam("skip")).limit(bindparam("most"))


def _counted(*under: ColumnElement[bool]) -> Executable:
    counted = select(func.count().label("products")).select_from(PRODUCT)
    return counted.where(_SHOWN, *under)


def _under() -> ColumnElement[bool]:
    return PRODUCT.c.category == bindparam("category")


_UPSERT = Statement(_write_product)
_CLAIM_BARCODE = Statement(_claim_barcode)
_BY_BARCODE = Statement(
    lambda: (
        select(*_COLUMNS)
        .join(PRODUCT_BARCODE, PRODUCT_BARCODE.c.product_id == PRODUCT.c.product_id)
        .where(PRODUCT_BARCODE.c.barcode == bindparam("code"), PRODUCT.c.active == text("1"))
    )
)
_PAGE, _PAGE_UNDER = Statement(_shown), Statement(lambda: _shown(_under()))
_COUNT, _COUNT_UNDER = Statement(_counted), Statement(lambda: _counted(_under()))
_CATEGORIES = Statement(
    lambda: (
        select(PRODUCT.c.category, func.count().label("products"))
        .where(_SHOWN, PRODUCT.c.category != "")
        .group_by(PRODUCT.c.category)
        .order_by(PRODUCT.c.category)
    )
)
_STARTING = Statement(
    lambda: (
        select(*_COLUMNS)
        .where(
            _SHOWN,
            PRODUCT.c.sort_name >= bindparam("first"),
            PRODUCT.c.sort_name < bindparam("last"),
        )
        .order_by(*_BY_NAME)
        .limit(bindparam("most"))
    )
)


def _matching(numbers: str) -> Statement:
    return Statement(
        lambda: (
            select(*_COLUMNS)
            .where(text(f"product.number IN ({numbers} LIMIT :most)"))
            .order_by(*_BY_NAME)
        )
    )


_LONG = "SELECT rowid FROM product_trigram WHERE product_trigram MATCH :long"
_SHORT = "SELECT rowid FROM product_prefix WHERE product_prefix MATCH :short"
_ANYWHERE = _matching(_LONG)
_AT_START = _matching(_SHORT)
_ANYWHERE_AND_AT_START = _matching(f"{_LONG} INTERSECT {_SHORT}")


def by_barcode(db: Connection, code: str) -> Product | None:
    """The active product with that normalised barcode."""
    row = _BY_BARCODE.first(db, code=code)
    return None if row is None else _product(row)


def page(db: Connection, category: str | None, offset: int, limit: int) -> tuple[Product, ...]:
    """Active products by folded name; `category` None means all of them."""
    if category is None:
        rows = _PAGE.all(db, skip=offset, most=limit)
    else:
        rows = _PAGE_UNDER.all(db, category=category, skip=offset, most=limit)
    return tuple(map(_product, rows))


def count(db: Connection, category: str | None) -> int:
    """How many active products stand under a category, or in all."""
    if category is None:
        return int(_COUNT.first(db).products)
    return int(_COUNT_UNDER.first(db, category=category).products)


def categories(db: Connection) -> tuple[Category, ...]:
    """The categories with active products, by name; products without one are not listed."""
    return tuple(Category(row.category, row.products) for row in _CATEGORIES.all(db))


def search(db: Connection, typed: str, limit: int) -> tuple[Product, ...]:
    """Products that have every typed word somewhere; those that start with the text first.

    Words of three letters or more are found inside names, brands and barcodes; shorter ones at
    the start of a word. Accents and case are ignored, and signs that no word is made of.
    """
    folded = fold(one_line(typed))
    words = [word for word in folded.split() if any(map(str.isalnum, word))]
    if not words:
        return ()
    found = _starting_with(db, folded, limit)
    if len(found) < limit:
        found += _having_all(db, words, limit)
    once = {product.id: product for product in found}
    return tuple(once.values())[:limit]


def by_ids(db: Connection, ids: Iterable[str]) -> dict[str, Product]:
    """The products with those ids, active or not."""
    wanted = list(ids)
    found: dict[str, Product] = {}
    for start in range(0, len(wanted), _FEW):
        portion = wanted[start : start + _FEW]
        chosen = select(*_COLUMNS).where(PRODUCT.c.product_id.in_(portion))
        found |= {row.product_id: _product(row) for row in db.execute(chosen)}
    return found


def every(db: Connection) -> list[Product]:
    """All products, active or not, in no order; for imports that must match many rows."""
    return [_product(row) for row in db.execute(select(*_COLUMNS))]


def change(db: Connection, changes: Sequence[ProductChange]) -> None:
    """Apply changes to the table, the barcodes and the search indexes."""
    for start in range(0, len(changes), _FEW):
        _change_few(db, changes[start : start + _FEW])


def _change_few(db: Connection, changes: Sequence[ProductChange]) -> None:
    state: dict[str, Product] = by_ids(db, (one.id for one in changes))
    known = list(state)
    for one in changes:
        state[one.id] = apply_change(state.get(one.id), one)
    changed = list(state.values())
    _UPSERT.run_many(db, [_row(product) for product in changed])
    db.execute(delete(PRODUCT_BARCODE).where(PRODUCT_BARCODE.c.product_id.in_(known)))
    _CLAIM_BARCODE.run_many(
        db,
        [
            {"barcode": barcode, "product_id": product.id}
            for product in changed
            for barcode in product.barcodes
        ],
    )
    _index(db, changed, set(known))


def _index(db: Connection, changed: Sequence[Product], known: set[str]) -> None:
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


def _starting_with(db: Connection, folded: str, limit: int) -> list[Product]:
    rows = _STARTING.all(db, first=folded, last=folded + "\U0010ffff", most=limit)
    return [_product(row) for row in rows]


def _having_all(db: Connection, words: Sequence[str], limit: int) -> list[Product]:
    """Words at the start of words are looked for first, in one index, which is quick.

    Numbers from two indexes have to be intersected, which takes 50 ms where both hold thousands.
    """
    long = " ".join(_quoted(word) for word in words if len(word) >= 3)
    short = " ".join(f"{_quoted(word)} *" for word in words if len(word) < 3)
    if not short:
        return [_product(row) for row in _ANYWHERE.all(db, long=long, most=limit)]
    starts = " ".join(f"{_quoted(word)} *" for word in words)
    rows = _AT_START.all(db, short=starts, most=limit)
    if long and len(rows) < limit:
        rows = _ANYWHERE_AND_AT_START.all(db, long=long, short=short, most=limit)
    return [_product(row) for row in rows]


def _quoted(word: str) -> str:
    escaped = word.replace('"', '""')
    return f'"{escaped}"'


def _product(row: Any) -> Product:
    return Product(
        id=row.product_id,
        name=row.name,
        price=row.price,
        barcodes=tuple(row.barcodes.split("\n")) if row.barcodes else (),
        category=row.category,
        unit=row.unit,
        brand=row.brand,
        active=bool(row.active),
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
    }
