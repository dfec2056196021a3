"""A QRIS code as people know it: drawn, with the merchant's name and number beside it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.domain.qris import StaticCode
from pos_app.services.qris import Modules
from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import Card, wrapped
from ui.widgets.qr_code import LEAST_PX, QrCode

_LEAST_MODULES = 57


class CodeCard(Card):
    """`rest` is the column under the merchant, for what a page has to say or ask."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._tr = Catalog("en")
        self._code: StaticCode | None = None
        self.title = wrapped("title", f"{name}_title")
        self._drawn = QrCode(f"{name}_code")
        self._merchant = wrapped("total", f"{name}_merchant")
        self._nmid = wrapped("amount", f"{name}_nmid")
        self._city = wrapped("soft", f"{name}_city")
        self.rest = QVBoxLayout()
        self.rest.setSpacing(8)
        self._lay_out()

    def retranslate(self, tr: Catalog) -> None:
        """Set the texts that follow the code."""
        self._tr = tr
        self._drawn.setAccessibleName(tr("QRIS code"))
        self._say()

    def restyle(self, look: Look) -> None:
        """Make room for the code."""
        side = LEAST_PX * _LEAST_MODULES
        self._drawn.setFixedSize(side, side)
        self.title.setMinimumHeight(look.px(28))

    def show_code(self, code: StaticCode, modules: Modules) -> None:
        """Show a code."""
        self._code = code
        self._drawn.show_modules(modules)
        side = max(LEAST_PX * len(modules), LEAST_PX * _LEAST_MODULES)
        self._drawn.setFixedSize(side, side)
        self._say()

    def _say(self) -> None:
        if self._code is None:
            return
        tr, code = self._tr, self._code
        self._merchant.setText(code.merchant)
        self._nmid.setText(f"NMID {code.nmid}" if code.nmid else tr("This code has no NMID"))
        self._city.setText(code.city)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(6)
        for part in (self._merchant, self._nmid, self._city):
            words.addWidget(part)
        words.addSpacing(8)
        words.addLayout(self.rest)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._drawn)
        row.addLayout(words, 1)
        self.column.addWidget(self.title)
        self.column.addLayout(row)
