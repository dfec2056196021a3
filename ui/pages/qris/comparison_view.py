"""A statement held against the payments: found, missing, surplus, and what could not be read."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.money import format_amount, format_rupiah
from pos_app.services.reconciliation import Comparison
from resources.translations import Catalog
from ui.models.import_rows import ProblemTable
from ui.models.payment_tables import PAYMENT_WIDTHS, FoundTable, PaymentTable, StatementTable
from ui.theme import Look
from ui.widgets.cards import Card, wrapped
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.key_button import KeyButton
from ui.widgets.plain_table import PlainTable
from ui.widgets.settling import Settling

_LISTS = ("found", "missing", "surplus", "problems")


class ComparisonView(QWidget):
    """Four lists behind chips with their counts; nothing is recorded before `accepted`."""

    accepted = Signal()
    refused = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("comparison_view")
        self._tr = Catalog("en")
        self._comparison: Comparison | None = None
        self._settling = Settling()
        self._title = wrapped("title", "comparison_title")
        self._summary = wrapped("soft", "comparison_summary")
        self.lists = ChoiceChips("comparison", _LISTS)
        self._meaning = wrapped("strong", "comparison_meaning")
        self.found = FoundTable(self)
        self.missing = PaymentTable(self)
        self.surplus = StatementTable(self)
        self.problems = ProblemTable(self)
        self._tables = self._make_tables()
        self.back_button = KeyButton("comparison_back_button", "Esc")
        self.other_button = KeyButton("other_statement_button", icon="file-up")
        self.accept_button = KeyButton("settle_all_button", role="primary", icon="check", tall=True)
        self._lay_out()
        self.lists.chosen.connect(self._show_list)
        self.back_button.clicked.connect(self.left)
        self.other_button.clicked.connect(self.refused)
        self.accept_button.clicked.connect(self._accept)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.back_button.retranslate(tr("Back"))
        self.other_button.retranslate(tr("Choose another file"))
        self.problems.use_language(tr)
        for table in self._tables.values():
            table.setAccessibleName(tr("What the statement shows"))
        self._say()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for table in self._tables.values():
            table.restyle(look)
        for button in (self.back_button, self.other_button, self.accept_button):
            button.restyle(look)

    def enter(self) -> None:
        """The first list that has something in it is shown."""
        self._settling.begin()
        chip = self.lists.chips[self.lists.value()]
        (self.accept_button if self.accept_button.isEnabled() else chip).setFocus()

    def show_comparison(self, comparison: Comparison) -> None:
        """Show a statement."""
        self._comparison = comparison
        self.found.show_rows(comparison.found)
        self.missing.show_rows(comparison.missing)
        self.surplus.show_rows(comparison.surplus)
        self.problems.show_rows(comparison.statement.problems)
        counts = self._counts()
        self.lists.choose(next((name for name in _LISTS if counts[name]), "found"))
        self._say()
        self._show_list()

    def set_busy(self, *, busy: bool) -> None:
        """Nothing can be pressed while something is recorded."""
        found = self._comparison is not None and bool(self._comparison.found)
        self.accept_button.setEnabled(not busy and found)
        self.other_button.setEnabled(not busy)

    def _make_tables(self) -> dict[str, PlainTable]:
        found = PlainTable("found_table", self.found)
        found.set_widths(4, _0=140, _1=114, _2=100, _3=114, _5=110)
        missing = PlainTable("missing_table", self.missing)
        missing.set_widths(0, **PAYMENT_WIDTHS)
        surplus = PlainTable("surplus_table", self.surplus)
        surplus.set_widths(3, _0=72, _1=140, _2=120)
        problems = PlainTable("statement_problems_table", self.problems)
        problems.set_widths(1, _0=72)
        return dict(zip(_LISTS, (found, missing, surplus, problems), strict=True))

    def _lay_out(self) -> None:
        card = Card("comparison_card")
        self._stack = QStackedWidget()
        for table in self._tables.values():
            self._stack.addWidget(table)
        for part in (self._title, self._summary, self.lists, self._meaning):
            card.column.addWidget(part)
        card.column.addWidget(self._stack, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.other_button)
        buttons.addWidget(self.accept_button, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(12)
        page.addWidget(card, 1)
        page.addLayout(buttons)

    @Slot()
    def _accept(self) -> None:
        if self._settling.is_over:
            self.accepted.emit()

    @Slot()
    def _show_list(self) -> None:
        name = self.lists.value()
        self._stack.setCurrentWidget(self._tables[name])
        self._meaning.setText(_meaning(name, self._tr))

    def _counts(self) -> dict[str, int]:
        told = self._comparison
        lists = (told.found, told.missing, told.surplus, told.statement.problems) if told else ()
        return dict(zip(_LISTS, (len(one) for one in lists), strict=False)) or dict.fromkeys(
            _LISTS, 0
        )

    def _say(self) -> None:
        told, tr, counts = self._comparison, self._tr, self._counts()
        names = {
            "found": tr("Matched"),
            "missing": tr("Missing"),
            "surplus": tr("Surplus"),
            "problems": tr("Not read"),
        }
        self.lists.retranslate(
            {name: f"{words} ({format_amount(counts[name])})" for name, words in names.items()}
        )
        self.lists.chips["problems"].setVisible(counts["problems"] > 0)
        self._meaning.setText(_meaning(self.lists.value(), tr))
        if told is None:
            return
        for table in (self.found, self.missing, self.surplus):
            table.use(tr, told.zone)
        self._title.setText(told.statement.name)
        self._summary.setText(_summary(told, tr))
        words = tr.plural(
            "RECONCILE {n} PAYMENT, {amount}", "RECONCILE {n} PAYMENTS, {amount}", counts["found"]
        )
        amount = format_rupiah(sum(one.payment.amount for one in told.found))
        self.accept_button.retranslate(
            words.format(n=format_amount(counts["found"]), amount=amount)
        )
        self.set_busy(busy=False)


def _meaning(name: str, tr: Catalog) -> str:
    return {
        "found": tr("These payments are on the statement. One press reconciles them all."),
        "missing": tr(
            "The cashier confirmed these, the statement does not show them. They stay open: look "
            "again later, or record them as not received."
        ),
        "surplus": tr(
            "The statement shows this money, no sale here does. Somebody may have paid without a "
            "sale being rung up."
        ),
        "problems": tr("These lines of the statement could not be read."),
    }[name]


def _summary(told: Comparison, tr: Catalog) -> str:
    parts = []
    if told.known:
        words = tr.plural("{n} was reconciled before.", "{n} were reconciled before.", told.known)
        parts.append(words.format(n=format_amount(told.known)))
    if told.statement.left_out:
        words = tr.plural(
            "{n} line shows no money that came in.",
            "{n} lines show no money that came in.",
            told.statement.left_out,
        )
        parts.append(words.format(n=format_amount(told.statement.left_out)))
    return " ".join(parts) or tr("Nothing was recorded yet.")
