"""A report parted by product, method, brand, …: chips that choose, and the table."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from pos_app.domain.sales_report import SalesReport
from resources.translations import Catalog
from ui.models.report_rows import Parted, ReportRows, parted_name, rows_of
from ui.theme import Look
from ui.widgets.cards import Card
from ui.widgets.chip_row import Chip, ChipRow
from ui.widgets.plain_table import PlainTable

_NAME, _REFUNDED = 0, 2
_SIDE = 12
_NUMBER_PX, _REFUNDED_PX, _NET_PX = 76, 100, 114
_LEAST_NAME, _ROOMY_NAME = 100, 230


class ReportParts(Card):
    """One table at a time; refunds have a column where there are any and there is room for it."""

    def __init__(self, look: Look) -> None:
        super().__init__("report_parts_card", 8)
        self._tr = Catalog("en")
        self._look = look
        self._parted = Parted.PRODUCT
        self._report: SalesReport | None = None
        self.chips = ChipRow("report_parted")
        self.model = ReportRows(self)
        self.table = PlainTable("report_table", self.model, least=_LEAST_NAME)
        self.column.setContentsMargins(_SIDE, 8, _SIDE, 12)
        parts: tuple[QWidget, ...] = (self.chips, self.table)
        for part in parts:
            self.column.addWidget(part)
        self.chips.chosen.connect(self._on_chosen)
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts, those of the report too."""
        self._tr = tr
        if self._report is not None:
            self.show_report(self._report)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self.table.restyle(look)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._share()

    def show_report(self, report: SalesReport) -> None:
        """Show the chosen part of another report; a part that it has none of is not offered."""
        self._report = report
        offered = [parted for parted in Parted if _has(report, parted)]
        if self._parted not in offered:
            self._parted = Parted.PRODUCT
        chips = [Chip(parted_name(parted, self._tr), parted.value) for parted in offered]
        self.chips.show_chips(chips, self._parted.value)
        self._render(report)

    @Slot(object)
    def _on_chosen(self, value: str) -> None:
        self._parted = Parted(value)
        if self._report is not None:
            self._render(self._report)

    def _render(self, report: SalesReport) -> None:
        name = parted_name(self._parted, self._tr)
        self.table.setAccessibleName(name)
        self.model.retranslate(self._parted, self._tr)
        self.model.show_rows(rows_of(report, self._parted, self._tr))
        self._share()

    def _share(self) -> None:
        """Names come before refunds, which the net turnover tells too."""
        report = self._report
        told = report is not None and report.refunds and self._parted is not Parted.ORDER
        needed = self._look.px(_ROOMY_NAME + _NUMBER_PX + _REFUNDED_PX + _NET_PX)
        refunds = bool(told) and self.width() - 2 * _SIDE >= needed
        self.table.setColumnHidden(_REFUNDED, not refunds)
        self.table.set_widths(_NAME, _1=_NUMBER_PX, _2=_REFUNDED_PX if refunds else 0, _3=_NET_PX)


def _has(report: SalesReport, parted: Parted) -> bool:
    """Whether a part tells something: brands and categories only where anything has one."""
    match parted:
        case Parted.BRAND:
            return any(part.key for part in report.brands)
        case Parted.CATEGORY:
            return any(part.key for part in report.categories)
        case Parted.ORDER:
            ordered = report.ordered
            return bool(ordered.count or ordered.cancelled or ordered.received)
    return True
