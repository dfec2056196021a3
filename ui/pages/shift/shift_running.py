"""The shift that is running: who, since when, what was sold, and what can be done meanwhile."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.business_day import format_clock, format_moment
from pos_app.domain.cash import CashWay
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.shift_totals import ShiftReport, ShiftTotals
from pos_app.domain.tender import Method
from resources.translations import Catalog
from ui.models.method_words import method_name
from ui.pages.shift.count_card import squeezable
from ui.pages.told import told
from ui.presenters.shift import ShiftView
from ui.theme import Look
from ui.widgets.cards import GAP, Card, ValueRow, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.pair_list import Pair, PairList
from ui.widgets.restyle import label, line


class ShiftRunningView(QWidget):
    """Figures at the left, actions at the right; where cash is not to be seen, none is told."""

    close_wanted = Signal()
    move_wanted = Signal(object)  # CashWay
    x_wanted = Signal()
    hand_over_wanted = Signal()
    past_wanted = Signal()
    reconcile_wanted = Signal()
    slip_wanted = Signal(str)  # the id of the cash that was moved

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("shift_running_view")
        self._tr = Catalog("en")
        self._view: ShiftView | None = None
        self.notice = NoticePanel("running_notice", look)
        self._cashier = label("title", "shift_cashier")
        self._since = label("soft", "shift_since")
        self._figures = {
            name: (label("soft", f"shift_{name}_name"), label("total", f"shift_{name}"))
            for name in ("turnover", "sales", "average")
        }
        self._float = ValueRow("shift_float")
        self._expected = ValueRow("shift_expected", name_role="strong")
        self._hidden = wrapped("soft", "shift_hidden")
        self._methods_name = label("heading", "shift_methods_name")
        self.methods = PairList("shift_methods", look)
        self._moves_name = label("heading", "shift_moves_name")
        self.moves = PairList("shift_moves", look, choosable=True)
        self._make_buttons()
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
        self.moves.setAccessibleName(tr("Cash in and out"))
        self._moves_name.setText(tr("Cash in and out"))
        self._hidden.setText(tr("Cash sums are shown after the drawer was counted."))
        self.notice.retranslate(tr)
        for button, words in (
            (self.in_button, tr("Cash in")),
            (self.out_button, tr("Cash out")),
            (self.x_button, tr("X report")),
            (self.hand_over_button, tr("Hand over")),
            (self.past_button, tr("Earlier shifts")),
            (self.reconcile_button, tr("Reconcile QRIS")),
            (self.slip_button, tr("Print the slip again")),
            (self.close_button, tr("COUNT AND CLOSE")),
        ):
            button.retranslate(words)
        if self._view is not None:
            self.show_shift(self._view)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for button in (*self._actions, self.slip_button, self.close_button):
            button.restyle(look)
        self.notice.restyle(look)
        self.methods.restyle(look)
        self.moves.restyle(look)

    def enter(self) -> None:
        """Enter and space close the shift."""
        self.close_button.setFocus()

    def tell(self, sentence: str) -> None:
        """Say what just happened."""
        self.notice.tell(sentence, "good")

    def show_error(self, error: Exception) -> None:
        """Say what went wrong."""
        self.notice.tell(told(error, self._tr), "error")

    def set_busy(self, *, busy: bool) -> None:
        """While something is being stored nothing else is begun."""
        for button in (*self._actions, self.slip_button, self.close_button):
            button.setEnabled(not busy)

    def show_shift(self, view: ShiftView) -> None:
        """Show a shift and its totals."""
        self._view = view
        if view.summary is None:
            return
        tr, shift, report = self._tr, view.summary.shift, view.summary.report
        since = format_moment(shift.opened_at, view.zone, tr.language)
        self._cashier.setText(tr("Cashier {name}").format(name=shift.cashier))
        self._since.setText(tr("Open since {time}").format(time=since))
        self._show_figures(report.totals)
        self._float.tell(tr("Starting cash"), format_rupiah(shift.float_amount))
        self._expected.tell(tr("Expected cash"), format_rupiah(report.expected))
        for column, (name, parts) in enumerate(self._figures.items()):
            seen = view.sees_expected or name == "sales"
            self._grid.setColumnStretch(column, int(seen))
            for part in parts:
                part.setVisible(seen)
        self._expected.setVisible(view.sees_expected)
        self._hidden.setVisible(not view.sees_expected)
        methods = _by_method(report.totals, tr, cash=view.sees_expected)
        _show(self.methods, self._methods_name, methods)
        _show(self.moves, self._moves_name, _moves(report, view.zone))
        self.slip_button.setVisible(bool(view.summary.moves) and view.prints)
        self.reconcile_button.setVisible(bool(report.totals.unreconciled))

    def _show_figures(self, totals: ShiftTotals) -> None:
        average = totals.turnover // totals.sales if totals.sales else 0
        for name, value in (
            ("turnover", format_rupiah(totals.turnover)),
            ("sales", format_amount(totals.sales)),
            ("average", format_rupiah(average)),
        ):
            self._figures[name][1].setText(value)

    def _make_buttons(self) -> None:
        self.in_button = KeyButton("cash_in_button", icon="plus")
        self.out_button = KeyButton("cash_out_button", icon="minus")
        self.x_button = KeyButton("x_report_button", icon="receipt")
        self.hand_over_button = KeyButton("go_hand_over_button", icon="user")
        self.past_button = KeyButton("past_shifts_button", icon="history")
        self.reconcile_button = KeyButton("shift_reconcile_button", icon="landmark")
        self.close_button = KeyButton(
            "count_cash_button", role="primary", icon="calculator", tall=True
        )
        self._actions = (
            self.in_button,
            self.out_button,
            self.x_button,
            self.hand_over_button,
            self.past_button,
            self.reconcile_button,
        )
        self.slip_button = KeyButton("reprint_cash_slip_button", icon="printer")
        self.slip_button.hide()
        self.slip_button.clicked.connect(self._on_slip)
        self.in_button.clicked.connect(self._on_in)
        self.out_button.clicked.connect(self._on_out)
        self.x_button.clicked.connect(self.x_wanted)
        self.hand_over_button.clicked.connect(self.hand_over_wanted)
        self.past_button.clicked.connect(self.past_wanted)
        self.reconcile_button.clicked.connect(self.reconcile_wanted)
        self.close_button.clicked.connect(self.close_wanted)

    @Slot()
    def _on_slip(self) -> None:
        summary = self._view.summary if self._view is not None else None
        if summary is not None and 0 <= self.moves.chosen < len(summary.moves):
            self.slip_wanted.emit(summary.moves[self.moves.chosen])

    @Slot()
    def _on_in(self) -> None:
        self.move_wanted.emit(CashWay.IN)

    @Slot()
    def _on_out(self) -> None:
        self.move_wanted.emit(CashWay.OUT)

    def _lay_out(self) -> None:
        card = Card("shift_running_card", 16)
        card.column.setContentsMargins(28, 24, 28, 28)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._cashier)
        names.addWidget(self._since)
        card.column.addLayout(names)
        parts = QWidget()
        column = QVBoxLayout(parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        for place, (name, value) in enumerate(self._figures.values()):
            self._grid.addWidget(name, 0, place)
            self._grid.addWidget(value, 1, place)
        column.addLayout(self._grid)
        lists = (self._methods_name, self.methods, self._moves_name, self.moves, self.slip_button)
        for part in lists:
            column.addWidget(part)
        column.addStretch(1)
        card.column.addWidget(squeezable(parts), 1)
        card.column.setSpacing(10)
        for below in (line(), self._float, self._expected, self._hidden):
            card.column.addWidget(below)
        middle = QHBoxLayout()
        middle.setSpacing(GAP)
        middle.addWidget(card, 5)
        middle.addWidget(self._action_card(), 2)
        page = QVBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.setSpacing(GAP)
        page.addWidget(self.notice)
        page.addLayout(middle, 1)

    def _action_card(self) -> QWidget:
        card = Card("shift_action_card", 10)
        for button in self._actions:
            card.column.addWidget(button)
        card.column.addStretch(1)
        card.column.addWidget(self.close_button)
        return card


def _show(pairs: PairList, name: QWidget, rows: tuple[Pair, ...]) -> None:
    pairs.show_pairs(rows)
    pairs.fit()
    for part in (pairs, name):
        part.setVisible(bool(rows))


def _by_method(totals: ShiftTotals, tr: Catalog, *, cash: bool) -> tuple[Pair, ...]:
    """What stayed by method; change came out of the cash. QRIS that nobody found stands apart."""
    rows = [
        (method_name(one.method, tr), format_rupiah(one.net))
        for one in totals.taken
        if cash or one.method is not Method.CASH
    ]
    if totals.unreconciled:
        words = tr("of which not reconciled")
        rows.append((f"    {words}", format_rupiah(totals.unreconciled)))
    return tuple(rows)


def _moves(report: ShiftReport, zone: str) -> tuple[Pair, ...]:
    return tuple(
        (f"{format_clock(move.at, zone)} {move.reason}", format_rupiah(move.amount))
        for move in report.moves
    )
