"""What waits for a printer, with what can be done about each paper."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView

from pos_app.services.printing.printer_state import PrintJob
from resources.translations import Catalog
from ui.models.queue_row import QueueRow
from ui.models.queue_rows import QueueRowPainter, QueueRows
from ui.pages.printing.where_to_print import Place, WhereToPrint
from ui.theme import Look
from ui.widgets.cards import Card, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label
from ui.widgets.touch_scroll import TouchScroll

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAST_HEIGHT = 120


class _List(QListView):
    """Enter prints the current paper, Del takes it out; the arrows choose."""

    entered = Signal()
    deleted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and event.key() in (*_ENTER, Qt.Key.Key_Delete):
            event.accept()
        elif event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)


class QueueCard(Card):
    """Signals carry ids of jobs that are not known to be on paper."""

    print_wanted = Signal(object)
    drop_wanted = Signal(object)
    move_wanted = Signal(object, str)  # and the other printer's id
    row_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__("queue_card", 10)
        self._tr = Catalog("en")
        self._movable: tuple[str, ...] = ()
        self._trying: frozenset[str] = frozenset()
        self._places: tuple[Place, ...] = ()
        self._title = label("heading", "queue_title")
        self._nothing = wrapped("soft", "queue_nothing")
        self._whole = wrapped("soft", "queue_whole_reason")
        self.model = QueueRows(self)
        self.list = _List()
        self._painter = QueueRowPainter(look, self.list)
        self.print_button = KeyButton("print_now_button", "Enter", icon="printer")
        self.drop_button = KeyButton("drop_job_button", "Del", icon="trash-2")
        self.move_button = KeyButton("move_job_button", icon="chevron-right")
        self.move_all_button = KeyButton("move_all_button", icon="chevron-right")
        self.where = WhereToPrint(look)
        self._make_list()
        self._lay_out()
        self._connect()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.list.setAccessibleName(tr("Print queue"))
        self._nothing.setText(tr("Nothing waits to be printed."))
        self.print_button.retranslate(tr("Print now"))
        self.drop_button.retranslate(tr("No longer needed"))
        self.where.retranslate(tr)
        self._name_moves()
        self._count()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._painter.restyle(look)
        self.list.setMinimumHeight(look.px(_LEAST_HEIGHT))
        self.list.scheduleDelayedItemsLayout()
        self.where.restyle(look)
        for button in self._buttons():
            button.restyle(look)

    def show_rows(
        self, rows: tuple[QueueRow, ...], movable: Sequence[PrintJob], places: tuple[Place, ...]
    ) -> None:
        """Show a queue; the row that was chosen stays chosen, else the next in its place."""
        chosen, place = self.chosen, max(self.list.currentIndex().row(), 0)
        self._movable = tuple(job.id for job in movable)
        self._trying = frozenset(job.id for job in movable if job.state == "sending")
        if places != self._places:
            self._places = places
            self.where.leave()
            self._name_moves()
        if self.model.show_rows(rows) and rows:
            found = self.model.place_of(chosen)
            at = found if found >= 0 else min(place, len(rows) - 1)
            self.list.setCurrentIndex(self.model.index(at))
        self._count()
        self._offer()

    @property
    def chosen(self) -> str:
        """The id of the chosen job; empty if none is."""
        place = self.list.currentIndex().row()
        rows = self.model.rows
        return rows[place].job_id if 0 <= place < len(rows) else ""

    def _buttons(self) -> tuple[KeyButton, ...]:
        return self.print_button, self.drop_button, self.move_button, self.move_all_button

    def _count(self) -> None:
        number = len(self.model.rows)
        self._title.setText(self._tr("Print queue") + (f" · {number}" if number else ""))
        self.list.setVisible(number > 0)
        self._nothing.setVisible(number == 0)

    def _name_moves(self) -> None:
        tr, places = self._tr, self._places
        if len(places) == 1:
            name = places[0].name
            self.move_button.retranslate(tr("Print on {name}").format(name=name))
            self.move_all_button.retranslate(tr("All on {name}").format(name=name))
        else:
            self.move_button.retranslate(tr("Print on another printer"))
            self.move_all_button.retranslate(tr("All on another printer"))

    @Slot()
    def _offer(self) -> None:
        """Only what makes sense for the chosen row can be pressed."""
        free = self.chosen in self._movable
        shown = bool(self.model.rows) and self.where.isHidden()
        for button in (self.print_button, self.drop_button, self.move_button):
            button.setEnabled(free)
            button.setVisible(shown)
        self.print_button.setEnabled(free and self.chosen not in self._trying)
        self.move_button.setVisible(shown and bool(self._places))
        self.move_all_button.setVisible(bool(self._places) and len(self._movable) > 1)

        self._tell_whole()

    def _tell_whole(self) -> None:
        """A reason too long for its row stands below it whole, while the row is chosen."""
        place, rows = self.list.currentIndex().row(), self.model.rows
        says = rows[place].says if 0 <= place < len(rows) else ""
        cut = not self._painter.fits(says, self.list.viewport().width())
        self._whole.setText(says if cut else "")
        self._whole.setVisible(cut)

    @Slot()
    def _on_row(self) -> None:
        self._offer()
        self.row_chosen.emit(self.chosen)

    @Slot()
    def _print(self) -> None:
        if self.print_button.isEnabled():
            self.print_wanted.emit((self.chosen,))

    @Slot()
    def _drop(self) -> None:
        if self.chosen in self._movable:
            self.drop_wanted.emit((self.chosen,))

    @Slot()
    def _move(self) -> None:
        if self.chosen in self._movable:
            self.where.ask((self.chosen,), self._places)

    @Slot()
    def _move_all(self) -> None:
        if self._movable:
            self.where.ask(self._movable, self._places)

    def _make_list(self) -> None:
        self.list.setObjectName("queue_list")
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._painter)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        TouchScroll(self.list)

    def _connect(self) -> None:
        self.list.selectionModel().currentRowChanged.connect(self._on_row)
        self.list.entered.connect(self._print)
        self.list.deleted.connect(self._drop)
        self.print_button.clicked.connect(self._print)
        self.drop_button.clicked.connect(self._drop)
        self.move_button.clicked.connect(self._move)
        self.move_all_button.clicked.connect(self._move_all)
        self.where.chosen.connect(self.move_wanted)
        self.where.asking.connect(self._offer)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.move_all_button)
        acts = QHBoxLayout()
        acts.setSpacing(10)
        for button in (self.print_button, self.drop_button, self.move_button):
            acts.addWidget(button)
        acts.addStretch(1)
        self.column.addLayout(head)
        self.column.addWidget(self.list, 1)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self._nothing, 1)
        self.column.addWidget(self._whole)
        self.column.addWidget(self.where)
        self.column.addLayout(acts)
