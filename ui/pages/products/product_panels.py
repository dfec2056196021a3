"""The panels over the products page in which one product is set up, and the way between them."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pos_app.domain.product import Part, Product
from pos_app.domain.shelf import OnShelf
from pos_app.services.product_editing import VariantRow
from resources.translations import Catalog
from ui.pages.products.parcel_editor import ParcelEditor
from ui.pages.products.product_editor import ProductEditor
from ui.pages.products.variants_editor import VariantsEditor
from ui.presenters.product_editing import ProductEditing
from ui.theme import Look


class ProductPanels(QObject):
    """`stored` carries a product when its last panel closed. The two further ones are made late."""

    stored = Signal(object)  # Product

    def __init__(self, editing: ProductEditing, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._editing = editing
        self._look = look
        self._page = page
        self._tr = Catalog("en")
        self._then = ""
        self.editor = ProductEditor(look, page)
        self.variants: VariantsEditor | None = None
        self.parcel: ParcelEditor | None = None
        self.editor.submitted.connect(self._on_submitted)
        editing.labels_read.connect(self.editor.form.offer)
        editing.stored.connect(self._on_stored)
        editing.refused.connect(self._on_refused)
        editing.variants_read.connect(self._on_variants)
        editing.parts_read.connect(self._on_parts)

    @property
    def opened(self) -> "ProductEditor | VariantsEditor | ParcelEditor | None":
        """The panel that is shown."""
        return next((one for one in self._panels() if one.is_open), None)

    def add(self) -> None:
        """Set a new product up."""
        if self.opened is None:
            self._editing.read_labels()
            self.editor.add(self._editing.blank())

    def edit(self, product: Product) -> None:
        """Change a product."""
        self._editing.read_labels()
        self.editor.edit(product)

    def step_back(self) -> bool:
        """Go one step back; False where no panel is open."""
        panel = self.opened
        if panel is None:
            return False
        panel.left.emit()
        return True

    def scan(self, code: str) -> bool:
        """Put a scanned code where it belongs in the panel that is open; False if none is."""
        panel = self.opened
        if panel is self.editor:
            self.editor.form.take_code(code)
        elif panel is self.variants and self.variants is not None:
            self.variants.scan(code)
        elif panel is self.parcel and self.parcel is not None:
            self.parcel.search.setText(code)
        return panel is not None

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

    def place(self) -> None:
        """Keep up with the page's size."""
        for panel in self._panels():
            panel.place()

    def _panels(self) -> tuple[ProductEditor | VariantsEditor | ParcelEditor, ...]:
        made = (self.editor, self.variants, self.parcel)
        return tuple(one for one in made if one is not None)

    def _on_submitted(
        self, before: Product | None, after: Product, counted: int | None, then: str
    ) -> None:
        self._then = then
        if before is None:
            self._editing.add(after, counted)
        else:
            self._editing.change(before, after, counted)

    def _on_stored(self, product: Product) -> None:
        then, self._then = self._then, ""
        if then == "variants":
            self._editing.read_variants(product)
        elif then == "parts":
            self._editing.read_parts(product)
        else:
            panel = self.opened
            if panel is not None:
                panel.put_away()
            self.stored.emit(product)

    def _on_refused(self, error: Exception) -> None:
        panel = self.opened
        if panel is not None:
            panel.refuse(error)

    def _on_variants(self, product: Product, variants: tuple[OnShelf, ...]) -> None:
        if self.variants is None:
            self.variants = VariantsEditor(self._look, self._page)
            self.variants.retranslate(self._tr)
            self.variants.submitted.connect(self._store_variants)
        self.editor.put_away()
        self.variants.edit(product, variants)

    def _store_variants(self, product: Product, rows: tuple[VariantRow, ...]) -> None:
        self._editing.store_variants(product, rows)

    def _on_parts(self, product: Product, parts: tuple[tuple[Product, int], ...]) -> None:
        if self.parcel is None:
            self.parcel = ParcelEditor(self._look, self._page)
            self.parcel.retranslate(self._tr)
            self.parcel.submitted.connect(self._store_parts)
            self.parcel.searched.connect(self._editing.search)
            self.parcel.variants_wanted.connect(self._editing.show_variants)
            self._editing.found.connect(self.parcel.show_found)
        self.editor.put_away()
        self.parcel.edit(product, parts)

    def _store_parts(self, product: Product, parts: tuple[Part, ...]) -> None:
        self._editing.store_parts(product, parts)
