"""Looking for printers: what is there, a look over the network, and an address typed by hand."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from pos_app.services.printing.printer_addresses import Connection, connection_of
from pos_app.services.printing.printer_finding import Answer, FoundPrinter, Listing, Looked
from resources.translations import Catalog
from ui.pages.printing.address_form import AddressForm
from ui.pages.printing.printer_words import connection_name, shortened
from ui.pages.told import told
from ui.presenters.printer_finding import FindingPresenter
from ui.theme import Look
from ui.widgets.cards import Card, buttons_below, reading_page, wrapped
from ui.widgets.choice_list import Choice, ChoiceList
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label

_ICONS = {
    Connection.NETWORK: "link",
    Connection.SYSTEM: "monitor",
    Connection.BLUETOOTH: "smartphone",
}


class PrinterFinder(QWidget):
    """`chosen` carries a printer that was found, or one at an address that somebody typed."""

    chosen = Signal(object)  # FoundPrinter

    def __init__(self, presenter: FindingPresenter, look: Look) -> None:
        super().__init__()
        self._presenter = presenter
        self._tr = Catalog("en")
        self._here: tuple[FoundPrinter, ...] | None = None
        self._unlisted: tuple[Exception, ...] = ()
        self._looked: Looked | None = None
        self._arrived: list[FoundPrinter] = []
        self._set: frozenset[str] = frozenset()
        self._make_parts(look)
        self._lay_out()
        self._connect()

    def begin(self, already_set: Collection[str]) -> None:
        """Look at once for what this machine knows of; these addresses are set already."""
        self._set = frozenset(already_set)
        self._here, self._unlisted, self._looked = None, (), None
        self._arrived = []
        self.notice.hide()
        self.range.show_error("")
        self.address.begin()
        self._presenter.find()
        self._say()
        self.again_button.setFocus()

    def end(self) -> None:
        """Nobody looks any more."""
        self._presenter.cancel()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.notice.retranslate(tr)
        self._title.setText(tr("Printers that are there"))
        self.again_button.retranslate(tr("Look again"))
        self._net_title.setText(tr("Look in the network"))
        self._net_text.setText(
            tr(
                "Lapak asks each of these addresses once whether a printer answers there. Nothing "
                "is printed. Look only in your own network."
            )
        )
        self.range.retranslate(
            tr("Addresses"), tr("At most 1,024, such as 192.168.1.1-192.168.1.254")
        )
        self.stop_button.retranslate(tr("Stop"))
        self.look_button.retranslate(tr("Look there"))
        self.address.retranslate(tr)
        self.back_button.retranslate(tr("Back"))
        self._say()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (
            *(self.notice, self.rows, self.net_rows, self.again_button, self.look_button),
            *(self.stop_button, self.address, self.back_button),
        ):
            part.restyle(look)

    def _make_parts(self, look: Look) -> None:
        self.notice = NoticePanel("finding_notice", look)
        self._title = label("title", "finding_title")
        self.state = wrapped("soft", "finding_state")
        self.rows = ChoiceList("found", look)
        self._missing = wrapped("soft", "finding_missing")
        self.again_button = KeyButton("find_again_button", icon="refresh-cw")
        self._net_title = label("title", "network_title")
        self._net_text = wrapped("soft", "network_text")
        self.range = FormField("network_range_field")
        self.look_button = KeyButton("look_button", icon="search")
        self.stop_button = KeyButton("stop_looking_button", icon="x")
        self.progress = QProgressBar()
        self.progress.setObjectName("network_progress")
        self.progress.setTextVisible(False)
        self.net_state = wrapped("soft", "network_state")
        self.net_rows = ChoiceList("answered", look)
        self.address = AddressForm(look)
        self.back_button = KeyButton("finding_back_button", "Esc")

    def _lay_out(self) -> None:
        column = reading_page(self)
        column.addWidget(self.notice)
        here = Card("finding_card")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.again_button)
        here.column.addLayout(head)
        for part in (self.state, self.rows, self._missing):
            here.column.addWidget(part)
        column.addWidget(here)
        column.addWidget(self._network_card())
        column.addWidget(self.address)
        column.addStretch(1)
        buttons_below(self, self.back_button, QWidget())

    def _network_card(self) -> Card:
        card = Card("network_card")
        card.column.addWidget(self._net_title)
        card.column.addWidget(self._net_text)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.range, 1)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(label("", "network_beside"))
        beside.addWidget(self.look_button)
        beside.addWidget(self.stop_button)
        beside.addStretch(1)
        row.addLayout(beside)
        card.column.addLayout(row)
        for part in (self.progress, self.net_state, self.net_rows):
            card.column.addWidget(part)
        return card

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.listed.connect(self._on_listed)
        presenter.proposed.connect(self._on_proposed)
        presenter.looked.connect(self._on_looked)
        presenter.ended.connect(self._on_looked)
        presenter.refused.connect(self._on_refused)
        presenter.failed.connect(self._on_failed)
        presenter.busy_changed.connect(self._say)
        self.again_button.clicked.connect(presenter.find)
        self.look_button.clicked.connect(self._look)
        self.range.submitted.connect(self._look)
        self.stop_button.clicked.connect(presenter.stop_looking)
        self.rows.chosen.connect(self._on_chosen)
        self.net_rows.chosen.connect(self._on_chosen)
        self.address.chosen.connect(self._on_typed)

    def _look(self) -> None:
        self.range.show_error("")
        self._arrived = []
        self._presenter.look(self.range.text())

    def _on_listed(self, listing: Listing) -> None:
        self._here, self._unlisted = listing.printers, listing.unlisted
        self._say()

    def _on_proposed(self, text: str) -> None:
        if not self.range.text().strip():
            self.range.field.setText(text)

    def _on_looked(self, looked: Looked) -> None:
        self._looked = looked
        known = {one.address for one in self._arrived}
        self._arrived += [one for one in looked.printers if one.address not in known]
        self._say()

    def _on_refused(self, error: Exception) -> None:
        self.range.show_error(told(error, self._tr))

    def _on_failed(self, error: Exception) -> None:
        self.notice.tell(told(error, self._tr), "error")
        self._say()

    def _on_chosen(self, address: str) -> None:
        for one in (*(self._here or ()), *self._arrived):
            if one.address == address:
                self.chosen.emit(one)
                return

    def _on_typed(self, address: str) -> None:
        kind = connection_of(address) or Connection.NETWORK
        self.chosen.emit(FoundPrinter(address, address, kind))

    def _say(self) -> None:
        self._say_here()
        self._say_network()

    def _say_here(self) -> None:
        tr, here = self._tr, self._here
        self.again_button.setEnabled(not self._presenter.is_listing)
        self.rows.show_choices([self._row(one) for one in here or ()])
        if here is None:
            self.state.setText(tr("Looking …"))
        elif here:
            self.state.setText(tr("Tap yours. Not every port has a printer."))
        else:
            self.state.setText(
                tr("Nothing was found on this machine. Is the printer on, and its cable in?")
            )
        self._missing.setText("\n".join(told(error, tr) for error in self._unlisted))
        self._missing.setVisible(bool(self._unlisted))

    def _say_network(self) -> None:
        looked, looking = self._looked, self._presenter.is_looking
        self.look_button.setVisible(not looking)
        self.stop_button.setVisible(looking)
        self.range.field.setEnabled(not looking)
        self.progress.setVisible(looking)
        if looked is not None:
            self.progress.setMaximum(max(looked.total, 1))
            self.progress.setValue(looked.done)
        printers = [one for one in self._arrived if one.answers is not Answer.STRANGER]
        self.net_rows.show_choices([self._row(one) for one in printers])
        self.net_state.setText(self._network_words(len(printers)))
        self.net_state.setVisible(looked is not None)

    def _network_words(self, found: int) -> str:
        tr, looked = self._tr, self._looked
        if looked is None:
            return ""
        if self._presenter.is_looking:
            words = tr("{done} of {total} addresses asked, {found} found")
        elif found:
            words = tr("{done} of {total} addresses asked, {found} found. Tap yours.")
        else:
            words = tr("{done} of {total} addresses asked, no printer answered.")
        lines = [words.format(done=looked.done, total=looked.total, found=found)]
        strange = tr("{address} answers, but it is no printer.")
        lines += [
            strange.format(address=one.name)
            for one in self._arrived
            if one.answers is Answer.STRANGER
        ]
        return "\n".join(lines)

    def _row(self, found: FoundPrinter) -> Choice:
        tr = self._tr
        said = {
            Answer.PRINTER: tr("answers as a printer"),
            Answer.SILENT: tr("is there, perhaps no printer"),
        }.get(found.answers, "")
        known = tr("known already") if found.address in self._set else ""
        follows = [connection_name(found.kind, tr), said, known]
        icon = _ICONS.get(found.kind, "printer")
        words = shortened(found.name)
        return Choice(found.address, icon, words, " · ".join(filter(None, follows)))
