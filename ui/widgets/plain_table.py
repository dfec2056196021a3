"""A table to read: calm rows, one of which is current."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.theme import Look
from ui.widgets.touch_scroll import TouchScroll


class PlainTable(QTableView):
    """Rows without a grid; one column takes the room that the others leave."""

    def __init__(self, name: str, model: QAbstractItemModel, row_height: int = 44) -> None:
        super().__init__()
        self.setObjectName(name)
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
        """Figures of equal width, every other row on a darker ground."""
        self.setFont(look.font("body"))
        self.setStyleSheet("PlainTable::item { padding: 0 10px; border: 0; }")

    def set_widths(self, stretched: int, **widths: int) -> None:
        """Column widths in px by place, as `_1=120`; the stretched one takes the rest."""
        header = self.horizontalHeader()
        for name, width in widths.items():
            place = int(name.removeprefix("_"))
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(place, width)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
