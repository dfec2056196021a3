"""What is asked over the sell page: which variant, a new product, an amount without a product."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.shelf import OnShelf
from resources.translations import Catalog
from ui.presenters.sell import SellPresenter
from ui.theme import Look

if TYPE_CHECKING:
    from ui.pages.selling.free_amount import FreeAmount
    from ui.pages.selling.new_product import NewProduct
    from ui.pages.selling.variant_chooser import VariantChooser
    from ui.presenters.adding import AddingPresenter

    Panel = FreeAmount | NewProduct | VariantChooser

# Panels are imported where they are made: a till starts without.


class SellPanels(QObject):
    """Makes each panel when it is first needed; one is open at a time."""

    def __init__(
        self,
        sell: SellPresenter,
        make_adding: Callable[[], "AddingPresenter"],
        look: Look,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._sell = sell
        self._make_adding = make_adding
        self._adding: AddingPresenter | None = None
        self._look = look
        self._page = page
        self._tr = Catalog("en")
        self.chooser: VariantChooser | None = None
        self.new_product: NewProduct | None = None
        self.free_amount: FreeAmount | None = None
        sell.choice_wanted.connect(self._choose)
        sell.added.connect(self._on_added)

    @property
    def is_open(self) -> bool:
        """Whether one of them waits for an answer."""
        return any(panel.is_open for panel in self._panels())

    def close(self) -> None:
        """Put them away; nothing was changed."""
        for panel in self._panels():
            panel.close()

    def place(self) -> None:
        """Keep up with the page's size."""
        for panel in self._panels():
            panel.place()

    def refuse(self, error: LapakError) -> bool:
        """Say in the panel that caused it why something cannot be; False if none did."""
        if self.free_amount is None or not self.free_amount.is_open:
            return False
        self.free_amount.refuse(error)
        return True

    def add_product(self, barcode: str = "", category: str = "") -> None:
        """Ask for a new product."""
        if self.new_product is None:
            from ui.pages.selling.new_product import NewProduct

            self.new_product = NewProduct(self.adding, self._look, self._page)
            self.new_product.retranslate(self._tr)
        self.close()
        self.adding.begin(barcode, category)

    def ask_free_amount(self) -> None:
        """Ask for an amount that is sold without a product."""
        if self.free_amount is None:
            from ui.pages.selling.free_amount import FreeAmount

            self.free_amount = FreeAmount(self._look, self._page)
            self.free_amount.retranslate(self._tr)
            self.free_amount.entered.connect(self._on_free_amount)
            self.adding.free_amount_asked.connect(self.free_amount.ask)
        self.close()
        self.adding.ask_free_amount()

    @property
    def adding(self) -> "AddingPresenter":
        """Adds what is not in the catalogue."""
        if self._adding is None:
            self._adding = self._make_adding()
            self._adding.added.connect(self._sell.add)
        return self._adding

    def retranslate(self, tr: Catalog) -> None:
        """Take another language."""
        self._tr = tr
        for panel in self._panels():
            panel.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._look = look
        for panel in self._panels():
            panel.restyle(look)

    def _choose(self, product: OnShelf, variants: tuple[OnShelf, ...]) -> None:
        if self.chooser is None:
            from ui.pages.selling.variant_chooser import VariantChooser

            self.chooser = VariantChooser(self._look, self._page)
            self.chooser.retranslate(self._tr)
            self.chooser.chosen.connect(self._sell.add)
        self.close()
        self.chooser.ask(product, variants)

    def _on_added(self, _line: object) -> None:
        """A scan has answered what was asked."""
        if self.chooser is not None:
            self.chooser.close()

    def _on_free_amount(self, amount: int, name: str, brand: str) -> None:
        if self._sell.add_free(amount, name, self._tr("Other goods"), brand):
            assert self.free_amount is not None
            self.free_amount.close()

    def _panels(self) -> "list[Panel]":
        made = (self.chooser, self.new_product, self.free_amount)
        return [panel for panel in made if panel is not None]
