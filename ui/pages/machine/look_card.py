"""The card of the settings for what one sees and hears."""

from PySide6.QtCore import Signal, Slot

from pos_app.settings import TEXT_SIZES, Settings
from resources.translations import LANGUAGES, Catalog
from ui.theme import Look
from ui.widgets.cards import Card
from ui.widgets.named_choice import NamedChoice
from ui.widgets.restyle import label

_SWITCH = ("on", "off")


class LookCard(Card):
    """Language, theme, text size, sounds, customer display; `changed` carries settings by name."""

    changed = Signal(object)  # dict[str, str | int]

    def __init__(self) -> None:
        super().__init__("settings_look_card")
        self._title = label("title", "settings_look_title")
        self.language = NamedChoice("language", tuple(LANGUAGES))
        self.theme = NamedChoice("theme", ("light", "dark", "contrast"))
        self.text_size = NamedChoice("text_size", tuple(map(str, TEXT_SIZES)))
        self.sounds = NamedChoice("sounds", _SWITCH)
        self.customer_display = NamedChoice("customer_display", _SWITCH[::-1])
        self.column.addWidget(self._title)
        for row in self._rows():
            self.column.addWidget(row)
        self.language.chosen.connect(self._on_language)
        self.theme.chosen.connect(self._on_theme)
        self.text_size.chosen.connect(self._on_text_size)
        self.sounds.chosen.connect(self._on_sounds)
        self.customer_display.chosen.connect(self._on_customer_display)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._title.setText(tr("Language and look"))
        self.language.retranslate(tr("Language"), LANGUAGES)
        themes = {"light": tr("Light"), "dark": tr("Dark"), "contrast": tr("High contrast")}
        self.theme.retranslate(tr("Theme"), themes)
        sizes = {str(size): f"{size} %" for size in TEXT_SIZES}
        self.text_size.retranslate(tr("Text size"), sizes)
        self.sounds.retranslate(tr("Sounds"), {"on": tr("On"), "off": tr("Off")})
        screens = {"on": tr("Second screen"), "off": tr("Off")}
        self.customer_display.retranslate(tr("Customer display"), screens)

    def restyle(self, look: Look) -> None:
        """Take another size of text."""
        for row in self._rows():
            row.restyle(look)

    def show_settings(self, settings: Settings) -> None:
        """Show what is set."""
        self.language.choose(settings.language)
        self.theme.choose(settings.theme)
        self.text_size.choose(str(settings.text_size))
        self.sounds.choose("on" if settings.sounds else "off")
        self.customer_display.choose("on" if settings.customer_display else "off")

    def enter(self) -> None:
        """The language that holds has the focus."""
        self.language.choice.chips[self.language.value()].setFocus()

    def _rows(self) -> tuple[NamedChoice, ...]:
        return self.language, self.theme, self.text_size, self.sounds, self.customer_display

    @Slot(str)
    def _on_language(self, language: str) -> None:
        self.changed.emit({"language": language, "language_chosen": True})

    @Slot(str)
    def _on_theme(self, theme: str) -> None:
        self.changed.emit({"theme": theme})

    @Slot(str)
    def _on_text_size(self, size: str) -> None:
        self.changed.emit({"text_size": int(size)})

    @Slot(str)
    def _on_sounds(self, chosen: str) -> None:
        self.changed.emit({"sounds": chosen == "on"})

    @Slot(str)
    def _on_customer_display(self, chosen: str) -> None:
        self.changed.emit({"customer_display": chosen == "on"})
