"""Choosing what to write and onto which stick, and how far it is."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from pos_app.domain.money import format_amount
from pos_app.services.bundles import Standing
from resources.translations import Catalog
from ui.presenters.sticks import Stick
from ui.theme import Look
from ui.widgets.cards import Card, ValueRow, wrapped
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.choice_list import Choice, ChoiceList
from ui.widgets.file_dialogs import folder_dialog
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label

_NEW, _ALL = "new", "all"
_GB = 1_000_000_000
_MB = 1_000_000


class WriteCard(Card):
    """`place_chosen` carries a folder: pressing a stick writes onto it."""

    place_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__("bundle_write_card")
        self._tr = Catalog("en")
        self._standing: Standing | None = None
        self._sticks: tuple[Stick, ...] = ()
        self._loaded = False
        self._title = label("title", "bundle_title")
        self._text = wrapped("soft", "bundle_text")
        self._rows = {name: ValueRow(f"bundle_{name}") for name in ("here", "waiting")}
        self._what = ChoiceChips("bundle_what", (_NEW, _ALL))
        self.state = wrapped("soft", "bundle_state")
        self.sticks = ChoiceList("bundle_stick", look)
        self.folder_button = KeyButton("bundle_folder_button", icon="file-up")
        self.look_button = KeyButton("bundle_look_button", icon="refresh-cw")
        self.progress = QProgressBar()
        self.progress.setObjectName("bundle_progress")
        self.progress.setTextVisible(False)
        self.progress.hide()
        self._lay_out()
        self.sticks.chosen.connect(self.place_chosen)
        self.folder_button.clicked.connect(self._choose_folder)

    @property
    def wants_all(self) -> bool:
        """Whether everything is to be written, not only what is new."""
        return self._what.value() == _ALL

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Hand data over"))
        self._what.retranslate({_NEW: tr("Only what is new"), _ALL: tr("Everything")})
        self.folder_button.retranslate(tr("Another folder …"))
        self.look_button.retranslate(tr("Look for sticks"))
        self.progress.setAccessibleName(tr("Written so far"))
        self._show()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.sticks, self.folder_button, self.look_button):
            part.restyle(look)

    @Slot(object)
    def show_sticks(self, sticks: tuple[Stick, ...]) -> None:
        """Offer what is plugged in."""
        self._sticks = sticks
        self._show()

    def show_standing(self, standing: Standing | None) -> None:
        """Say what there is to hand over; None for a till of no expo."""
        self._loaded, self._standing = True, standing
        self._show()

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """Say how far the writing is."""
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)
        text = self._tr("Writing: {done} of {total} entries. Leave the stick where it is.")
        self.state.setText(text.format(done=format_amount(done), total=format_amount(total)))

    def set_busy(self, *, busy: bool) -> None:
        """While one stick is written no other can be chosen."""
        self.progress.setVisible(busy)
        self.progress.setRange(0, 0)
        for part in (self.sticks, self.folder_button, self.look_button, self._what):
            part.setEnabled(not busy)
        if busy:
            self.state.setText(self._tr("Working … Leave the stick where it is."))
        else:
            self._show()

    def _lay_out(self) -> None:
        for part in (self._title, self._text, *self._rows.values(), self._what, self.state):
            self.column.addWidget(part)
        self.column.addWidget(self.progress)
        self.column.addWidget(self.sticks)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.look_button)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        self.column.addLayout(row)

    def _show(self) -> None:
        tr, standing = self._tr, self._standing
        alone = self._loaded and standing is None
        self._text.setText(self._words(alone=alone))
        writing: tuple[QWidget, ...] = (self._what, self.state, self.sticks, self.folder_button)
        for part in (*writing, self.look_button, *self._rows.values()):
            part.setVisible(not alone)
        if standing is not None:
            self._rows["here"].tell(tr("Entries on this machine"), format_amount(standing.entries))
            waiting = format_amount(standing.waiting)
            self._rows["waiting"].tell(tr("Not confirmed by the organizer"), waiting)
        self.state.setText(
            tr("Press the stick to write onto:")
            if self._sticks
            else tr("No stick is plugged in. Plug one in, then look again.")
        )
        choices = [
            Choice(str(stick.path), "file-up", stick.name or str(stick.path), self._room(stick))
            for stick in self._sticks
        ]
        self.sticks.show_choices(choices if not alone else [])

    def _words(self, *, alone: bool) -> str:
        if alone:
            return self._tr(
                "This till belongs to no expo yet, so there is nobody to write a file for. Join "
                "with a code from the organizer first; until then everything is safe here."
            )
        return self._tr(
            "No network? Write your sales on a stick and bring it to the organizer. Only the "
            "organizer can read the file; writing it again does no harm."
        )

    def _room(self, stick: Stick) -> str:
        unit, word = (_GB, "GB") if stick.free >= _GB else (_MB, "MB")
        free = f"{format_amount(stick.free // unit)} {word}"
        return self._tr("{free} free, {place}").format(free=free, place=stick.path)

    def _choose_folder(self) -> None:
        dialog = folder_dialog(self, self._tr, self._tr("Choose a folder"))
        dialog.setObjectName("bundle_folder_dialog")
        dialog.fileSelected.connect(self.place_chosen)
        dialog.open()
