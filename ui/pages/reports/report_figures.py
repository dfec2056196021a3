"""What a span brought, the turnover first: figures, what is still open at the bank, the hours."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.sales_report import Reach
from pos_app.services.sales_reports import Overview
from resources.translations import Catalog
from ui.pages.reports.report_words import figure_rows, hour_bars, sales_line, span_title, whole_line
from ui.theme import Look
from ui.widgets.cards import Card, scrolling, wrapped
from ui.widgets.hour_bars import HourBars
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label, repolish
from ui.widgets.sum_rows import SumRows
from ui.widgets.tone_panel import TonePanel

_TURNOVER_PX, _NARROW_TURNOVER_PX = 40, 30
_NARROW = 400


class ReportFigures(Card):
    """Scrolls where the hours need more room than there is."""

    reconcile_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__("report_figures_card")
        self._tr = Catalog("en")
        self._span = wrapped("heading", "report_span")
        self._turnover_name = label("soft", "report_turnover_name")
        self._turnover = label("total", "report_turnover")
        self._sales = wrapped("strong", "report_sales")
        self._whole = wrapped("soft", "report_whole")
        self.rows = SumRows()
        self._open = TonePanel("report_unreconciled_panel")
        self._open.set_tone("attention")
        self._open_row = QHBoxLayout(self._open)
        self._open_words = self._open.toned(wrapped("soft", "report_unreconciled"))
        self.reconcile_button = KeyButton("report_reconcile_button", icon="landmark")
        self._hours_name = label("heading", "report_hours_name")
        self.hours = HourBars("report_hours", look)
        self._lay_out()
        self.reconcile_button.clicked.connect(self.reconcile_wanted)
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set the texts that no report changes."""
        self._tr = tr
        self._turnover_name.setText(tr("Turnover"))
        self._hours_name.setText(tr("By hour"))
        self.reconcile_button.retranslate(tr("Reconcile QRIS"))

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self._share()
        self.hours.restyle(look)
        self.reconcile_button.restyle(look)

    def show_overview(self, overview: Overview) -> None:
        """Show a report."""
        tr, report = self._tr, overview.report
        self._span.setText(span_title(overview, tr))
        self._turnover.setText(format_rupiah(report.turnover))
        self._sales.setText(sales_line(report, tr))
        self._whole.setText(whole_line(overview, tr))
        self._whole.setVisible(report.asked.reach is not Reach.WHOLE)
        self.rows.show_rows(figure_rows(report, tr))
        bars = hour_bars(report)
        self.hours.show_bars(bars, tr("By hour"))
        for part in (self._hours_name, self.hours):
            part.setVisible(bool(bars))
        self._show_open(overview)

    def turn(self, *, down: bool) -> None:
        """Half a page on or back, by keys."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + (1 if down else -1) * bar.pageStep() // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Where there is little room the turnover is smaller, and the button below its words."""
        narrow = self.width() < self._look.px(_NARROW)
        px = _NARROW_TURNOVER_PX if narrow else _TURNOVER_PX
        if self._turnover.property("px") != px:
            self._turnover.setProperty("px", px)
            repolish(self._turnover)
        ways = QBoxLayout.Direction
        self._open_row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def _show_open(self, overview: Overview) -> None:
        tr, found = self._tr, overview.report.unreconciled
        words = tr.plural(
            "{n} QRIS payment of {amount} is not reconciled yet.",
            "{n} QRIS payments of {amount} are not reconciled yet.",
            found.count,
        )
        amount = format_rupiah(found.amount)
        self._open_words.setText(words.format(n=format_amount(found.count), amount=amount))
        self._open.setVisible(bool(found.count))

    def _lay_out(self) -> None:
        self.column.setContentsMargins(0, 8, 0, 8)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 8, 20, 8)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setSpacing(2)
        for part in (self._span, self._turnover_name, self._turnover, self._sales, self._whole):
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(self.rows)
        column.addWidget(self._open)
        column.addSpacing(8)
        column.addWidget(self._hours_name)
        column.addWidget(self.hours)
        column.addStretch(1)
        self._open_row.setContentsMargins(12, 6, 6, 6)
        self._open_row.addWidget(self._open_words, 1)
        self._open_row.addWidget(self.reconcile_button)
        self._area = scrolling(content)
        self.column.addWidget(self._area)
