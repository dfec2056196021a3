"""What a printer can do: cut, open a drawer, other letters, codes of its own, a logo."""

from msgspec.structs import replace
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.services.printing.printer_setup import (
    CODE_PAGES,
    FEEDS,
    code_pages_of,
    code_way_of,
    usual_feed,
)
from pos_app.settings import QR_WAYS, PrinterSetup
from resources.translations import Catalog
from ui.pages.printing.printer_words import code_ways
from ui.theme import Look
from ui.widgets.count_stepper import CountStepper
from ui.widgets.named_choice import NAME_WIDTH, NamedChoice
from ui.widgets.restyle import label

_CUTTER = {"auto": None, "yes": True, "no": False}
_PULSES = ("none", "pin2", "pin5")


class PrinterAbilities(QWidget):
    """A row of chips each; code pages that the model lacks are not offered."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._setup = PrinterSetup()
        self._fed = 0
        self.cutter = NamedChoice("cutter", tuple(_CUTTER))
        self._feed_name = label("strong", "settings_feed_name")
        self.feed = CountStepper("feed_field", look)
        self.feed.changed.connect(self._on_feed)
        self.drawer = NamedChoice("drawer", _PULSES)
        self.codes = NamedChoice("qr", QR_WAYS)
        self.logo = NamedChoice("logo", ("on", "off"))
        self.pages = NamedChoice("code_page", CODE_PAGES)
        self._rows = (self.cutter, self.drawer, self.codes, self.logo, self.pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for row in self._rows:
            column.addWidget(row)
        fed = QHBoxLayout()
        fed.setSpacing(12)
        fed.addWidget(self._feed_name)
        fed.addWidget(self.feed)
        fed.addStretch(1)
        column.insertLayout(1, fed)
        self.restyle(look)

    def show_setup(self, setup: PrinterSetup) -> None:
        """Show what a printer can do."""
        self._setup = setup
        cutter = {value: name for name, value in _CUTTER.items()}
        self.cutter.choose(cutter[setup.cutter])
        self._fed = usual_feed(setup) if setup.feed is None else setup.feed
        self.feed.set_count(self._fed)
        self.drawer.choose(setup.drawer.partition(",")[0])
        self.codes.choose(code_way_of(setup))
        self.logo.choose("on" if setup.logo else "off")
        has = code_pages_of(setup)
        for page, chip in self.pages.choice.chips.items():
            chip.setVisible(page in has)
        self.pages.choose(setup.code_page if setup.code_page in has else has[0])

    def read(self, setup: PrinterSetup) -> PrinterSetup:
        """The setup with what is chosen here; a drawer's own times stay with its pin.

        What the model decides stays with it where nothing else was chosen.
        """
        drawer = self.drawer.value()
        kept = self._setup.drawer
        way, kept_way = self.codes.value(), self._setup.qr
        return replace(
            setup,
            cutter=_CUTTER[self.cutter.value()],
            feed=self._setup.feed if self.feed.count() == self._fed else self.feed.count(),
            drawer=kept if kept.partition(",")[0] == drawer else drawer,
            qr=kept_way if code_way_of(self._setup) == way else way,
            logo=self.logo.value() == "on",
            code_page=self.pages.value(),
        )

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self.cutter.retranslate(
            tr("Cuts paper"),
            {"auto": tr("As the model"), "yes": tr("It cuts"), "no": tr("It does not")},
        )
        self._feed_name.setText(tr("Rows fed at the end"))
        self.feed.name_it(tr("Rows fed at the end"), tr("one less"), tr("one more"))
        self.drawer.retranslate(
            tr("Cash drawer"),
            {"none": tr("No drawer"), "pin2": tr("Pin 2 (usual)"), "pin5": tr("Pin 5")},
        )
        self.codes.retranslate(tr("QR codes"), code_ways(tr))
        self.logo.retranslate(tr("Logo"), {"on": tr("Printed"), "off": tr("Left out")})
        pages = {page: tr("Plain") if page == "ascii" else page.upper() for page in CODE_PAGES}
        self.pages.retranslate(tr("Letters"), pages)

    def restyle(self, look: Look) -> None:
        """Take another size of text."""
        for row in self._rows:
            row.restyle(look)
        self._feed_name.setFixedWidth(look.px(NAME_WIDTH))
        self.feed.restyle(look)

    def _on_feed(self, rows: int) -> None:
        if rows > FEEDS[-1]:
            self.feed.set_count(FEEDS[-1])
