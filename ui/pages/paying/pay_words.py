"""What ways of paying, payments and proofs are called on a screen."""

from pos_app.domain.tender import CARD_DIGITS, WALLETS, Basis, Card, Method, Tender
from resources.translations import Catalog
from ui.models.method_words import method_name
from ui.widgets.chip_row import Chip

BANKS = ("BCA", "BRI", "Mandiri", "BNI", "BSI")
"""Those that most transfers come from."""

METHODS = {
    Method.CASH: "banknote",
    Method.QRIS: "qr-code",
    Method.CARD: "credit-card",
    Method.TRANSFER: "landmark",
    Method.EWALLET: "smartphone",
    Method.VOUCHER: "ticket",
}
"""Ways that can be chosen, in the order of their keys, and their icons."""


def tender_name(tender: Tender, tr: Catalog) -> str:
    """A payment with what names it; of a card never more than its last digits."""
    kind = tender.kind or ""
    name = {Card.DEBIT: tr("Debit card"), Card.CREDIT: tr("Credit card")}.get(
        kind,  # type: ignore[call-overload]  # other kinds are no cards
        kind or method_name(tender.method, tr),
    )
    reference = tender.reference
    if tender.method is Method.CARD and reference:
        reference = f"****{reference[-CARD_DIGITS:]}"
    return f"{name} {reference}" if reference else name


def kinds(method: Method, tr: Catalog) -> tuple[Chip, ...]:
    """What a payment by that method may be besides: a card, a bank, a wallet."""
    match method:
        case Method.CARD:
            return (Chip(tr("Debit"), Card.DEBIT), Chip(tr("Credit"), Card.CREDIT))
        case Method.TRANSFER:
            return (*(Chip(bank, bank) for bank in BANKS), Chip(tr("Other"), ""))
        case Method.EWALLET:
            return (*(Chip(wallet, wallet) for wallet in WALLETS), Chip(tr("Other"), ""))
    return ()


def reference_name(method: Method, tr: Catalog) -> str:
    """What is to be typed of a payment; empty where nothing is."""
    match method:
        case Method.CARD:
            return tr("Last 4 digits (optional)")
        case Method.TRANSFER:
            return tr("Sender or reference (optional)")
        case Method.EWALLET:
            return tr("Last digits (optional)")
        case Method.VOUCHER:
            return tr("Voucher number")
    return ""


def basis_name(basis: Basis, tr: Catalog) -> str:
    """What was seen of a payment."""
    return {
        Basis.NOTIFICATION: tr("Notification in the merchant app"),
        Basis.BUYER_SCREEN: tr("The buyer's phone"),
        Basis.STATEMENT: tr("Bank statement"),
    }[basis]
