"""The tables of a till's database, by subject.

`journal` is the truth; `PROJECTIONS` can be made from it again at any time; those of `machine` hold
what belongs to this machine only.
"""

from pos_app.store.tables import (
    journal,
    machine,
    orders,
    people,
    products,
    qris,
    returns,
    sales,
    shifts,
    siblings,
    stock,
    terms,
)
from pos_app.store.tables.schema import METADATA

__all__ = [
    "METADATA",
    "PROJECTIONS",
    "journal",
    "machine",
    "orders",
    "people",
    "products",
    "qris",
    "returns",
    "sales",
    "shifts",
    "siblings",
    "stock",
    "terms",
]

PROJECTIONS = tuple(table for table in METADATA.tables.values() if table.info["projection"])
