"""Payments that wait for the bank's word and rows of a statement, as tables."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from pos_app.domain.awaited import AwaitedPayment, PaymentState
from pos_app.domain.money import format_amount
from pos_app.domain.reconciliation import MatchedBy, StatementRow
from pos_app.domain.tender import Basis, Method
from pos_app.services.reconciliation import Found
from resources.translations import Catalog
from ui.models.row_table import Column, RowTable

PAYMENT_WIDTHS = {"_1": 114, "_2": 88, "_3": 98, "_4": 128, "_5": 108, "_6": 112}
"""In px at 100 %: a table of payments fits the narrowest screen."""


class _Told:
    """The language and zone in which a table tells its rows."""

    def __init__(self) -> None:
        self.tr = Catalog("en")
        self.zone = "Asia/Jakarta"

    def at(self, payment: AwaitedPayment) -> str:
        """Day and time, short: the year is the expo's."""
        return f"{payment.at.astimezone(ZoneInfo(self.zone)):%d/%m %H.%M}"

    def method(self, payment: AwaitedPayment) -> str:
        return method_words(payment.method, self.tr)

    def seen(self, payment: AwaitedPayment) -> str:
        return basis_words(payment.basis, self.tr)

    def state(self, payment: AwaitedPayment) -> str:
        if payment.voided:
            return self.tr("Sale voided")
        if payment.state is PaymentState.CONFIRMED:
            return self.tr("Still open")
        return state_words(payment.state, self.tr)


class PaymentTable(RowTable[AwaitedPayment]):
    """Number, time, method, amount, what the cashier saw, last digits, state."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._told = told = _Told()
        columns = (
            Column(_title),
            Column(told.at),
            Column(told.method),
            Column(_amount, right=True),
            Column(told.seen),
            Column(_digits),
            Column(told.state),
        )
        super().__init__(columns, parent)

    def use(self, tr: Catalog, zone: str) -> None:
        """Say it in another language and zone."""
        self._told.tr, self._told.zone = tr, zone
        self.set_headings(
            *(tr("Receipt"), tr("Time"), tr("Method"), tr("Amount")),
            *(tr("Seen on"), tr("Last digits"), tr("State")),
        )
        self.show_rows(self._rows)


class FoundTable(RowTable[Found]):
    """Payments beside the rows that show them, and why they were put together."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._told = told = _Told()
        columns = (
            Column[Found](lambda one: one.payment.title),
            Column[Found](lambda one: told.at(one.payment)),
            Column[Found](lambda one: format_amount(one.row.amount), right=True),
            Column[Found](lambda one: row_time(one.row, told.zone)),
            Column[Found](lambda one: one.row.reference),
            Column[Found](lambda one: matched_words(one.by, told.tr)),
        )
        super().__init__(columns, parent)

    def use(self, tr: Catalog, zone: str) -> None:
        """Say it in another language and zone."""
        self._told.tr, self._told.zone = tr, zone
        self.set_headings(
            *(tr("Receipt"), tr("Time"), tr("Amount")),
            *(tr("Statement"), tr("Reference"), tr("Same")),
        )
        self.show_rows(self._rows)


class StatementTable(RowTable[StatementRow]):
    """Rows of a statement as they stand there."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._told = told = _Told()
        columns = (
            Column[StatementRow](lambda row: str(row.line)),
            Column[StatementRow](lambda row: row_time(row, told.zone)),
            Column[StatementRow](lambda row: format_amount(row.amount), right=True),
            Column[StatementRow](lambda row: row.reference),
        )
        super().__init__(columns, parent)

    def use(self, tr: Catalog, zone: str) -> None:
        """Say it in another language and zone."""
        self._told.tr, self._told.zone = tr, zone
        self.set_headings(tr("Line"), tr("Statement"), tr("Amount"), tr("Reference"))
        self.show_rows(self._rows)


def row_time(row: StatementRow, zone: str) -> str:
    """When a statement says that it was: with the time, the day alone, or a dash."""
    if row.at is not None:
        return f"{row.at.astimezone(ZoneInfo(zone)):%d/%m %H.%M}"
    return f"{row.day:%d/%m}" if row.day is not None else "–"


def method_words(method: Method, tr: Catalog) -> str:
    """What a way of paying is called."""
    names = {Method.TRANSFER: tr("Transfer"), Method.EWALLET: tr("E-wallet")}
    return names.get(method, "QRIS")


def basis_words(basis: Basis | None, tr: Catalog) -> str:
    """What the cashier saw of a payment."""
    if basis is None:
        return "–"
    return {
        Basis.NOTIFICATION: tr("Notification"),
        Basis.BUYER_SCREEN: tr("Buyer's screen"),
        Basis.STATEMENT: tr("Bank statement"),
    }[basis]


def state_words(state: PaymentState, tr: Catalog) -> str:
    """How sure a payment is."""
    return {
        PaymentState.CONFIRMED: tr("Not reconciled"),
        PaymentState.RECONCILED: tr("Reconciled"),
        PaymentState.DISPUTED: tr("Disputed"),
    }[state]


def matched_words(by: MatchedBy, tr: Catalog) -> str:
    """What a payment and a row have in common besides the amount."""
    return {
        MatchedBy.REFERENCE: tr("Reference"),
        MatchedBy.TIME: tr("Time"),
        MatchedBy.DAY: tr("Day"),
        MatchedBy.AMOUNT: tr("Amount only"),
    }[by]


def _title(payment: AwaitedPayment) -> str:
    return payment.title


def _amount(payment: AwaitedPayment) -> str:
    return format_amount(payment.amount)


def _digits(payment: AwaitedPayment) -> str:
    return payment.reference or "–"
