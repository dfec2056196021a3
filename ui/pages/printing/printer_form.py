"""One printer's setup: model, paper, what it can do, what it is called and what it prints."""

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from pos_app.services.printing.printer_addresses import (
    BAUDS,
    Connection,
    connection_of,
    speed_of,
    with_speed,
)
from pos_app.services.printing.printer_setup import Profile, model_of, with_model, with_paper
from pos_app.settings import ROLES, PrinterSetup
from resources.translations import Catalog
from ui.pages.printing.paper_form import PaperForm
from ui.pages.printing.printer_abilities import PrinterAbilities
from ui.pages.printing.printer_words import connection_name, printer_name, role_names, shown_address
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import Card, bring_into_view, buttons_below, reading_page
from ui.widgets.choice_list import Choice, ChoiceList
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.named_choice import NamedChoice
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label
from ui.widgets.sure_button import SureButton
from ui.widgets.tick_chips import TickChips

_MOST_NAME = 40
_USUAL_BAUDS = frozenset({9600, 19200, 38400, 57600, 115200})
_PAPER_ERRORS = frozenset({"paper_columns_out_of_range", "paper_dots_out_of_range"})


class PrinterForm(QWidget):
    """Nothing is stored before `submitted`, which says whether to print a test page after it."""

    submitted = Signal(object, bool)  # PrinterSetup
    model_wanted = Signal()
    place_wanted = Signal()
    removed = Signal(str)  # the printer's id
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._tr = Catalog("en")
        self._setup = PrinterSetup()
        self._waiting = 0
        self.notice = NoticePanel("printer_form_notice", look)
        self._title = label("title", "printer_form_title")
        self.name = FormField("printer_name_field")
        self.name.field.setMaxLength(_MOST_NAME)
        self.ways = ChoiceList("printer_way", look)
        self.speed = NamedChoice("speed", tuple(map(str, BAUDS)))
        self.paper = PaperForm(look)
        self.abilities = PrinterAbilities(look)
        self.roles = TickChips("printer_role", ROLES)
        self.remove_button = SureButton("remove_printer_button", role="danger", icon="trash-2")
        self.save_button = KeyButton("save_printer_button")
        self.test_button = KeyButton("save_and_test_button", role="primary", icon="printer")
        self.back_button = KeyButton("printer_form_back_button", "Esc")
        self._lay_out()
        self._connect()

    @property
    def setup(self) -> PrinterSetup:
        """The setup as it stands in the form; raises LapakError for columns that are no number."""
        setup = replace(self._setup, name=self.name.text().strip(), roles=self.roles.values())
        return self.paper.read(self.abilities.read(setup))

    def show_setup(self, setup: PrinterSetup, *, is_new: bool, waiting: int = 0) -> None:
        """Show a setup; `waiting` papers are to come out of this printer."""
        self._waiting = waiting
        self.notice.hide()
        self.name.field.setText(setup.name)
        self.name.show_error("")
        self.roles.choose(setup.roles)
        self.remove_button.setVisible(not is_new)
        self._show(setup)
        if setup.profile and model_of(setup) is None:
            unknown = LapakError("printer_profile_unknown", name=setup.profile)
            self.notice.tell(told(unknown, self._tr), "attention")

    def use_model(self, model: Profile) -> None:
        """Take over what a model usually is."""
        self.notice.hide()
        self._show(with_model(self.abilities.read(self._setup), model))

    def use_address(self, address: str) -> None:
        """The printer is elsewhere now."""
        self._setup = replace(self._setup, address=address)
        self._tell()

    def refuse(self, error: Exception) -> None:
        """Say what is wrong, beside the columns where it is them."""
        if getattr(error, "code", "") in _PAPER_ERRORS:
            self.paper.refuse(error)
        else:
            self.notice.tell(told(error, self._tr), "error")
            bring_into_view(self.notice)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.notice.retranslate(tr)
        self.name.retranslate(
            tr("Name"), tr("What you call it, such as Counter or Kitchen; may stay empty.")
        )
        self.speed.retranslate(tr("Speed (baud)"), {str(baud): str(baud) for baud in BAUDS})
        self.paper.retranslate(tr)
        self.abilities.retranslate(tr)
        self.roles.retranslate(tr("It prints"), role_names(tr))
        self.save_button.retranslate(tr("Save"))
        self.test_button.retranslate(tr("Save and print a test page"))
        self.back_button.retranslate(tr("Back"))
        self._tell()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (
            *(self.notice, self.ways, self.speed, self.paper, self.abilities, self.roles),
            *(self.remove_button, self.save_button, self.test_button, self.back_button),
        ):
            part.restyle(look)

    def _lay_out(self) -> None:
        column = reading_page(self)
        column.addWidget(self.notice)
        first = Card("printer_form_card")
        for part in (self._title, self.ways, self.speed, self.name, self.roles):
            first.column.addWidget(part)
        column.addWidget(first)
        more = Card("printer_paper_card")
        more.column.addWidget(self.paper)
        more.column.addWidget(self.abilities)
        column.addWidget(more)
        last = QHBoxLayout()
        last.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        last.addStretch(1)
        column.addLayout(last)
        column.addStretch(1)
        buttons_below(self, self.back_button, self.save_button, self.test_button)

    def _connect(self) -> None:
        self.ways.chosen.connect(self._on_way)
        self.speed.chosen.connect(self._on_speed)
        self.paper.chosen.connect(self._on_paper)
        self.save_button.clicked.connect(self._save)
        self.test_button.clicked.connect(self._test)
        self.name.submitted.connect(self._test)
        self.back_button.clicked.connect(self.left)
        self.remove_button.sure.connect(self._remove)

    def _show(self, setup: PrinterSetup) -> None:
        self._setup = setup
        self.paper.show_setup(setup)
        self.abilities.show_setup(setup)
        self._tell()

    def _tell(self) -> None:
        tr, setup = self._tr, self._setup
        self._title.setText(printer_name(setup))
        model = model_of(setup)
        label_of = tr(model.label) if model else tr("Any model")
        place = " · ".join((connection_name(connection_of(setup.address), tr), tr("Tap to change")))
        self.ways.show_choices(
            [
                Choice("place", "link", shown_address(setup.address), place),
                Choice("model", "printer", label_of, tr("Model · Tap to change")),
            ]
        )
        by_wire = connection_of(setup.address) is Connection.SERIAL
        self.speed.setVisible(by_wire)
        if by_wire:
            speed = speed_of(setup.address)
            for baud, chip in self.speed.choice.chips.items():
                chip.setVisible(int(baud) in {*_USUAL_BAUDS, speed})
            self.speed.choose(str(speed))
        gone = tr("Press again to remove it.")
        if self._waiting:
            gone = tr("{count} papers wait for it and go to the receipts' printer. Press again.")
        self.remove_button.tell(tr("Remove this printer"), gone.format(count=self._waiting))

    def _on_speed(self, baud: str) -> None:
        self.use_address(with_speed(self._setup.address, int(baud)))

    def _on_way(self, key: str) -> None:
        (self.place_wanted if key == "place" else self.model_wanted).emit()

    def _on_paper(self, paper: str) -> None:
        """What else was chosen stays, unless the paper means another model."""
        before = self._setup.profile
        changed = with_paper(self.abilities.read(self._setup), paper)
        if changed.profile != before:
            self._show(changed)

    def _save(self) -> None:
        self._submit(test=False)

    def _test(self) -> None:
        self._submit(test=True)

    def _submit(self, *, test: bool) -> None:
        try:
            setup = self.setup
        except LapakError as error:
            self.refuse(error)
            return
        self.submitted.emit(setup, test)

    def _remove(self) -> None:
        self.removed.emit(self._setup.id)
