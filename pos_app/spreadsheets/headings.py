"""Which column of a table is which, by the names that spreadsheets in Indonesia give them."""

import re
from collections.abc import Mapping, Sequence

from pos_app.domain.product import fold

Meanings = Mapping[str, Sequence[Sequence[str]]]
"""Names of columns by meaning, the surest meaning first; within one the leftmost column counts."""

PRODUCT_COLUMNS: Meanings = {
    "name": (
        ("name", "nama", "nama produk", "nama barang"),
        ("produk", "product", "barang", "item"),
    ),
    "price": (("harga jual",), ("price", "harga", "harga satuan")),
    "barcode": (
        ("barcode", "ean", "gtin"),
        ("kode", "kode barang", "kode produk", "sku", "code"),
    ),
    "category": (("category", "kategori", "jenis"),),
    "unit": (("unit", "satuan"),),
    "brand": (("brand", "merek", "merk", "pemilik", "umkm", "owner"),),
    "variant": (("variant", "varian", "options", "opsi"),),
    "stock": (("stock", "stok", "stok awal"),),
    "low": (("low", "stok minimum", "stok menipis", "minimum"),),
    "parts": (("isi parsel", "isi paket", "parcel contents", "parts"),),
    "active": (("aktif", "active", "masih dijual"),),
}
"""What a file of products tells; the till's import and the organizer's offers read the same."""

# Compiled at the first use: a till starts without.
_DECORATION = r"\(.*?\)|[*:_.#]"


def places_of(cells: Sequence[str], columns: Meanings) -> dict[str, int]:
    """Which cell of a row of headings means what."""
    names = [" ".join(re.sub(_DECORATION, " ", fold(cell)).split()) for cell in cells]
    places: dict[str, int] = {}
    for column, meanings in columns.items():
        for known in meanings:
            named = [place for place, name in enumerate(names) if name in known]
            if named:
                places.setdefault(column, named[0])
    return places
