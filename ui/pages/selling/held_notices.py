"""What the message line says of carts that wait."""

from collections.abc import Callable

from pos_app.domain.discount import Discount, format_percent
from pos_app.domain.held_cart import HeldCart
from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from ui.notices import Notice, NoticeAction

Act = Callable[[], object]


def none_held(tr: Catalog) -> Notice:
    """No cart waits."""
    return Notice(tr("No cart is held. F5 holds the one at hand."), "info")


def held(cart: HeldCart, resume: Act, tr: Catalog) -> Notice:
    """A cart was put aside."""
    action = NoticeAction(tr("Take up"), resume, "resume_button")
    return Notice(tr("is held; F6 shows the held carts."), "good", (action,), cart.name)


def resumed(name: str, tr: Catalog, *, put_aside: bool) -> Notice:
    """A cart was taken up; perhaps the one at hand was put aside for it."""
    if put_aside:
        text = tr("was taken up. The cart at hand before is held now; F6 shows it.")
        return Notice(text, "attention", strong=name)
    return Notice(tr("was taken up."), "good", strong=name)


def merged(name: str, dropped: Discount, tr: Catalog) -> Notice:
    """A cart's lines came into the one at hand; its own discount on all is told if it is lost."""
    if dropped == Discount():
        return Notice(tr("was merged into this cart."), "good", strong=name)
    lost = (
        format_percent(dropped.basis_points)
        if dropped.basis_points
        else format_rupiah(dropped.amount)
    )
    text = tr("was merged into this cart, without its discount on all of {discount}.")
    return Notice(text.format(discount=lost), "attention", strong=name)


def discarded(cart: HeldCart, put_back: Act, tr: Catalog) -> Notice:
    """A held cart was thrown away."""
    action = NoticeAction(tr("Undo"), put_back, "undo_button")
    return Notice(tr("was thrown away."), "info", (action,), cart.name)


def restored(tr: Catalog) -> Notice:
    """The cart of before a restart is back."""
    return Notice(tr("The cart that was not paid yet is back."), "attention")


def restored_aside(cart: HeldCart, tr: Catalog) -> Notice:
    """The cart of before a restart is back, beside one that was begun since."""
    text = tr("was not paid before Lapak ended. It is held; F6 shows it.")
    return Notice(text, "attention", strong=cart.name)
