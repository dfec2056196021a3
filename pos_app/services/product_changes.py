"""Writing changes of products into the journal, many an entry."""

from collections.abc import Sequence

from pos_app.domain.kinds import Kind, ProductsChanged
from pos_app.domain.product import Product, ProductChange, change_between
from pos_app.services.booth import register_in_use
from pos_app.store import journal
from pos_app.store.database import Work

_CHANGES_AN_ENTRY = 250
"""Keeps an entry far below what one batch of the sync contract holds, whatever the letters."""


def record(work: Work, changes: Sequence[ProductChange]) -> None:
    """Record changes; nothing for none."""
    for start in range(0, len(changes), _CHANGES_AN_ENTRY):
        body = ProductsChanged(tuple(changes[start : start + _CHANGES_AN_ENTRY]))
        journal.append(work.db, register_in_use(work).head, Kind.PRODUCT_CHANGED, body, work.at)


def record_difference(work: Work, *pairs: tuple[Product | None, Product]) -> None:
    """Record what differs between products before and after, in one step."""
    changes = [change_between(before, after) for before, after in pairs]
    record(work, [change for change in changes if change is not None])
