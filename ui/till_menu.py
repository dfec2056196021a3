"""The menu in the top bar: language, theme, training, full screen, help, close."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from pos_app.settings import TEXT_SIZES, Settings
from resources.translations import LANGUAGES, Catalog
from ui.key_table import key_of
from ui.theme import Look


class TillMenu(QMenu):
    """Says what was chosen; the marks show what holds now."""

    setting_chosen = Signal(str, object)  # field and value
    training_chosen = Signal(bool)
    lock_chosen = Signal()
    own_pin_chosen = Signal()
    drawer_chosen = Signal()
    full_screen_chosen = Signal()
    help_chosen = Signal()
    close_chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("till_menu")

    def fill(
        self,
        settings: Settings,
        tr: Catalog,
        look: Look,
        *,
        training: bool | None = None,
        lockable: bool = False,
    ) -> None:
        """Write the menu in a language, with what is set marked.

        `training` is whether somebody practises; None where nobody can yet. `lockable` is whether
        people are set up.
        """
        self.clear()
        if lockable:
            self._add_person(tr, look)
        if training is not None:
            drawer = self._add("drawer", tr("Open the drawer") + "\tF8", "inbox", look)
            drawer.triggered.connect(self.drawer_chosen)
            self.addSeparator()
        self._add_looks(settings, tr)
        if training is not None:
            self._add_training(tr, training=training)
        self._add_window(tr, look)

    def _add_person(self, tr: Catalog, look: Look) -> None:
        lock = self._add("lock", tr("Lock, change cashier") + "\tCtrl+L", "lock", look)
        lock.triggered.connect(self.lock_chosen)
        own_pin = self._add("own_pin", tr("Change my PIN"), "key-round", look)
        own_pin.triggered.connect(self.own_pin_chosen)
        self.addSeparator()

    def _add_looks(self, settings: Settings, tr: Catalog) -> None:
        self._add_choice("language", list(LANGUAGES.items()), settings.language)
        self.addSeparator()
        themes = [
            ("light", tr("Light")),
            ("dark", tr("Dark")),
            ("contrast", tr("High contrast")),
        ]
        self._add_choice("theme", themes, settings.theme)
        self._add_sizes(settings.text_size, tr)
        self.addSeparator()
        self._add_switch("sounds", tr("Sounds"), on=settings.sounds)
        self._add_switch("customer_display", tr("Customer display"), on=settings.customer_display)
        self.addSeparator()

    def _add_window(self, tr: Catalog, look: Look) -> None:
        full = self._add(
            "full_screen", _with_key(tr("Full screen"), "full_screen"), "monitor", look
        )
        full.triggered.connect(self.full_screen_chosen)
        help_page = self._add("help", _with_key(tr("Help"), "help"), "circle-question-mark", look)
        help_page.triggered.connect(self.help_chosen)
        self._add("close", tr("Close Lapak"), "log-out", look).triggered.connect(self.close_chosen)

    def _add_training(self, tr: Catalog, *, training: bool) -> None:
        action = self.addAction(tr("Training mode"))
        action.setObjectName("menu_training")
        action.setCheckable(True)
        action.setChecked(training)
        action.triggered.connect(self.training_chosen)

    def _add_sizes(self, chosen: int, tr: Catalog) -> None:
        sizes = self.addMenu(tr("Text size"))
        sizes.setObjectName("menu_text_size")
        choices = [(size, f"{size} %") for size in TEXT_SIZES]
        self._add_choice("text_size", choices, chosen, sizes)

    def _add_choice(
        self,
        field: str,
        choices: Sequence[tuple[str | int, str]],
        chosen: str | int,
        menu: QMenu | None = None,
    ) -> None:
        group = QActionGroup(menu or self)
        for value, text in choices:
            action = (menu or self).addAction(text)
            action.setObjectName(f"menu_{field}_{value}")
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.setData((field, value))
            group.addAction(action)
        group.triggered.connect(self._choose)

    def _add_switch(self, field: str, text: str, *, on: bool) -> None:
        action = self.addAction(text)
        action.setObjectName(f"menu_{field}")
        action.setCheckable(True)
        action.setChecked(on)
        action.setData((field, not on))
        action.triggered.connect(self._switch)

    def _add(self, name: str, text: str, icon: str, look: Look) -> QAction:
        action = self.addAction(look.icon(icon), text)
        action.setObjectName(f"menu_{name}")
        return action

    def _choose(self, action: QAction) -> None:
        field, value = action.data()
        self.setting_chosen.emit(field, value)

    def _switch(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._choose(action)


def _with_key(text: str, name: str) -> str:
    """A menu's text with its key at the right edge."""
    return f"{text}\t{key_of(name)}"
