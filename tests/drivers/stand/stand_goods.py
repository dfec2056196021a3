"""What a booth of three days sells: single things, shirts in sizes, a parcel of other goods."""

from pos_app.services.product_cells import NamedPart
from pos_app.services.product_import import ProductRow
from tests.drivers.stand.day_booth import SHIRTS
from tests.drivers.tills import SHELF

COFFEE, CRISPS, CLOTH, JAMU, KEYRING = (row.name for row in SHELF)
SHIRT_S, SHIRT_M, SHIRT_L = (row.name for row in SHIRTS)
PARCEL = "Paket Oleh-oleh"

PARCELS = {PARCEL: {CRISPS: 2_000, COFFEE: 1_000}}
"""What somebody puts into one parcel, in thousandths."""

GOODS = (
    *SHELF,
    *SHIRTS,
    ProductRow(
        PARCEL,
        40_000,
        "8991002133333",
        "Paket",
        brand="Bu Tini",
        parts=tuple(NamedPart(name, qty) for name, qty in PARCELS[PARCEL].items()),
    ),
)
BRANDS = {row.name: row.brand or "" for row in GOODS}
"""Whose each thing is; the shirts are the booth's own."""
