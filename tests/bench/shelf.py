"""Tills full of believable products, made through the services, once a run."""

from itertools import islice, product
from pathlib import Path

import msgspec

from pos_app.services import booth, product_import, shifts
from pos_app.services.product_file import read_product_file, sample_products
from pos_app.services.product_import import ProductRow
from pos_app.services.till import open_till
from tests.bench.folder import barcode, database_in

_FLAVOURS = [
    "Merah",
    "Biru",
    "Hijau",
    "Kuning",
    "Ungu",
    "Cokelat",
    "Hitam",
    "Putih",
    "Original",
    "Balado",
    "Pedas",
    "Manis",
    "Gurih",
    "Jahe",
    "Pandan",
    "Besar",
    "Sedang",
    "Kecil",
    "Istimewa",
]
_VILLAGES = [
    "Ungaran",
    "Ambarawa",
    "Bandungan",
    "Salatiga",
    "Tengaran",
    "Tuntang",
    "Bawen",
    "Bergas",
    "Pringapus",
    "Suruh",
    "Susukan",
    "Kaliwungu",
    "Banyubiru",
    "Jambu",
    "Sumowono",
    "Getasan",
    "Bringin",
    "Bancak",
    "Pabelan",
]


def product_rows(count: int) -> tuple[ProductRow, ...]:
    """Products of the sample catalogue in many kinds from many villages, each with a barcode."""
    kinds = product(_FLAVOURS, _VILLAGES, read_product_file(sample_products()).rows)
    return tuple(
        msgspec.structs.replace(
            row,
            name=f"{row.name} {flavour} {village}",
            barcode=barcode(number),
            price=row.price + 500 * (number % 7),
        )
        for number, (flavour, village, row) in enumerate(islice(kinds, count))
    )


def stocked(work: Path, products: int) -> Path:
    """The data folder of a closed till with a booth, products and an open shift."""
    folder = work / f"till-{products}"
    if not database_in(folder).exists():
        _stock(folder, products)
    return folder


def _stock(folder: Path, products: int) -> None:
    till = open_till(database_in(folder))
    try:
        till.write(booth.create_booth, till.install, "Batik Polokarto", "A12").result()
        till.write(product_import.import_products, product_rows(products)).result()
        till.write(shifts.open_shift, "Siti", 300_000).result()
    finally:
        till.close()
