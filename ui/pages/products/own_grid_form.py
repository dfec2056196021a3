"""A sheet of labels of one's own: its rows and columns, and what is measured with a ruler."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.label import LabelGrid, checked, format_mm, parse_mm
from resources.translations import Catalog
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.overlay import Overlay, Scrolled
from ui.widgets.restyle import label

_COUNTS = ("columns", "rows")
_FIELDS = (
    *_COUNTS,
    *("width", "height", "left", "top"),
    *("gap_x", "gap_y", "sheet_width", "sheet_height"),
)
_ACROSS = 4
_LONGEST = 8


class OwnGridForm(Overlay):
    """`chosen` carries a grid that fits its sheet; what does not is said here."""

    chosen = Signal(object)  # LabelGrid

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__("own_grid_panel", look, page, QSize(680, 0))
        self._tr = Catalog("en")
        self._title = label("title", "own_grid_title")
        self._hint = wrapped("soft", "own_grid_hint")
        self.fields = {name: FormField(f"grid_{name}_field") for name in _FIELDS}
        self._error = wrapped("error", "own_grid_error")
        self._error.hide()
        self._cancel = KeyButton("own_grid_cancel_button", "Esc")
        self.save = KeyButton("own_grid_save_button", "Enter", role="primary")
        self._lay_out()
        self._cancel.clicked.connect(self.left)
        self.save.clicked.connect(self.submit)
        for field in self.fields.values():
            field.submitted.connect(self.submit)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Sheet of your own"))
        self._hint.setText(tr("Measure the sheet with a ruler, in millimetres."))
        names = {
            "columns": tr("Labels across"),
            "rows": tr("Labels down"),
            "width": tr("Label width"),
            "height": tr("Label height"),
            "left": tr("Left margin"),
            "top": tr("Top margin"),
            "gap_x": tr("Gap across"),
            "gap_y": tr("Gap down"),
            "sheet_width": tr("Sheet width"),
            "sheet_height": tr("Sheet height"),
        }
        for name, field in self.fields.items():
            field.retranslate(names[name])
        self._cancel.retranslate(tr("Cancel"))
        self.save.retranslate(tr("Use this sheet"))

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        super().restyle(look)
        for button in (self._cancel, self.save):
            button.restyle(look)

    def ask(self, grid: LabelGrid) -> None:
        """Begin with a grid."""
        self._say("")
        for name, field in self.fields.items():
            value = getattr(grid, name)
            field.field.setText(str(value) if name in _COUNTS else format_mm(value))
            field.show_error("")
        self.show_over()
        self.fields["columns"].field.setFocus()
        self.fields["columns"].field.selectAll()

    def submit(self) -> None:
        """Hand the grid over, or say what is wrong with it."""
        self._say("")
        try:
            values = {name: self._value(name) for name in _FIELDS}
            grid = checked(LabelGrid(**values))  # type: ignore[arg-type]  # counts are whole
        except LapakError as error:
            if not any(field.error() for field in self.fields.values()):
                self._say(told(error, self._tr))
            return
        self.chosen.emit(grid)

    def _value(self, name: str) -> float:
        field = self.fields[name]
        try:
            value = parse_mm(field.text())
        except LapakError as error:
            field.show_error(told(error, self._tr))
            self.place()
            raise
        return int(value) if name in _COUNTS else value

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.place()

    def _lay_out(self) -> None:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for place, field in enumerate(self.fields.values()):
            field.field.setMaxLength(_LONGEST)
            field.field.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(field, *divmod(place, _ACROSS))
        buttons = QHBoxLayout()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.save, 1)
        column = self.card.column
        for part in (self._title, self._hint):
            column.addWidget(part)
        column.addWidget(Scrolled(inner), 1)
        column.addWidget(self._error)
        column.addLayout(buttons)
