"""Address and code that join an expo, for the welcome and for the sync page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.invitation import is_invitation
from pos_app.services.organizer import FoundServer
from resources.translations import Catalog
from ui.pages.told import told
from ui.presenters.server_search import ServerSearch
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.choice_list import Choice, ChoiceList
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton

_ADDRESS_TROUBLE = ("server_", "certificate_", "invitation_")
"""Codes of errors that start so are about the address; the others came from who answers there."""

_MOST = 3
"""As many servers as a small screen has room for; a hall has one."""


class JoinForm(QWidget):
    """Two fields and a button; what is wrong stands beside the field that it is about.

    A server may also be found in the network and compared by its fingerprint, or all be scanned.
    While found ones are shown they stand in the place of the address: one question at a time.
    """

    submitted = Signal(str, str)  # address, or what was scanned; code

    def __init__(self, look: Look, search: ServerSearch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = Catalog("en")
        self._moving = self._busy = False
        self._search = search
        self._found: tuple[FoundServer, ...] = ()
        self._chosen: FoundServer | None = None
        self._text = wrapped("soft", "join_text")
        self.address = FormField("join_address_field")
        self.find_button = KeyButton("join_find_button", role="quiet", icon="search")
        self.type_button = KeyButton("join_type_button", role="quiet", icon="pencil")
        self.servers = ChoiceList("join_server", look)
        self._compare = wrapped("soft", "join_compare")
        self.code = FormField("join_code_field")
        self.button = KeyButton("join_button", role="primary", icon="link")
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._text.setText(tr("Scan the organizer's code, or type both. A code works once."))
        self.address.retranslate(
            tr("Organizer's address"), tr("For example 192.168.1.10:8080 or expo.example.id")
        )
        name = tr("Move code") if self._moving else tr("Join code")
        self.code.retranslate(name, tr("8 letters and digits"))
        self.find_button.retranslate(tr("Look in this network"))
        self.type_button.retranslate(tr("Type the address instead"))
        self._show_servers()
        self.set_busy(busy=self._busy)

    def restyle(self, look: Look) -> None:
        """Tint the icons."""
        for part in (self.find_button, self.type_button, self.servers, self.button):
            part.restyle(look)

    def use_for(self, *, moving: bool) -> None:
        """Whether the code is to bring another laptop's booth here, or one that is new."""
        self._moving = moving
        self.retranslate(self._tr)

    def set_busy(self, *, busy: bool) -> None:
        """While the server is asked nothing can be pressed twice."""
        self._busy = busy
        ready = self._tr("Bring the booth here") if self._moving else self._tr("Join")
        words = self._tr("Connecting …") if busy else ready
        self.button.retranslate(words)
        fields = (self.address.field, self.code.field)
        for part in (self.button, self.find_button, self.type_button, self.servers, *fields):
            part.setEnabled(not busy)

    def scan(self, text: str) -> bool:
        """Join by what was scanned, if it is for that."""
        if not is_invitation(text) or self._busy:
            return False
        self.submitted.emit(text, "")
        return True

    @Slot()
    def submit(self) -> None:
        """Ask to join, if both fields are filled."""
        address, code = self.address.text().strip(), self.code.text().strip()
        if is_invitation(address):
            self.submitted.emit(address, "")
        elif not address:
            self.address.show_error(self._tr("Please type the organizer's address."))
        elif not code:
            self.code.show_error(self._tr("Please type the join code."))
        else:
            chosen = self._chosen
            known = chosen is not None and chosen.address == address
            self.submitted.emit(chosen.to_join if chosen and known else address, code)

    def show_error(self, error: Exception) -> None:
        """Say what went wrong beside the field that can change it."""
        self.set_busy(busy=False)
        about_address = isinstance(error, LapakError) and error.code.startswith(_ADDRESS_TROUBLE)
        if isinstance(error, LapakError) and error.code == "certificate_unknown":
            self._offer(str(error.details["address"]), str(error.details["certificate"]))
            return
        field = self.address if about_address else self.code
        if about_address:
            self._ask_address()
        field.show_error(told(error, self._tr))

    def _offer(self, address: str, certificate: str) -> None:
        """A server with a certificate of its own is believed once a person has compared it."""
        self._on_found((FoundServer(address.partition("://")[2], address, certificate),))
        self._compare.setText(
            self._tr(
                "This server vouches for itself. Press it if its fingerprint is the one that the "
                "organizer shows."
            )
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        left = Qt.AlignmentFlag.AlignLeft
        column.addWidget(self._text)
        column.addWidget(self.address)
        column.addWidget(self.find_button, 0, left)
        column.addWidget(self.servers)
        column.addWidget(self._compare)
        column.addWidget(self.type_button, 0, left)
        column.addWidget(self.code)
        column.addWidget(self.button)

    def _connect(self) -> None:
        self.button.clicked.connect(self.submit)
        self.address.submitted.connect(self.code.field.setFocus)
        self.code.submitted.connect(self.submit)
        self.find_button.clicked.connect(self._search.look)
        self.type_button.clicked.connect(self._on_typing)
        self._search.started.connect(self._on_started)
        self._search.found.connect(self._on_found)
        self._search.failed.connect(self._on_not_looked)
        self.servers.chosen.connect(self._on_chosen)

    @Slot()
    def _on_started(self) -> None:
        self.find_button.setEnabled(False)
        self.find_button.retranslate(self._tr("Looking …"))

    @Slot(object)
    def _on_found(self, servers: Sequence[FoundServer]) -> None:
        self._found, self._chosen = tuple(servers[:_MOST]), None
        self._looked()
        self.address.show_error("")
        self._show_servers()
        self.servers.focus_first()
        if not self._found:
            self._compare.setText(
                self._tr(
                    "No server was found. Are both in the same Wi-Fi? Ask the organizer for the "
                    "address."
                )
            )
            self._compare.show()
            self.address.field.setFocus()

    @Slot(object)
    def _on_not_looked(self, error: Exception) -> None:
        self._looked()
        self.address.show_error(told(error, self._tr))

    def _looked(self) -> None:
        self.find_button.setEnabled(not self._busy)
        self.find_button.retranslate(self._tr("Look in this network"))

    @Slot(str)
    def _on_chosen(self, address: str) -> None:
        self._chosen = next(one for one in self._found if one.address == address)
        self.address.field.setText(address)
        self._show_servers()
        self.code.field.setFocus()
        if self.code.text().strip():  # it was typed before the fingerprint had to be compared
            self.submit()

    @Slot()
    def _on_typing(self) -> None:
        self._ask_address()
        self.address.field.setFocus()

    def _ask_address(self) -> None:
        """Nothing that was found is it: the address is typed."""
        self._found, self._chosen = (), None
        self._show_servers()

    def _show_servers(self) -> None:
        tr, chosen = self._tr, self._chosen
        shown = (chosen,) if chosen else self._found
        self.servers.show_choices(
            [Choice(one.address, "store", one.name, self._about(one)) for one in shown]
        )
        found, asks_code = bool(self._found), bool(chosen) or not self._found
        shown_when: dict[QWidget, bool] = {
            self._compare: found,
            self.type_button: found,
            self.address: not found,
            self.find_button: not found,
            self.code: asks_code,
            self.button: asks_code,
        }
        for part, is_shown in shown_when.items():
            part.setVisible(is_shown)
        self._compare.setText(
            tr("You chose this server. Type the join code.")
            if chosen
            else tr("Press the server whose fingerprint is the one that the organizer shows.")
        )

    def _about(self, server: FoundServer) -> str:
        if not server.fingerprint:
            return server.address
        told_so = self._tr("Fingerprint {fingerprint} · {address}")
        return told_so.format(fingerprint=server.fingerprint, address=server.address)
