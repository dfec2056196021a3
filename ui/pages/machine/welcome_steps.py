"""The steps of the first start; each is a form that says by a signal what was chosen."""

from PySide6.QtCore import QSignalMapper, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pos_app.domain.business_day import INDONESIAN_ZONES
from pos_app.domain.errors import LapakError
from pos_app.domain.register import MAX_BOOTH_NAME
from resources.translations import LANGUAGES, Catalog
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label


class LanguageStep(QWidget):
    """The first question, asked in both languages."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        column = step_column(self)
        greeting = label("title", "welcome_greeting")
        greeting.setText("Selamat datang di Lapak · Welcome to Lapak")
        column.addWidget(greeting)
        question = label("soft", "welcome_question")
        question.setText("Pilih bahasa · Choose a language")
        column.addWidget(question)
        column.addSpacing(8)
        mapper = QSignalMapper(self)
        mapper.mappedString.connect(self.chosen)
        self.buttons = {}
        for code, name in LANGUAGES.items():
            button = ChoiceButton(f"language_{code}_button", "languages", look)
            button.tell(name, "")
            mapper.setMapping(button, code)
            button.clicked.connect(mapper.map)
            column.addWidget(button)
            self.buttons[code] = button

    def retranslate(self, tr: Catalog) -> None:
        """Nothing: both languages stand here."""

    def restyle(self, look: Look) -> None:
        """Tint the icons."""
        for button in self.buttons.values():
            button.restyle(look)

    def enter(self) -> None:
        """The first language has the focus."""
        self.buttons["id"].setFocus()


class WayStep(QWidget):
    """On one's own, in an expo, or with the data of another laptop."""

    alone = Signal()
    joining = Signal()
    moving = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._title = label("title", "welcome_way_title")
        self._text = wrapped("soft", "welcome_way_text")
        self.alone_button = ChoiceButton("start_alone_button", "store", look)
        self.join_button = ChoiceButton("start_join_button", "ticket", look)
        self.alone_button.clicked.connect(self.alone)
        self.move_button = ChoiceButton("start_move_button", "file-up", look)
        self.join_button.clicked.connect(self.joining)
        self.move_button.clicked.connect(self.moving)
        self.buttons = (self.alone_button, self.join_button, self.move_button)
        column = step_column(self)
        for part in (self._title, self._text, *self.buttons):
            column.addWidget(part)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._title.setText(tr("How do you start?"))
        self._text.setText(tr("Everything works without internet, now and later."))
        self.alone_button.tell(
            tr("Start my own booth"), tr("Sell right away. You can join an expo later.")
        )
        self.join_button.tell(
            tr("Join an expo with a code"), tr("You have a code from the organizer.")
        )
        self.move_button.tell(
            tr("Move here from another laptop"),
            tr("Its booth goes on here: by a code, a backup or a file."),
        )

    def set_busy(self, *, busy: bool) -> None:
        """No way can be chosen while one is being gone."""
        for button in self.buttons:
            button.setEnabled(not busy)

    def restyle(self, look: Look) -> None:
        """Tint the icons."""
        for button in self.buttons:
            button.restyle(look)

    def enter(self) -> None:
        """The first way has the focus."""
        self.alone_button.setFocus()


class BoothStep(QWidget):
    """Name, short code and time zone of a booth of one's own."""

    submitted = Signal(str, str, str)  # name, code, zone

    def __init__(self) -> None:
        super().__init__()
        self._tr = Catalog("en")
        self._title = label("title", "welcome_booth_title")
        self.name = FormField("booth_name_field")
        self.name.field.setMaxLength(MAX_BOOTH_NAME)
        self.code = FormField("booth_code_field")
        self.code.field.setMaxLength(8)
        self._zone_name = label("", "booth_zone_name")
        self.zones = QButtonGroup(self)
        self.button = KeyButton("create_booth_button", role="primary")
        self.button.clicked.connect(self.submit)
        self.name.submitted.connect(self.code.field.setFocus)
        self.code.submitted.connect(self.submit)
        column = step_column(self)
        for part in (self._title, self.name, self.code, self._zone_name):
            column.addWidget(part)
        column.addLayout(self._zone_row())
        column.addSpacing(4)
        column.addWidget(self.button)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Your booth"))
        self.name.retranslate(tr("Booth name"), tr("It stands at the top of every receipt."))
        self.code.retranslate(
            tr("Short code"), tr("1 to 8 letters and digits, for receipt numbers: A12")
        )
        self._zone_name.setText(tr("Time zone"))
        self.set_busy(busy=False)

    def restyle(self, look: Look) -> None:
        """Nothing here is tinted."""

    def enter(self) -> None:
        """Ready to type the name."""
        self.name.field.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """While the booth is being stored nothing can be pressed twice."""
        words = self._tr("SAVING …") if busy else self._tr("Continue")
        self.button.retranslate(words)
        self.button.setEnabled(not busy)

    @Slot()
    def submit(self) -> None:
        """Hand over what was typed; the domain says what is wrong with it."""
        zones = list(INDONESIAN_ZONES)
        zone = zones[max(self.zones.checkedId(), 0)]
        self.submitted.emit(self.name.text(), self.code.text(), zone)

    def show_error(self, error: Exception) -> None:
        """Say what went wrong beside the field that it is about."""
        self.set_busy(busy=False)
        about_name = isinstance(error, LapakError) and error.code.startswith("booth_name")
        field = self.name if about_name else self.code
        field.show_error(told(error, self._tr))

    def _zone_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for place, name in enumerate(INDONESIAN_ZONES.values()):
            chip = QPushButton(name)
            chip.setObjectName(f"zone_{name.lower()}_button")
            chip.setAccessibleName(name)
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setChecked(place == 0)
            self.zones.addButton(chip, place)
            row.addWidget(chip)
        row.addStretch(1)
        return row


class ProductsStep(QWidget):
    """Where the first products come from, and the way to the first printer."""

    samples = Signal()
    from_file = Signal()
    later = Signal()
    printer = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._title = label("title", "welcome_products_title")
        self._text = wrapped("soft", "welcome_products_text")
        self.file_button = ChoiceButton("products_file_button", "file-up", look)
        self.samples_button = ChoiceButton("products_samples_button", "package", look)
        self.later_button = ChoiceButton("products_later_button", "chevron-right", look)
        self.printer_button = KeyButton("welcome_printer_button", role="quiet", icon="printer")
        self.file_button.clicked.connect(self.from_file)
        self.samples_button.clicked.connect(self.samples)
        self.later_button.clicked.connect(self.later)
        self.printer_button.clicked.connect(self.printer)
        column = step_column(self)
        for part in (
            self._title,
            self._text,
            self.file_button,
            self.samples_button,
            self.later_button,
        ):
            column.addWidget(part)
        column.addWidget(self.printer_button, 0, Qt.AlignmentFlag.AlignLeft)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._title.setText(tr("What do you sell?"))
        self._text.setText(tr("Later you can import again: it adds new products, changes others."))
        self.file_button.tell(
            tr("From a spreadsheet"), tr("XLSX or CSV with at least a name and a price.")
        )
        self.samples_button.tell(
            tr("Sample products"), tr("To look around first, with products of Central Java.")
        )
        self.later_button.tell(tr("Later"), tr("Start with an empty catalogue."))
        self.printer_button.retranslate(tr("Set up a printer first"))

    def restyle(self, look: Look) -> None:
        """Tint the icons."""
        for choice in self._choices:
            choice.restyle(look)
        self.printer_button.restyle(look)

    def enter(self) -> None:
        """The first choice has the focus."""
        self.file_button.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """While products are read or stored nothing else is started."""
        for button in (*self._choices, self.printer_button):
            button.setEnabled(not busy)

    @property
    def _choices(self) -> tuple[ChoiceButton, ...]:
        return self.file_button, self.samples_button, self.later_button


def step_column(step: QWidget) -> QVBoxLayout:
    """Where the parts of a step stand, from the top down."""
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return column
