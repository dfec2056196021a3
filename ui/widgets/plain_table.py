"""A table to read: calm rows, one of which is current."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.theme import Look
from ui.widgets.touch_scroll import TouchScroll

_TEXT_ROW = 30
"""What a row of text needs in px at 100 %."""
_LEAST_STRETCHED = 200


class PlainTable(QTableView):
    """Rows without a grid; one column takes the room that the others leave, `least` px or more."""

    def __init__(
        self,
        name: str,
        model: QAbstractItemModel,
        row_height: int = 44,
        least: int = _LEAST_STRETCHED,
    ) -> None:
        super().__init__()
        self._least = least
        self.setObjectName(name)
        self._row_height = row_height
        self._look: Look | None = None
        self._stretched = 0
        self._widths: dict[int, int] = {}
        self._lesser = -1
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(48)
        TouchScroll(self)

    def restyle(self, look: Look) -> None:
        """Figures of equal width, every other row on a darker ground, room for larger text."""
        self.setFont(look.font("body"))
        self.verticalHeader().setDefaultSectionSize(max(self._row_height, look.px(_TEXT_ROW)))
        self._look = look
        self._fit_columns()
        below = f"{look.line_width}px solid {look.color('line').name()}"
        line = below if look.theme == "contrast" else "0"  # elsewhere every other row is darker
        self.setStyleSheet(
            f"PlainTable::item {{ padding: 0 10px; border: 0; border-bottom: {line}; }}"
        )

    def set_widths(self, stretched: int, *, lesser: int = -1, **widths: int) -> None:
        """Column widths in px at 100 % by place, as `_1=120`; the stretched one takes the rest.

        Where little is left for it the `lesser` column makes room; then the table scrolls sideways.
        """
        header = self.horizontalHeader()
        self._lesser = lesser
        self._stretched = stretched
        self._widths = {int(name.removeprefix("_")): width for name, width in widths.items()}
        for place in self._widths:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        header, scaled = self.horizontalHeader(), self._px
        for place, width in self._widths.items():
            header.resizeSection(place, scaled(width))
        left = self.viewport().width() - sum(map(scaled, self._widths.values()))
        if self._lesser in self._widths:
            spared = left < scaled(self._least)
            self.setColumnHidden(self._lesser, spared)
            left += scaled(self._widths[self._lesser]) if spared else 0
        modes = QHeaderView.ResizeMode
        fits = left >= scaled(self._least)
        header.setSectionResizeMode(self._stretched, modes.Stretch if fits else modes.Fixed)
        if not fits:
            header.resizeSection(self._stretched, scaled(self._least))

    def _px(self, width: int) -> int:
        return width if self._look is None else self._look.px(width)
