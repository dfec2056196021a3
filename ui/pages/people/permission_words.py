"""What roles and guarded actions are called on the screen and in the journal."""

from collections.abc import Sequence

from pos_app.domain.discount import format_percent
from pos_app.domain.money import format_rupiah
from pos_app.domain.people import Person
from pos_app.domain.permission import Action, Need, Role
from pos_app.domain.return_needs import is_exchange
from pos_app.services.people import PinWrong
from resources.translations import Catalog
from ui.pages.told import told
from ui.widgets.person_tiles import PersonTile

_ICONS = {Role.OWNER: "star", Role.SUPERVISOR: "shield-check", Role.CASHIER: "user"}


def role_name(role: Role, tr: Catalog) -> str:
    """What a role is called."""
    return {
        Role.OWNER: tr("Owner"),
        Role.SUPERVISOR: tr("Supervisor"),
        Role.CASHIER: tr("Cashier"),
    }[role]


def role_icon(role: Role) -> str:
    """The icon beside somebody of a role."""
    return _ICONS[role]


def action_name(action: Action, tr: Catalog) -> str:
    """What a guarded action is called in the table of permissions."""
    names = {
        Action.DISCOUNT: tr("Discount"),
        Action.PRICE: tr("Change a price, give something away"),
        Action.VOID: tr("Void a sale"),
        Action.REFUND: tr("Refund or exchange"),
        Action.CASH_OUT: tr("Take cash out"),
        Action.OPEN_DRAWER: tr("Open the drawer without a sale"),
        Action.CLOSE_SHIFT: tr("Close the register"),
        Action.SEE_EXPECTED: tr("See the expected cash"),
        Action.RECONCILE: tr("Reconcile payments"),
        Action.STOCK: tr("Change stock"),
        Action.PRODUCTS: tr("Change products"),
        Action.SETTINGS: tr("Change settings"),
        Action.PEOPLE: tr("Change people and permissions"),
    }
    return names.get(action, action.value)


def need_words(need: Need, tr: Catalog) -> str:
    """What is asked for, as a heading: `Discount 25% · Rp4.500`."""
    words = _need_name(need, tr)
    return f"{words} · {format_rupiah(need.amount)}" if need.amount else words


def _need_name(need: Need, tr: Catalog) -> str:
    percent = format_percent(need.basis_points)
    if need.action is Action.DISCOUNT:
        return tr("Discount {percent}").format(percent=percent)
    if need.action is Action.PRICE and need.basis_points:
        return tr("Price lowered by {percent}").format(percent=percent)
    if need.action is Action.REFUND:
        return tr("Exchange of goods") if is_exchange(need) else tr("Refund")
    return action_name(need.action, tr)


def tiles(people: Sequence[Person], tr: Catalog) -> list[PersonTile]:
    """People as they are chosen from."""
    return [
        PersonTile(person.id, person.name, role_name(person.role, tr), _ICONS[person.role])
        for person in people
    ]


def refusal(why: Exception | PinWrong, tr: Catalog) -> tuple[str, int]:
    """Why a PIN was not taken, and how many seconds one has to wait."""
    if isinstance(why, PinWrong):
        return tr("This PIN is wrong. Try again."), why.wait_s
    return told(why, tr), 0
