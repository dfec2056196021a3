"""Language, theme, printer and paper; each takes effect as soon as it is changed."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_app.settings import BELOW_ZERO, PAPERS, TEXT_SIZES, Settings
from resources.translations import LANGUAGES, Catalog
from ui.pages.settings_links import SettingsLinks
from ui.pages.told import told
from ui.presenters.settings import SettingsPresenter
from ui.theme import Look
from ui.widgets.cards import Card, reading_page, wrapped
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label

_SCHEMES = {"lan": "tcp://", "file": "file://"}


class SettingsPage(QWidget):
    """A card for what one sees, one for the printer, one with the pages behind."""

    page_asked = Signal(str)

    def __init__(self, presenter: SettingsPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("settings_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._make_parts(look)
        self._lay_out()
        self._connect()
        self.restyle(look)
        self._show(presenter.settings)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._look_title.setText(tr("Language and look"))
        self._names["language"].setText(tr("Language"))
        self._names["theme"].setText(tr("Theme"))
        self._printer_title.setText(tr("Receipt printer"))
        self._booth_title.setText(tr("The booth"))
        self.links.retranslate(tr)
        self._names["printer"].setText(tr("Connection"))
        self._names["paper"].setText(tr("Paper width"))
        self._names["text_size"].setText(tr("Text size"))
        self._names["sounds"].setText(tr("Sounds"))
        self._names["customer_display"].setText(tr("Customer display"))
        self._names["below_zero"].setText(tr("More than in stock"))
        self.languages.retranslate(LANGUAGES)
        self.themes.retranslate(
            {"light": tr("Light"), "dark": tr("Dark"), "contrast": tr("High contrast")}
        )
        self.text_sizes.retranslate({str(size): f"{size} %" for size in TEXT_SIZES})
        self.below_zero.retranslate(
            {"allow": tr("Sell"), "warn": tr("Warn and sell"), "refuse": tr("Refuse")}
        )
        self.sounds.retranslate({"on": tr("On"), "off": tr("Off")})
        self.customer_displays.retranslate({"off": tr("Off"), "on": tr("Second screen")})
        self.printers.retranslate(
            {"none": tr("No printer"), "lan": tr("Network (LAN)"), "file": tr("Device file")}
        )
        self.papers.retranslate({"58": "58 mm", "80": "80 mm", "80-42": "80 mm (42)"})
        self.save_button.retranslate(tr("Save address"))
        self.test_button.retranslate(tr("Test print"))
        self.notice.retranslate(tr)
        self._say_address()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for name in self._names.values():
            name.setFixedWidth(look.px(140))
        self.test_button.restyle(look)
        self.notice.restyle(look)
        self.links.restyle(look)

    def enter(self) -> None:
        """Show what is set now."""
        self.notice.hide()
        self._show(self._presenter.settings)
        self.languages.chips[self.languages.value()].setFocus()

    def _make_parts(self, look: Look) -> None:
        self._look_title = label("title", "settings_look_title")
        self._printer_title = label("title", "settings_printer_title")
        self._booth_title = label("title", "settings_booth_title")
        self.links = SettingsLinks(look)
        self._names = {
            name: label("strong", f"settings_{name}_name")
            for name in (
                "language",
                "theme",
                "text_size",
                "sounds",
                "customer_display",
                "below_zero",
                "printer",
                "paper",
            )
        }
        self.languages = ChoiceChips("language", ("id", "en"))
        self.themes = ChoiceChips("theme", ("light", "dark", "contrast"))
        self.text_sizes = ChoiceChips("text_size", tuple(map(str, TEXT_SIZES)))
        self.sounds = ChoiceChips("sounds", ("on", "off"))
        self.customer_displays = ChoiceChips("customer_display", ("off", "on"))
        self.below_zero = ChoiceChips("below_zero", BELOW_ZERO)
        self.printers = ChoiceChips("printer", ("none", "lan", "file"))
        self.papers = ChoiceChips("paper", PAPERS)
        self.address = FormField("printer_address_field")
        self.save_button = KeyButton("save_address_button")
        self.test_button = KeyButton("test_print_button", icon="printer")
        self.notice = NoticePanel("settings_notice", look)
        self._hint = wrapped("soft", "settings_printer_hint")

    def _lay_out(self) -> None:
        column = reading_page(self)
        column.addWidget(self.notice)
        looks = Card("settings_look_card")
        looks.column.addWidget(self._look_title)
        looks.column.addLayout(_named(self._names["language"], self.languages))
        looks.column.addLayout(_named(self._names["theme"], self.themes))
        looks.column.addLayout(_named(self._names["text_size"], self.text_sizes))
        looks.column.addLayout(_named(self._names["sounds"], self.sounds))
        looks.column.addLayout(_named(self._names["customer_display"], self.customer_displays))
        column.addWidget(looks)
        printer = Card("settings_printer_card")
        printer.column.addWidget(self._printer_title)
        printer.column.addLayout(_named(self._names["printer"], self.printers))
        self._address_row = QWidget()
        row = QHBoxLayout(self._address_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.address, 1)
        saving = QVBoxLayout()
        saving.setSpacing(4)
        saving.addWidget(QLabel())
        saving.addWidget(self.save_button)
        saving.addStretch(1)
        row.addLayout(saving)
        printer.column.addWidget(self._address_row)
        printer.column.addLayout(_named(self._names["paper"], self.papers))
        printer.column.addWidget(self.test_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(printer)
        booth = Card("settings_booth_card")
        booth.column.addWidget(self._booth_title)
        booth.column.addLayout(_named(self._names["below_zero"], self.below_zero))
        booth.column.addWidget(self.links)
        column.addWidget(booth)
        column.addStretch(1)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.changed.connect(self._show)
        self.links.chosen.connect(self.page_asked)
        presenter.failed.connect(self._on_failed)
        presenter.test_printed.connect(self._on_test_printed)
        presenter.test_failed.connect(self._on_test_failed)
        self.languages.chosen.connect(self._on_language)
        self.themes.chosen.connect(self._on_theme)
        self.text_sizes.chosen.connect(self._on_text_size)
        self.sounds.chosen.connect(self._on_sounds)
        self.customer_displays.chosen.connect(self._on_customer_display)
        self.below_zero.chosen.connect(self._on_below_zero)
        self.papers.chosen.connect(self._on_paper)
        self.printers.chosen.connect(self._on_printer)
        self.save_button.clicked.connect(self._save_address)
        self.address.submitted.connect(self._save_address)
        self.test_button.clicked.connect(self._test)

    @Slot(object)
    def _show(self, settings: Settings) -> None:
        self.languages.choose(settings.language)
        self.themes.choose(settings.theme)
        self.text_sizes.choose(str(settings.text_size))
        self.sounds.choose("on" if settings.sounds else "off")
        self.customer_displays.choose("on" if settings.customer_display else "off")
        self.below_zero.choose(settings.below_zero)
        self.papers.choose(settings.paper)
        kind = kind_of(settings.printer_address)
        self.printers.choose(kind)
        if not self.address.field.hasFocus() and not self.address.error():
            shown = settings.printer_address.removeprefix(_SCHEMES.get(kind, "none"))
            self.address.field.setText(shown)
        self._say_address()

    def _say_address(self) -> None:
        tr, kind = self._tr, self.printers.value()
        self._address_row.setVisible(kind != "none")
        self.test_button.setVisible(kind != "none")
        if kind == "file":
            self.address.retranslate(tr("Device file"), tr("For example /dev/usb/lp0"))
        else:
            self.address.retranslate(
                tr("Printer's address"), tr("For example 192.168.1.50 (port 9100 is usual)")
            )

    @Slot(str)
    def _on_language(self, language: str) -> None:
        self._presenter.change(language=language, language_chosen=True)

    @Slot(str)
    def _on_theme(self, theme: str) -> None:
        self._presenter.change(theme=theme)

    @Slot(str)
    def _on_text_size(self, size: str) -> None:
        self._presenter.change(text_size=int(size))

    @Slot(str)
    def _on_sounds(self, chosen: str) -> None:
        self._presenter.change(sounds=chosen == "on")

    @Slot(str)
    def _on_customer_display(self, chosen: str) -> None:
        self._presenter.change(customer_display=chosen == "on")

    @Slot(str)
    def _on_below_zero(self, rule: str) -> None:
        self._presenter.change(below_zero=rule)

    @Slot(str)
    def _on_paper(self, paper: str) -> None:
        self._presenter.change(paper=paper)

    @Slot(str)
    def _on_printer(self, kind: str) -> None:
        self.address.show_error("")
        self.address.field.clear()
        self._say_address()
        if kind == "none":
            self._presenter.change(printer_address="none")
        else:
            self.address.field.setFocus()

    @Slot()
    def _save_address(self) -> None:
        typed = self.address.text().strip()
        if not typed:
            self.address.show_error(self._tr("Please type the printer's address."))
            return
        scheme = _SCHEMES[self.printers.value()]
        address = typed if "://" in typed else f"{scheme}{typed}"
        self._presenter.change(printer_address=address)

    @Slot()
    def _test(self) -> None:
        self.test_button.setEnabled(False)
        self._presenter.test_print()

    @Slot()
    def _on_test_printed(self) -> None:
        self.test_button.setEnabled(True)
        words = self._tr("The test page went to the printer. Did it come out?")
        self.notice.tell(words, "good")

    @Slot(object)
    def _on_test_failed(self, error: Exception) -> None:
        self.test_button.setEnabled(True)
        self.notice.tell(told(error, self._tr), "error")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if getattr(error, "code", "") == "printer_address_not_understood":
            self.address.show_error(told(error, self._tr))
        else:
            self.notice.tell(told(error, self._tr), "error")


def kind_of(address: str) -> str:
    """How a printer is connected: `none`, `lan` or `file`."""
    return next((kind for kind, scheme in _SCHEMES.items() if address.startswith(scheme)), "none")


def _named(name: QLabel, chips: ChoiceChips) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(name)
    row.addWidget(chips, 1)
    return row
