"""Questions of the counter: which products have tiles, which one a code or a word means."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, bindparam, func, select, text
from sqlalchemy.sql.elements import TextClause

from pos_app.domain.product import Category, fold
from pos_app.domain.quantity import ONE
from pos_app.domain.shelf import InStock, OnShelf
from pos_app.domain.words import one_line
from pos_app.store.products import COLUMNS, FEW, fields_of
from pos_app.store.sql import Statement
from pos_app.store.tables.products import PRODUCT, PRODUCT_BARCODE, PRODUCT_PART
from pos_app.store.tables.stock import STOCK

_COLUMNS = (
    *COLUMNS,
    PRODUCT.c.variants,
    PRODUCT.c.from_price,
    PRODUCT.c.to_price,
    STOCK.c.qty_milli.label("in_stock"),
)
_STOCKED = PRODUCT.outerjoin(STOCK, STOCK.c.product_id == PRODUCT.c.product_id)
_ACTIVE = PRODUCT.c.active == text("1")
_SHOWN = PRODUCT.c.shown == text("1")
_IS_VARIANT = PRODUCT.c.variant_of != text("''")
"""As the index says it, or SQLite would not use it."""

_BY_NAME = (PRODUCT.c.sort_name, PRODUCT.c.product_id)


def _products(*under: ColumnElement[bool] | TextClause) -> Any:
    return select(*_COLUMNS).select_from(_STOCKED).where(*under)


def _page(*under: ColumnElement[bool]) -> Executable:
    chosen: Executable = (
        _products(_SHOWN, *under)
        .order_by(*_BY_NAME)
        .offset(bindparam("skip"))
        .limit(bindparam("most"))
    )
    return chosen


def _counted(*under: ColumnElement[bool]) -> Executable:
    counted = select(func.count().label("products")).select_from(PRODUCT)
    return counted.where(_SHOWN, *under)


def _under() -> ColumnElement[bool]:
    return PRODUCT.c.category == bindparam("category")


_BY_BARCODE = Statement(
    lambda: (
        select(*_COLUMNS)
        .select_from(
            _STOCKED.join(PRODUCT_BARCODE, PRODUCT_BARCODE.c.product_id == PRODUCT.c.product_id)
        )
        .where(PRODUCT_BARCODE.c.barcode == bindparam("code"), _ACTIVE)
    )
)
_PAGE, _PAGE_UNDER = Statement(_page), Statement(lambda: _page(_under()))
_COUNT, _COUNT_UNDER = Statement(_counted), Statement(lambda: _counted(_under()))
_CATEGORIES = Statement(
    lambda: (
        select(PRODUCT.c.category, func.count().label("products"))
        .where(_SHOWN, PRODUCT.c.category != "")
        .group_by(PRODUCT.c.category)
        .order_by(PRODUCT.c.category)
    )
)
_VARIANTS = Statement(
    lambda: _products(PRODUCT.c.variant_of == bindparam("of"), _IS_VARIANT, _ACTIVE).order_by(
        PRODUCT.c.number
    )
)
_STARTING = Statement(
    lambda: (
        _products(
            _ACTIVE,
            PRODUCT.c.sort_name >= bindparam("first"),
            PRODUCT.c.sort_name < bindparam("last"),
        )
        .order_by(*_BY_NAME)
        .limit(bindparam("most"))
    )
)


def _matching(numbers: str) -> Statement:
    return Statement(
        lambda: _products(text(f"product.number IN ({numbers} LIMIT :most)")).order_by(*_BY_NAME)
    )


_LONG = "SELECT rowid FROM product_trigram WHERE product_trigram MATCH :long"
_SHORT = "SELECT rowid FROM product_prefix WHERE product_prefix MATCH :short"
_ANYWHERE = _matching(_LONG)
_AT_START = _matching(_SHORT)
_ANYWHERE_AND_AT_START = _matching(f"{_LONG} INTERSECT {_SHORT}")


def by_barcode(db: Connection, code: str) -> OnShelf | None:
    """The active product with that normalised barcode."""
    row = _BY_BARCODE.first(db, code=code)
    return None if row is None else _on_shelf(db, [row])[0]


def page(db: Connection, category: str | None, offset: int, limit: int) -> tuple[OnShelf, ...]:
    """Products with tiles by folded name; `category` None means all of them."""
    if category is None:
        rows = _PAGE.all(db, skip=offset, most=limit)
    else:
        rows = _PAGE_UNDER.all(db, category=category, skip=offset, most=limit)
    return _on_shelf(db, rows)


def count(db: Connection, category: str | None) -> int:
    """How many products have tiles under a category, or in all."""
    if category is None:
        return int(_COUNT.first(db).products)
    return int(_COUNT_UNDER.first(db, category=category).products)


def categories(db: Connection) -> tuple[Category, ...]:
    """The categories with tiles, by name; products without one are not listed."""
    return tuple(Category(row.category, row.products) for row in _CATEGORIES.all(db))


def variants(db: Connection, product_id: str) -> tuple[OnShelf, ...]:
    """The active variants of a product, in the order in which they were set up."""
    return _on_shelf(db, _VARIANTS.all(db, of=product_id))


def by_ids(db: Connection, ids: Iterable[str]) -> tuple[OnShelf, ...]:
    """Active products as they stand on the shelf now, in no order."""
    wanted = list(ids)[:FEW]
    chosen = _products(_ACTIVE, PRODUCT.c.product_id.in_(wanted))
    return _on_shelf(db, db.execute(chosen).all())


def concerned(db: Connection, ids: Iterable[str]) -> set[str]:
    """Products whose tiles tell of the stock of some: themselves, their groups, their bundles."""
    wanted = list(ids)[:FEW]
    groups = select(PRODUCT.c.variant_of).where(
        PRODUCT.c.product_id.in_(wanted), PRODUCT.c.variant_of != ""
    )
    bundles = select(PRODUCT_PART.c.bundle_id).where(PRODUCT_PART.c.product_id.in_(wanted))
    found = {*wanted, *db.scalars(bundles)}
    return found | set(db.scalars(groups))


def search(db: Connection, typed: str, limit: int) -> tuple[OnShelf, ...]:
    """Products that have every typed word somewhere; those that start with the text first.

    Words of three letters or more are found inside names, brands and barcodes; shorter ones at
    the start of a word. Accents and case are ignored, and signs that no word is made of.
    """
    folded = fold(one_line(typed))
    words = [word for word in folded.split() if any(map(str.isalnum, word))]
    if not words:
        return ()
    found = _STARTING.all(db, first=folded, last=folded + "\U0010ffff", most=limit)
    if len(found) < limit:
        found += _having_all(db, words, limit)
    once = {row.product_id: row for row in found}
    return _on_shelf(db, list(once.values())[:limit])


def _having_all(db: Connection, words: Sequence[str], limit: int) -> list[Any]:
    """Words at the start of words are looked for first, in one index, which is quick.

    Numbers from two indexes have to be intersected, which takes 50 ms where both hold thousands.
    """
    long = " ".join(_quoted(word) for word in words if len(word) >= 3)
    short = " ".join(f"{_quoted(word)} *" for word in words if len(word) < 3)
    if not short:
        return _ANYWHERE.all(db, long=long, most=limit)
    starts = " ".join(f"{_quoted(word)} *" for word in words)
    rows = _AT_START.all(db, short=starts, most=limit)
    if long and len(rows) < limit:
        rows = _ANYWHERE_AND_AT_START.all(db, long=long, short=short, most=limit)
    return rows


def _quoted(word: str) -> str:
    escaped = word.replace('"', '""')
    return f'"{escaped}"'


def _on_shelf(db: Connection, rows: Sequence[Any]) -> tuple[OnShelf, ...]:
    """Rows as products; what bundles and groups depend on is asked only where there are some."""
    groups = [row.product_id for row in rows if row.variants]
    bundles = [row.product_id for row in rows if row.parts]
    of_group = _left_in_groups(db, groups) if groups else {}
    of_bundle = _parts_in_stock(db, bundles) if bundles else {}
    return tuple(_product(row, of_group, of_bundle) for row in rows)


_Parts = list[tuple[InStock, int]]
"""Tracked parts and how much of each one bundle takes."""


def _product(row: Any, of_group: dict[str, int], of_bundle: dict[str, _Parts]) -> OnShelf:
    stock: tuple[InStock, ...] = ()
    left = None
    if row.variants:
        left = of_group.get(row.product_id)
    elif row.parts:
        parts = of_bundle.get(row.product_id, [])
        stock = tuple(part for part, _ in parts)
        left = min((max(part.qty_milli, 0) // each for part, each in parts), default=None)
        left = None if left is None else left * ONE
    elif row.tracked:
        left = row.in_stock or 0
        stock = (InStock(row.product_id, row.name, left),)
    return OnShelf(
        **fields_of(row),
        left_milli=left,
        stock=stock,
        variants=row.variants,
        from_price=row.from_price,
        to_price=row.to_price,
    )


def _left_in_groups(db: Connection, ids: Sequence[str]) -> dict[str, int]:
    """How much is left of all variants together, for groups all of whose variants are tracked."""
    left = func.max(func.coalesce(STOCK.c.qty_milli, 0), 0)
    chosen = (
        select(PRODUCT.c.variant_of, func.sum(left).label("left"))
        .select_from(_STOCKED)
        .where(PRODUCT.c.variant_of.in_(ids), _ACTIVE)
        .group_by(PRODUCT.c.variant_of)
        .having(func.min(PRODUCT.c.tracked) == 1)
    )
    return {row.variant_of: row.left for row in db.execute(chosen)}


def _parts_in_stock(db: Connection, ids: Sequence[str]) -> dict[str, _Parts]:
    chosen = (
        select(
            PRODUCT_PART.c.bundle_id,
            PRODUCT_PART.c.qty_milli.label("each"),
            PRODUCT.c.product_id,
            PRODUCT.c.name,
            func.coalesce(STOCK.c.qty_milli, 0).label("in_stock"),
        )
        .select_from(_STOCKED.join(PRODUCT_PART, PRODUCT_PART.c.product_id == PRODUCT.c.product_id))
        .where(PRODUCT_PART.c.bundle_id.in_(ids), PRODUCT.c.tracked == 1)
        .order_by(PRODUCT_PART.c.bundle_id, PRODUCT.c.product_id)
    )
    found: dict[str, _Parts] = {}
    for row in db.execute(chosen):
        part = InStock(row.product_id, row.name, row.in_stock)
        found.setdefault(row.bundle_id, []).append((part, row.each))
    return found
