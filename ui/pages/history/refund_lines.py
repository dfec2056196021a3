"""The lines of a receipt that can still come back, each with how much of it does."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_amount
from pos_app.domain.quantity import format_quantity
from pos_app.domain.returns import Left, LeftLine, come_back
from resources.translations import Catalog
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.quantity_stepper import QuantityStepper
from ui.widgets.restyle import label, line


class _Line(QWidget):
    """Name and what is left of it; a stepper; what is given for it.

    Where other lines are `counted` in stock, the columns of this one stand as theirs.
    """

    def __init__(self, one: LeftLine, look: Look, *, counted: bool) -> None:
        super().__init__()
        self.one = one
        number = one.line.number
        name = wrapped("strong", f"return_name_{number}")
        name.setText(one.line.name)
        self._left = label("small", f"return_left_{number}")
        self.stepper = QuantityStepper(
            f"return_quantity_{number}", one.qty_milli, one.line.unit, look
        )
        self.unsellable = QPushButton()
        self.unsellable.setObjectName(f"unsellable_{number}_button")
        self.unsellable.setProperty("role", "chip")
        self.unsellable.setCheckable(True)
        if not one.line.takes:
            self.unsellable.hide()  # it goes into no stock anyway
            if counted:
                _keep_room(self.unsellable)
        self._amount = label("amount", f"return_amount_{number}")
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._doubt = wrapped("error", f"return_doubt_{number}")
        self._doubt.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 6, 0, 6)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.addWidget(name, 0, 0)
        grid.addWidget(self._left, 1, 0)
        grid.addWidget(self.stepper, 0, 1, 2, 1)
        grid.addWidget(self.unsellable, 0, 2, 2, 1)
        grid.addWidget(self._amount, 0, 3, 2, 1)
        grid.addWidget(self._doubt, 2, 0, 1, 4)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(3, look.px(88))

    def retranslate(self, tr: Catalog) -> None:
        line, left = self.one.line, format_quantity(self.one.qty_milli)
        unit = "" if line.unit in {"", "pcs"} else f" {line.unit}"
        words = tr("{left} of {all} left") if self.one.qty_milli else tr("all came back")
        told = words.format(left=left, all=f"{format_quantity(line.qty_milli)}{unit}")
        self._left.setText(f"{told} · {format_amount(self.one.amount)}")
        self.stepper.name_it(line.name, tr("one less"), tr("one more"))
        self.unsellable.setText(tr("Unsellable"))
        words = tr("{name} cannot be sold again: not back into stock").format(name=line.name)
        self.unsellable.setAccessibleName(words)
        self.unsellable.setToolTip(words)
        self.show_doubt(tr)

    def show_doubt(self, tr: Catalog) -> None:
        """Say why what is typed cannot come back."""
        doubt = self.stepper.doubt
        self._doubt.setText(told(doubt, tr) if doubt is not None else "")
        self._doubt.setVisible(doubt is not None)

    def show_amount(self, left: Left) -> None:
        quantity = self.stepper.quantity()
        self.unsellable.setEnabled(bool(quantity))
        if not quantity:
            self._amount.setText("–")
            return
        try:
            [back] = come_back(left, {self.one.line.number: quantity})
        except LapakError:
            self._amount.setText("–")
        else:
            self._amount.setText(format_amount(-back.amount))


class RefundLines(QWidget):
    """A row a line; `changed` comes with each quantity."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._tr = Catalog("en")
        self._left: Left | None = None
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._content = QWidget()
        self._column.addWidget(self._content)

    def show_left(self, left: Left) -> None:
        """Show what can come back, none of it chosen."""
        self._left = left
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._lines = []
        counted = any(one.line.takes for one in left.lines)
        for one in left.lines:
            shown = _Line(one, self._look, counted=counted)
            shown.setEnabled(bool(one.qty_milli))
            shown.stepper.changed.connect(self._on_changed)
            if self._lines:
                column.addWidget(line())
            column.addWidget(shown)
            self._lines.append(shown)
        self._column.replaceWidget(self._content, content)
        self._content.hide()
        self._content.deleteLater()
        self._content = content
        content.show()  # Qt would show what is new in a layout a moment later
        self.retranslate(self._tr)
        self._on_changed()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        for one in self._lines:
            one.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        for one in self._lines:
            one.stepper.restyle(look)

    def quantities(self) -> dict[int, int] | None:
        """How much of each line comes back; None while something typed cannot be."""
        found = {one.one.line.number: one.stepper.quantity() for one in self._lines}
        if any(quantity is None for quantity in found.values()):
            return None
        return {number: quantity for number, quantity in found.items() if quantity}

    def unsellable(self) -> frozenset[int]:
        """The lines of which nothing goes back into stock, by their number."""
        return frozenset(one.one.line.number for one in self._lines if one.unsellable.isChecked())

    def choose_all(self) -> None:
        """Let everything come back that can."""
        for one in self._lines:
            one.stepper.set_quantity(one.one.qty_milli)

    def focus_first(self) -> None:
        """Go to the first line of which something can come back."""
        for one in self._lines:
            if one.isEnabled():
                one.stepper.setFocus()
                return

    @Slot()
    def _on_changed(self) -> None:
        if self._left is not None:
            for one in self._lines:
                one.show_amount(self._left)
                one.show_doubt(self._tr)
            self.changed.emit()


def _keep_room(hidden: QWidget) -> None:
    policy = hidden.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    hidden.setSizePolicy(policy)
