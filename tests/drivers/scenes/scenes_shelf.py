"""Scenes of products at the counter: variants, stock on tiles, unknown barcodes, free amounts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pos_app.domain.product import Part, Product, ProductChange
from pos_app.domain.quantity import ONE
from pos_app.domain.shelf import OnShelf
from pos_app.domain.stock import MoveKind
from pos_app.services import catalogue
from pos_app.services.product_editing import (
    VariantRow,
    add_product,
    change_product,
    set_variants,
)
from pos_app.services.stock import MoveRow, NewMove, move_stock
from pos_app.services.till import Till

if TYPE_CHECKING:
    from tests.drivers.screens import Stage

_SIZES = [
    VariantRow((size, colour), 75_000 if size != "XL" else 80_000)
    for colour in ("Biru Laut", "Merah Bata")
    for size in ("S", "M", "L", "XL")
]


def stocked(till: Till) -> None:
    """A shirt in eight variants and a parcel; some goods are low, some sold out. Once a till."""
    if till.read(catalogue.search, "Kaos Expo Semarang", 1).result():
        return
    kaos = Product("kaos-expo", "Kaos Expo Semarang", 75_000, category="Batik", tracked=True)
    till.write(add_product, kaos).result()
    variants = till.write(set_variants, kaos.id, _SIZES).result()
    some = till.read(catalogue.products_page, None, 0, 8).result()
    single = [one for one in some if not one.variants]
    parts = tuple(Part(one.id, 2 * ONE) for one in single[:2])
    parcel = Product("parsel", "Parsel Lebaran Bu Tini", 150_000, category="Batik", parts=parts)
    till.write(add_product, parcel).result()
    counts = list(zip(variants, (9, 0, 3, 12, 5, 8, 2, 0), strict=True))
    counts += list(zip(single[:4], (0, 9, 3, 40), strict=True))
    rows = tuple(MoveRow(one.id, qty * ONE) for one, qty in counts)
    till.write(move_stock, NewMove(till.new_id(), MoveKind.OPENING, rows)).result()
    for one, _ in counts:
        till.write(change_product, ProductChange(one.id, low_milli=3 * ONE)).result()


def sell_variants(stage: "Stage") -> None:
    _begin(stage)
    _kaos(stage)


def sell_stock(stage: "Stage") -> None:
    _begin(stage)
    kaos = stage.counter.till.read(catalogue.variants, "kaos-expo").result()
    for variant in (kaos[0], kaos[2], kaos[2], kaos[2], kaos[2]):
        stage.flow.presenters.sell.add(variant)
    stage.settle()


def sell_new_product(stage: "Stage") -> None:
    _begin(stage)
    stage.page.panels.add_product("8991234567890", "Batik")
    stage.wait(lambda: stage.page.panels.is_open)
    panel = stage.page.panels.new_product
    assert panel is not None
    form = panel._panel.form
    form.name.field.setText("Tas Rajut Eceng Gondok")
    form.price.field.setText("12,5")
    form.submitted.emit()
    form.brand.field.setFocus()
    stage.settle()


def sell_free_amount(stage: "Stage") -> None:
    _begin(stage)
    stage.page.panels.ask_free_amount()
    stage.wait(lambda: stage.page.panels.is_open)
    panel = stage.page.panels.free_amount
    assert panel is not None
    panel._panel.field.set_amount(25_000)
    panel._panel.name.field.setText("Bungkus kado")
    stage.settle()


def stock(stage: "Stage") -> None:
    _begin(stage)
    stage.flow.go("stock")
    stage.settle()
    page = stage.flow.presenters.stock
    page.clear()
    known = stage.counter.till.read(catalogue.variants, "kaos-expo").result()
    for variant in known[:4]:
        page.pick(variant)
    page.set_quantity(known[0].id, "7")
    stage.settle()


def _begin(stage: "Stage") -> None:
    stocked(stage.counter.till)
    stage.sell_page()
    stage.page.panels.close()
    stage.window.messages.clear()


def _kaos(stage: "Stage") -> OnShelf:
    found = stage.counter.till.read(catalogue.search, "Kaos Expo Semarang", 1).result()
    stage.flow.presenters.sell.add(found[0])
    stage.wait(lambda: stage.page.panels.is_open)
    stage.settle()
    return found[0]


SHELF_SCENES: tuple[tuple[str, Callable[["Stage"], None]], ...] = (
    ("jual-varian", sell_variants),
    ("jual-stok", sell_stock),
    ("jual-produk-baru", sell_new_product),
    ("jual-bebas", sell_free_amount),
    ("stok", stock),
)
