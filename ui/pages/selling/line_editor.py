"""Asking for what is special about a line of the cart; its panel is made when first needed."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.discount import Discount, format_percent
from pos_app.domain.money import format_amount
from pos_app.domain.quantity import format_quantity
from resources.translations import Catalog
from ui.presenters.sell import SellPresenter
from ui.theme import Look
from ui.widgets.line_pad import Asked, LinePad

_MARGIN = 16
_WIDTH = 640


class LineEditor(QObject):
    """Shows the panel over a page and hands what was typed to the presenter."""

    def __init__(self, presenter: SellPresenter, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._look = look
        self._page = page
        self._tr = Catalog("en")
        self._pad: LinePad | None = None
        self._number = 0

    @property
    def is_open(self) -> bool:
        """Whether the panel is shown."""
        return self._pad is not None and self._pad.isVisible()

    def ask(self, asked: Asked, number: int | None = None) -> None:
        """Ask about a line, the touched one if none is named; nothing in an empty cart."""
        wanted = self._presenter.cart.touched if number is None else number
        line = next((one for one in self._presenter.cart.lines if one.number == wanted), None)
        if line is None:
            return
        self._presenter.touch(line.number)
        self._number = line.number
        pad = self._made()
        name = self._tr("The whole cart") if asked is Asked.CART_DISCOUNT else line.product.name
        pad.ask(name, asked, _stands(self._presenter.cart, line, asked), line.reason)
        self.place()

    def refuse(self, sentence: str) -> None:
        """Say in the panel why what was typed cannot be taken."""
        if self._pad is not None:
            self._pad.refuse(sentence)
            self.place()

    def follow(self, cart: Cart) -> None:
        """Close when the line that is asked about has gone."""
        if self.is_open and all(line.number != self._number for line in cart.lines):
            self.close()

    def close(self) -> None:
        """Put the panel away."""
        if self._pad is not None and self.is_open:
            self._pad.hide()
            self._page.enter()  # type: ignore[attr-defined]  # every page has it

    def place(self) -> None:
        """Put the panel where a thumb reaches it."""
        if self._pad is None:
            return
        room, size = self._page.size(), self._pad.sizeHint()
        width = min(room.width() - 2 * _MARGIN, max(size.width(), _WIDTH))
        height = min(
            room.height() - 2 * _MARGIN, max(size.height(), self._pad.heightForWidth(width))
        )
        left, top = room.width() - width - _MARGIN, room.height() - height - _MARGIN
        self._pad.setGeometry(left, top, width, height)

    def retranslate(self, tr: Catalog) -> None:
        """Take another language."""
        self._tr = tr
        if self._pad is not None:
            self._pad.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._look = look
        if self._pad is not None:
            self._pad.restyle(look)

    def _made(self) -> LinePad:
        if self._pad is None:
            self._pad = LinePad(self._look, self._tr, self._page)
            self._pad.entered.connect(self._on_entered)
            self._pad.switched.connect(self._on_switched)
            self._pad.left.connect(self.close)
        return self._pad

    def _on_switched(self, asked: Asked) -> None:
        self.ask(asked, self._number)

    def _on_entered(self, asked: Asked, typed: str, reason: str) -> None:
        sell, number = self._presenter, self._number
        match asked:
            case Asked.QUANTITY:
                taken = sell.set_quantity(number, typed)
            case Asked.DISCOUNT:
                taken = sell.set_discount(number, typed)
            case Asked.CART_DISCOUNT:
                taken = sell.set_cart_discount(typed)
            case Asked.PRICE:
                taken = sell.set_price(number, typed, reason)
            case Asked.NOTE:
                taken = sell.set_note(number, typed)
        if taken:
            self.close()


def _stands(cart: Cart, line: CartLine, asked: Asked) -> str:
    """What a line says already, as it would be typed."""
    match asked:
        case Asked.QUANTITY:
            return format_quantity(line.qty_milli)
        case Asked.DISCOUNT:
            return _typed(line.discount)
        case Asked.CART_DISCOUNT:
            return _typed(cart.discount)
        case Asked.PRICE:
            return format_amount(line.unit_price)
        case Asked.NOTE:
            return line.note


def _typed(discount: Discount) -> str:
    if discount.basis_points:
        return format_percent(discount.basis_points)
    return format_amount(discount.amount) if discount.amount else ""
