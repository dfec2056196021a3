"""Questions about products that are sold no more, which no tile and no search index has."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from pos_app.domain.product import fold
from pos_app.domain.shelf import OnShelf
from pos_app.store.products import COLUMNS, fields_of
from pos_app.store.tables.products import PRODUCT
from pos_app.store.tables.stock import STOCK

_UNSOLD = (PRODUCT.c.active == 0, PRODUCT.c.variant_of == "")
"""Variants come and go with the product on whose tile they stand."""


def count(db: Connection) -> int:
    """How many products are sold no more."""
    return int(db.scalar(select(func.count()).select_from(PRODUCT).where(*_UNSOLD)) or 0)


def page(db: Connection, offset: int, limit: int) -> tuple[OnShelf, ...]:
    """Products that are sold no more, by name."""
    return _products(db, (), offset, limit)


def search(db: Connection, typed: str, limit: int) -> tuple[OnShelf, ...]:
    """Those of them that have every typed word in name, brand or barcode."""
    return _products(db, fold(typed).split(), 0, limit)


def _products(db: Connection, words: Sequence[str], offset: int, limit: int) -> tuple[OnShelf, ...]:
    searched = PRODUCT.c.sort_name + " " + func.lower(PRODUCT.c.brand + " " + PRODUCT.c.barcodes)
    having = [searched.contains(word, autoescape=True) for word in words]
    chosen = (
        select(*COLUMNS, STOCK.c.qty_milli)
        .select_from(PRODUCT.outerjoin(STOCK, STOCK.c.product_id == PRODUCT.c.product_id))
        .where(*_UNSOLD, *having)
        .order_by(PRODUCT.c.sort_name, PRODUCT.c.product_id)
        .offset(offset)
        .limit(limit)
    )
    return tuple(map(_product, db.execute(chosen)))


def _product(row: Any) -> OnShelf:
    counted = row.tracked and not row.parts
    return OnShelf(**fields_of(row), left_milli=(row.qty_milli or 0) if counted else None)
