"""What the message line says while a sale is rung up."""

from collections.abc import Callable

from pos_app.domain.cart import CartLine
from pos_app.domain.quantity import ONE, format_quantity
from resources.translations import Catalog
from ui.notices import Notice, NoticeAction
from ui.presenters.stock_watch import Short

Act = Callable[[], object]


def added(line: CartLine, tr: Catalog) -> Notice:
    """A product was added or counted up."""
    if line.qty_milli == ONE:
        return Notice(tr("added."), "good", strong=line.product.name)
    text = tr("added, now {quantity}.").format(quantity=format_quantity(line.qty_milli))
    return Notice(text, "good", strong=line.product.name)


def removed(line: CartLine, undo: Act, tr: Catalog) -> Notice:
    """A line was taken out."""
    return Notice(tr("removed."), "info", (_undo(undo, tr),), line.product.name)


def emptied(undo: Act, tr: Catalog) -> Notice:
    """The whole cart was taken out."""
    return Notice(tr("The cart was emptied."), "info", (_undo(undo, tr),))


def credit_dropped(undo: Act, tr: Catalog) -> Notice:
    """Goods that were brought back go towards nothing any more."""
    text = tr("The exchange was taken out of the cart. Nothing was given back.")
    return Notice(text, "info", (_undo(undo, tr),))


def barcode_unknown(code: str, add: Act, search: Act, tr: Catalog) -> Notice:
    """A scan found no product."""
    text = tr("is not in the catalogue. Nothing was added.")
    actions = (
        NoticeAction(tr("Add product"), add, "add_product_button"),
        NoticeAction(tr("Search"), search, "search_button"),
    )
    return Notice(text, "attention", actions, strong=code)


def stock_short(short: Short, tr: Catalog) -> Notice:
    """More is in the cart than there is in stock."""
    left = format_quantity(max(short.left_milli, 0))
    wanted = format_quantity(short.wanted_milli)
    text = tr("only {left} left in stock, {wanted} in the cart.").format(left=left, wanted=wanted)
    return Notice(text, "attention", strong=short.name)


def nothing_found(text: str, tr: Catalog) -> Notice:
    """Enter was pressed on a search without a hit."""
    return Notice(tr("Nothing matches “{text}”").format(text=text), "attention")


def _undo(undo: Act, tr: Catalog) -> NoticeAction:
    return NoticeAction(tr("Undo"), undo, "undo_button")
