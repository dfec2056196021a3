"""Scenes of a till without a keyboard, and of money that a crash left behind."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services.taken_money import TakenMoney

if TYPE_CHECKING:
    from tests.drivers.screens import Scene, Stage

_BY_QRIS = (Tender(Method.QRIS, 50_000, "4417", basis=Basis.NOTIFICATION),)


def letters_for_a_name(stage: "Stage") -> None:
    stage.sell_page()
    stage.add("Syal Batik", "Kopi")
    stage.page._held.ask_name()
    stage.settle()
    _touch(stage, "name_field")


def letters_for_an_order(stage: "Stage") -> None:
    stage.sell_page()
    stage.add("Syal Batik", "Kopi")
    stage.page.order_asked.emit()
    stage.settle(300)
    _touch(stage, "order_note_field")


def money_of_the_cart(stage: "Stage") -> None:
    _restored(stage, lambda cart: TakenMoney(cart, _BY_QRIS))


def money_of_an_order(stage: "Stage") -> None:
    _restored(stage, lambda _cart: TakenMoney("bayar", _BY_QRIS, "pesanan"))


def money_of_nobody(stage: "Stage") -> None:
    _restored(stage, lambda _cart: TakenMoney("hilang", _BY_QRIS))


def _restored(stage: "Stage", taken: Callable[[str], TakenMoney]) -> None:
    stage.sell_page()
    stage.flow._letters.put_away()
    stage.add("Syal Batik", "Kopi")
    stage.flow._navigation.page("pay")
    presenters = stage.flow.presenters
    presenters.money.restored.emit((taken(presenters.sell.cart.id),))
    stage.settle()


def _touch(stage: "Stage", name: str) -> None:
    fields = stage.window.findChildren(QLineEdit, name)
    next(field for field in fields if field.isVisible()).setFocus()
    stage.flow._letters._show()
    stage.settle()


TOUCH_SCENES: "tuple[Scene, ...]" = (
    ("huruf-nama", letters_for_a_name),
    ("huruf-pesanan", letters_for_an_order),
    ("uang-keranjang", money_of_the_cart),
    ("uang-pesanan", money_of_an_order),
    ("uang-tanpa-keranjang", money_of_nobody),
)
