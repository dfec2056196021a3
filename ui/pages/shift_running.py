"""The shift that is running: who, since when, and what was sold."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.business_day import format_moment
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.shift_totals import ShiftTotals
from pos_app.domain.tender import Method
from resources.translations import Catalog
from ui.presenters.shift import ShiftView
from ui.theme import Look
from ui.widgets.cards import GAP, Card, ValueRow
from ui.widgets.key_button import KeyButton
from ui.widgets.pair_list import PairList
from ui.widgets.restyle import label, line


class ShiftRunningView(QWidget):
    """Sales, turnover, average, and the turnover by method of paying."""

    close_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("shift_running_view")
        self._tr = Catalog("en")
        self._view: ShiftView | None = None
        self._cashier = label("title", "shift_cashier")
        self._since = label("soft", "shift_since")
        self._figures = {
            name: (label("soft", f"shift_{name}_name"), label("total", f"shift_{name}"))
            for name in ("turnover", "sales", "average")
        }
        self._float = ValueRow("shift_float")
        self._methods_name = label("heading", "shift_methods_name")
        self.methods = PairList("shift_methods", look)
        self.close_button = KeyButton(
            "count_cash_button", role="primary", icon="calculator", tall=True
        )
        self.close_button.clicked.connect(self.close_wanted)
        self._lay_out()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        for name, words in (
            ("turnover", tr("Turnover")),
            ("sales", tr("Sales")),
            ("average", tr("Average per sale")),
        ):
            self._figures[name][0].setText(words)
        self._methods_name.setText(tr("By payment method"))
        self.methods.setAccessibleName(tr("By payment method"))
        self.close_button.retranslate(tr("COUNT AND CLOSE"))
        if self._view is not None:
            self.show_shift(self._view)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.close_button.restyle(look)
        self.methods.restyle(look)

    def enter(self) -> None:
        """Enter and space close the shift."""
        self.close_button.setFocus()

    def show_shift(self, view: ShiftView) -> None:
        """Show a shift and its totals."""
        self._view = view
        if view.summary is None:
            return
        tr, shift, totals = self._tr, view.summary.shift, view.summary.totals
        since = format_moment(shift.opened_at, view.zone, tr.language)
        self._cashier.setText(tr("Cashier {name}").format(name=shift.cashier))
        self._since.setText(tr("Open since {time}").format(time=since))
        average = totals.turnover // totals.sales if totals.sales else 0
        for name, value in (
            ("turnover", format_rupiah(totals.turnover)),
            ("sales", format_amount(totals.sales)),
            ("average", format_rupiah(average)),
        ):
            self._figures[name][1].setText(value)
        self._float.tell(tr("Starting cash"), format_rupiah(shift.float_amount))
        methods = _by_method(totals, tr)
        self.methods.show_pairs(methods)
        self.methods.fit()
        self._methods_name.setVisible(bool(methods))

    def _lay_out(self) -> None:
        card = Card("shift_running_card", 16)
        card.column.setContentsMargins(28, 24, 28, 28)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._cashier)
        names.addWidget(self._since)
        card.column.addLayout(names)
        figures = QGridLayout()
        figures.setHorizontalSpacing(GAP)
        for column, (name, value) in enumerate(self._figures.values()):
            figures.addWidget(name, 0, column)
            figures.addWidget(value, 1, column)
            figures.setColumnStretch(column, 1)
        card.column.addLayout(figures)
        card.column.addWidget(self._methods_name)
        card.column.addWidget(self.methods)
        card.column.addWidget(line())
        card.column.addWidget(self._float)
        card.column.addSpacing(8)
        card.column.addWidget(self.close_button)
        card.setMaximumWidth(860)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 100)
        middle.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.addLayout(middle)
        page.addStretch(1)


def method_name(method: Method, tr: Catalog) -> str:
    """What a way of paying is called."""
    return {
        Method.CASH: tr("Cash"),
        Method.QRIS: tr("QRIS"),
        Method.CARD: tr("Card"),
        Method.TRANSFER: tr("Transfer"),
        Method.EWALLET: tr("E-wallet"),
        Method.VOUCHER: tr("Voucher"),
        Method.EXCHANGE: tr("Exchange"),
    }[method]


def _by_method(totals: ShiftTotals, tr: Catalog) -> tuple[tuple[str, str], ...]:
    """What stayed by method; change came out of the cash."""
    return tuple((method_name(one.method, tr), format_rupiah(one.net)) for one in totals.taken)
