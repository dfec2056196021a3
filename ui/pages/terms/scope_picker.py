"""What a promotion is about: everything, categories, or single products."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from pos_app.domain.product import Category, Product
from pos_app.domain.promotion import Scope
from resources.translations import Catalog
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.form_field import FormField

_COLUMNS = 3
_ABOUT = ("everything", "categories", "products")


class ScopePicker(QWidget):
    """Chips for what it is about; categories to tick, products to search and pick."""

    edited = Signal()
    searched = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.about = ChoiceChips("scope", _ABOUT)
        self.search = FormField("scope_search_field")
        self._categories = _Grid("scope_category")
        self._found = _Grid("scope_found")
        self._picked = _Grid("scope_product")
        self._names: dict[str, str] = {}
        self._brands: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.about, self._categories, self._picked, self.search, self._found):
            column.addWidget(part)
        self.about.chosen.connect(self._on_about)
        self.search.edited.connect(self.searched)
        self._categories.pressed.connect(self._on_changed)
        self._picked.pressed.connect(self._on_removed)
        self._found.pressed.connect(self._on_found)
        self._show_about()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self.about.retranslate(
            {
                "everything": tr("Everything"),
                "categories": tr("Categories"),
                "products": tr("Single products"),
            }
        )
        self.search.retranslate(tr("Add a product"), tr("Type a name or scan it"))

    def show_categories(self, categories: Sequence[Category]) -> None:
        """Offer these; what is ticked stays so."""
        ticked = self._categories.checked()
        self._categories.show_choices({one.name: one.name for one in categories}, ticked)

    def show_scope(self, scope: Scope, names: Mapping[str, str]) -> None:
        """Show what a promotion is about; `names` are of its products by id."""
        self._names = dict(names)
        self._brands = scope.brands
        self._categories.check(scope.categories)
        self._show_picked(scope.products)
        self.search.field.clear()
        self._found.show_choices({}, ())
        kind = "products" if scope.products else "categories" if scope.categories else "everything"
        self.about.choose(kind)
        self._show_about()

    def show_found(self, products: Sequence[Product]) -> None:
        """Offer what a search found, less what is picked already."""
        picked = self._picked.values()
        self._names |= {product.id: product.name for product in products}
        offered = {one.id: one.name for one in products if one.id not in picked}
        self._found.show_choices(offered if self.search.text().strip() else {}, ())

    def scope(self) -> Scope:
        """What was chosen."""
        match self.about.value():
            case "categories":
                return Scope(categories=self._categories.checked(), brands=self._brands)
            case "products":
                return Scope(products=self._picked.values())
            case _:
                return Scope()

    @property
    def names(self) -> Mapping[str, str]:
        """Names of the products that were seen, by id."""
        return self._names

    def _show_picked(self, products: Sequence[str]) -> None:
        self._picked.show_choices({one: f"{self._names.get(one, one)}  ×" for one in products}, ())

    def _show_about(self) -> None:
        about = self.about.value()
        self._categories.setVisible(about == "categories")
        for part in (self.search, self._found, self._picked):
            part.setVisible(about == "products")

    @Slot()
    def _on_about(self) -> None:
        self._show_about()
        self.edited.emit()

    @Slot(str)
    def _on_changed(self, _value: str) -> None:
        self.edited.emit()

    @Slot(str)
    def _on_found(self, product: str) -> None:
        self._show_picked((*self._picked.values(), product))
        self.search.field.clear()
        self._found.show_choices({}, ())
        self.search.field.setFocus()
        self.edited.emit()

    @Slot(str)
    def _on_removed(self, product: str) -> None:
        self._show_picked([one for one in self._picked.values() if one != product])
        self.edited.emit()


class _Grid(QWidget):
    """Buttons in columns; `pressed` carries the value of one."""

    pressed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._buttons: dict[str, QPushButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

    def values(self) -> tuple[str, ...]:
        return tuple(self._buttons)

    def checked(self) -> tuple[str, ...]:
        return tuple(value for value, button in self._buttons.items() if button.isChecked())

    def check(self, values: Sequence[str]) -> None:
        for value, button in self._buttons.items():
            button.setChecked(value in values)

    def show_choices(self, choices: Mapping[str, str], ticked: Sequence[str]) -> None:
        if tuple(choices) == tuple(self._buttons):  # a finger may be on its way to one
            return
        for button in self._buttons.values():
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for place, (value, text) in enumerate(choices.items()):
            button = QPushButton(text.replace("&", "&&"))
            button.setObjectName(f"{self._name}_{place}_button")
            button.setAccessibleName(text)
            button.setProperty("role", "chip")
            button.setCheckable(self._name == "scope_category")
            button.setChecked(value in ticked)
            button.clicked.connect(self._on_clicked)
            self._buttons[value] = button
            self._grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)

    def _on_clicked(self) -> None:
        for value, button in tuple(self._buttons.items()):
            if button is self.sender():
                self.pressed.emit(value)
