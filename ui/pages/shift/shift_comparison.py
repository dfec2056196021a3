"""What was counted beside what must be there, why they differ, and what becomes of open carts."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.shift_totals import ShiftReport
from pos_app.domain.tender import Method
from pos_app.domain.words import MAX_REASON
from pos_app.services.shifts import OpenCarts, ShiftSummary
from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import ValueRow, wrapped
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.reason_chips import ReasonField
from ui.widgets.restyle import label
from ui.widgets.tone_panel import TonePanel

_ROWS = ("float", "cash_sales", "deposits", "moved_in", "moved_out", "refunds")


class ShiftComparison(QWidget):
    """Float, sales, moves, and the difference; a reason is required where there is one."""

    changed = Signal()
    reason_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tr = Catalog("en")
        self._summary: ShiftSummary | None = None
        self._counted = 0
        self._rows = {name: ValueRow(f"close_{name}") for name in _ROWS}
        self._expected = ValueRow("close_expected", name_role="strong")
        self._panel = TonePanel("difference_panel")
        self._panel_name = self._panel.toned(label("soft", "difference_name"))
        self._panel_amount = self._panel.toned(label("soft", "difference_amount"))
        for part in (self._panel_name, self._panel_amount):
            part.setProperty("px", 18)
        self.reason = ReasonField("difference_reason", 3, MAX_REASON)
        self._unbooked = wrapped("strong", "close_unbooked")
        self._carts_name = wrapped("strong", "open_carts_name")
        self.carts = ChoiceChips("open_carts", tuple(OpenCarts))
        self._lay_out()
        self.reason.edited.connect(self.changed)
        self.reason.chosen.connect(self.reason_chosen)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.reason.retranslate(
            tr("Reason for the difference (required)"),
            (tr("Wrong change given"), tr("Forgot to ring up"), tr("Not known")),
        )
        self.carts.retranslate(
            {OpenCarts.CARRY_OVER: tr("Carry over"), OpenCarts.THROW_AWAY: tr("Throw away")}
        )
        self._render()

    def restyle(self, look: Look) -> None:
        """Nothing here is tinted but by the style sheet."""

    def begin(self) -> None:
        """Forget what was said of another shift."""
        self._summary = None
        self.reason.clear()
        self.carts.choose(OpenCarts.CARRY_OVER)

    def show_summary(self, summary: ShiftSummary, counted: int) -> None:
        """Compare a count with what must be there."""
        self._summary, self._counted = summary, counted
        self._render()

    @property
    def difference(self) -> int:
        """Above zero is too much cash."""
        return self._counted - self._summary.expected if self._summary else 0

    @property
    def is_explained(self) -> bool:
        """Whether there is nothing more to say."""
        return self.difference == 0 or bool(self.reason.text())

    def open_carts(self) -> OpenCarts:
        """What becomes of carts that are not paid."""
        return OpenCarts(self.carts.value())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for row in (*self._rows.values(), self._expected):
            column.addWidget(row)
        panel = QHBoxLayout(self._panel)
        panel.setContentsMargins(16, 12, 16, 12)
        panel.addWidget(self._panel_name)
        panel.addStretch(1)
        panel.addWidget(self._panel_amount)
        column.addWidget(self._panel)
        column.addWidget(self._unbooked)
        column.addWidget(self.reason)
        column.addWidget(self._carts_name)
        column.addWidget(self.carts)

    @Slot()
    def _render(self) -> None:
        summary = self._summary
        if summary is None:
            return
        tr, difference = self._tr, self.difference
        for name, (words, amount) in _amounts(summary.report, tr).items():
            self._rows[name].tell(words, format_rupiah(amount))
            self._rows[name].setVisible(amount != 0 or name in ("float", "cash_sales"))
        self._expected.tell(tr("Expected cash"), format_rupiah(summary.expected))
        self._panel.set_tone("good" if difference == 0 else "attention")
        self._panel_name.setText(difference_name(difference, tr))
        self._panel_amount.setText(format_rupiah(abs(difference)))
        self.reason.setVisible(difference != 0)
        self._unbooked.setText(
            tr(
                "{amount} in cash was taken for what is not paid yet. It lies in the drawer and is "
                "not expected there."
            ).format(amount=format_rupiah(summary.unbooked))
        )
        self._unbooked.setVisible(summary.unbooked != 0)
        self._show_carts(summary.open_carts)

    def _show_carts(self, names: tuple[str, ...]) -> None:
        tr = self._tr
        count = len(names)
        words = tr.plural("{n} cart is not paid: {names}", "{n} carts are not paid: {names}", count)
        self._carts_name.setText(words.format(n=count, names=", ".join(names)))
        for part in (self._carts_name, self.carts):
            part.setVisible(bool(names))


def _amounts(report: ShiftReport, tr: Catalog) -> dict[str, tuple[str, int]]:
    cash = [one for one in report.totals.taken if one.method is Method.CASH]
    return {
        "float": (tr("Starting cash"), report.float_amount),
        "cash_sales": (tr("Cash sales"), sum(one.tendered - one.change for one in cash)),
        "deposits": (tr("Deposits received"), sum(one.received for one in cash)),
        "moved_in": (tr("Cash in"), report.moved_in),
        "moved_out": (tr("Cash out"), -report.moved_out),
        "refunds": (tr("Cash handed back"), -sum(one.refunded for one in cash)),
    }


def difference_name(difference: int, tr: Catalog) -> str:
    """What a difference of counted and expected cash is called."""
    if difference == 0:
        return tr("No difference")
    return tr("Cash over") if difference > 0 else tr("Cash short")


def sold(report: ShiftReport, tr: Catalog) -> str:
    """How much was sold, in one line."""
    totals = report.totals
    said = tr.plural("{n} sale · turnover {sum}", "{n} sales · turnover {sum}", totals.sales)
    words = said.format(n=format_amount(totals.sales), sum=format_rupiah(totals.turnover))
    if totals.unreconciled:
        qris = tr("QRIS not reconciled {sum}").format(sum=format_rupiah(totals.unreconciled))
        return f"{words} · {qris}"
    return words
