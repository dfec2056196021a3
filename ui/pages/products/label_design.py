"""How price tags look: what stands on them, the sheets they are cut from, and the first sheet."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from pos_app.domain.label import GRIDS, OWN_GRID, LabelGrid, format_mm
from pos_app.services.papers.labels import SheetPreview
from resources.translations import Catalog
from ui.presenters.labels import LabelsPresenter
from ui.theme import Look
from ui.widgets.cards import TOUCHABLE, Card, wrapped
from ui.widgets.chip_row import Chip, ChipRow
from ui.widgets.count_stepper import CountStepper
from ui.widgets.key_button import KeyButton
from ui.widgets.label_sheet_view import LabelSheetView
from ui.widgets.restyle import plain

_PARTS = ("price", "barcode", "booth")


class LabelDesignCard(Card):
    """`own_wanted` asks for a sheet of one's own; everything else goes to the presenter."""

    own_wanted = Signal()

    def __init__(self, presenter: LabelsPresenter, look: Look) -> None:
        super().__init__("label_design_card", 8)
        self._presenter = presenter
        self._tr = Catalog("en")
        self.boxes = {name: _box(f"tag_{name}_box") for name in _PARTS}
        self.grids = ChipRow("label_grid")
        self._size = wrapped("soft", "label_size")
        self._first_name = plain()
        self.first = CountStepper("first_label_field", look)
        self.sheet = LabelSheetView("label_sheet", look)
        self._warning = wrapped("attention", "label_warning")
        self._warning.hide()
        self.print_button = KeyButton("print_labels_button", icon="printer")
        self.save_button = KeyButton("save_labels_button", "F12", role="primary", icon="download")
        self._lay_out()
        self._connect()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        names = {"price": tr("Price"), "barcode": tr("Barcode"), "booth": tr("Booth's name")}
        for name, box in self.boxes.items():
            box.setText(names[name])
            box.setAccessibleName(names[name])
        self._first_name.setText(tr("Begin at label"))
        self.first.name_it(tr("First free label"), tr("one less"), tr("one more"))
        self.sheet.setAccessibleName(tr("The first sheet"))
        self.print_button.retranslate(tr("Print on the label printer"))
        self.save_button.retranslate(tr("Save PDF"))
        self._show_design()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.first, self.sheet, self.print_button, self.save_button):
            part.restyle(look)
        self.setFixedWidth(look.px(345))

    def _lay_out(self) -> None:
        boxes, first = QHBoxLayout(), QHBoxLayout()
        for box in self.boxes.values():
            boxes.addWidget(box)
        boxes.addStretch(1)
        first.addWidget(self._first_name)
        first.addStretch(1)
        first.addWidget(self.first)
        self.column.addLayout(boxes)
        self.column.addWidget(self.grids)
        self.column.addWidget(self._size)
        self.column.addLayout(first)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self._warning)
        self.column.addWidget(self.print_button)
        self.column.addWidget(self.save_button)

    def _connect(self) -> None:
        presenter = self._presenter
        for box in self.boxes.values():
            box.clicked.connect(self._on_box)
        self.grids.chosen.connect(self._on_grid)
        self.first.changed.connect(self._on_first)
        self.sheet.pressed.connect(self._on_pressed)
        presenter.previewed.connect(self._on_previewed)
        presenter.without_room.connect(self._on_without_room)

    def _show_design(self) -> None:
        design, tr = self._presenter.design, self._tr
        for name, box in self.boxes.items():
            box.setChecked(getattr(design, name))
        chips = [Chip(f"{one.columns} × {one.rows}", name) for name, one in GRIDS.items()]
        chosen = design.grid if design.grid in GRIDS else OWN_GRID
        self.grids.show_chips([*chips, Chip(tr("Own …"), OWN_GRID)], chosen)
        for button in self.grids.buttons():
            if button.isChecked():
                self.grids.ensureWidgetVisible(button, 24, 0)
        grid = design.sheet
        words = tr("{number} labels of {width} × {height} mm; print at 100 %, not fitted.")
        self._size.setText(
            words.format(
                number=grid.count, width=format_mm(grid.width), height=format_mm(grid.height)
            )
        )
        self.first.set_count(self._presenter.first)

    def show_grid(self, grid: LabelGrid) -> None:
        """Print on a sheet of one's own from now on."""
        self._presenter.use_own_grid(grid)
        self._show_design()

    def _on_box(self) -> None:
        chosen = {name: box.isChecked() for name, box in self.boxes.items()}
        self._presenter.change(**chosen)

    def _on_grid(self, name: str) -> None:
        if name == OWN_GRID:
            self._show_design()
            self.own_wanted.emit()
            return
        self._presenter.change(grid=name)
        self._show_design()

    def _on_first(self, number: int) -> None:
        if number != self._presenter.first:
            self._presenter.set_first(number)

    def _on_pressed(self, number: int) -> None:
        self.first.set_count(number)

    def _on_previewed(self, sheet: SheetPreview) -> None:
        presenter = self._presenter
        self.sheet.show_sheet(presenter.design.sheet, presenter.first, sheet.labels)
        if self.first.field.text() != str(presenter.first) and not self.first.field.hasFocus():
            self.first.set_count(presenter.first)

    def _on_without_room(self, number: int) -> None:
        words = self._tr.plural(
            "{n} barcode is too wide for this label and stands there as digits only.",
            "{n} barcodes are too wide for this label and stand there as digits only.",
            number,
        )
        self._warning.setText(words.format(n=number))
        self._warning.setVisible(number > 0)


def _box(name: str) -> QCheckBox:
    box = QCheckBox()
    box.setObjectName(name)
    box.setStyleSheet(TOUCHABLE)
    box.setIconSize(QSize(20, 20))
    return box
