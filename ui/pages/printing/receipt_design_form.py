"""What a booth puts on its receipt: logo, words above and below, code, language, tax number."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.settings import MAX_LINK, MAX_OWN_TEXT, MAX_TAX_ID, RECEIPT_CODES, ReceiptDesign
from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import Card, wrapped
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label
from ui.widgets.text_rows import TextRows

_MOST_LINES = 12
_AS_SCREEN = "screen"


class ReceiptDesignForm(QWidget):
    """`changed` carries the fields of a design that somebody changed."""

    changed = Signal(object)
    logo_wanted = Signal()
    logo_removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._logo_title = label("title", "design_logo_title")
        self.logo_hint = wrapped("soft", "design_logo_hint")
        self.logo_button = KeyButton("choose_logo_button", icon="file-up")
        self.remove_button = KeyButton("remove_logo_button", icon="trash-2")
        self._words_title = label("title", "design_words_title")
        self.header = TextRows("design_header", _MOST_LINES)
        self.footer = TextRows("design_footer", _MOST_LINES)
        self._code_title = label("title", "design_code_title")
        self.code = ChoiceChips("design_code", RECEIPT_CODES)
        self._code_hint = wrapped("soft", "design_code_hint")
        self.link = FormField("design_link_field")
        self._language_title = label("title", "design_language_title")
        self.language = ChoiceChips("design_language", (_AS_SCREEN, "id", "en"))
        self.tax_id = FormField("design_tax_id_field")
        for rows in (self.header, self.footer):
            for line in rows.lines:
                line.setMaxLength(MAX_OWN_TEXT)
        self.link.field.setMaxLength(MAX_LINK)
        self.tax_id.field.setMaxLength(MAX_TAX_ID)
        self._connect()
        self._code_says = {"receipt": "", "link": "", "none": ""}

    def cards(self) -> tuple[QWidget, ...]:
        """The form's cards, top to bottom."""
        logo = Card("design_logo_card")
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.logo_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        logo.column.addWidget(self._logo_title)
        logo.column.addWidget(self.logo_hint)
        logo.column.addLayout(buttons)
        words = _card("design_words_card", self._words_title, self.header, self.footer)
        code = _card("design_code_card", self._code_title, self.code, self._code_hint, self.link)
        rest = _card("design_rest_card", self._language_title, self.language, self.tax_id)
        return logo, words, code, rest

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._logo_title.setText(tr("Logo"))
        self.logo_button.retranslate(tr("Choose a picture"))
        self.remove_button.retranslate(tr("Without logo"))
        self._words_title.setText(tr("Your words"))
        line = tr("line {number}")
        self.header.retranslate(
            tr("Under the name"), line, tr("Address, phone, social media: one line each.")
        )
        self.footer.retranslate(
            tr("At the end"),
            line,
            tr("Empty: “Thank you”. “Goods cannot be returned” is against the law."),
        )
        self._code_title.setText(tr("QR code"))
        self.code.retranslate(
            {"receipt": tr("The receipt"), "link": tr("Your link"), "none": tr("No code")}
        )
        self._code_says = {
            "receipt": tr("Other registers read the sale from it when goods come back."),
            "link": tr("Buyers open it with their phone's camera."),
            "none": tr("Saves paper. Goods that come back are looked up by number."),
        }
        self.link.retranslate(tr("Link"), tr("For example instagram.com/batikpolokarto"))
        self._language_title.setText(tr("Language of the papers"))
        self.language.retranslate(
            {_AS_SCREEN: tr("As the screen"), "id": "Indonesia", "en": "English"}
        )
        self.tax_id.retranslate(tr("NPWP"), tr("Only for a PKP, which charges PPN. Else empty."))
        self._show_code()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for button in (self.logo_button, self.remove_button):
            button.restyle(look)

    def show_design(self, design: ReceiptDesign) -> None:
        """Show what is stored."""
        self.remove_button.setVisible(design.logo)
        self.header.show_text(design.header)
        self.footer.show_text(design.footer)
        self.code.choose(design.code)
        self.link.field.setText(design.link)
        self.language.choose(design.language or _AS_SCREEN)
        self.tax_id.field.setText(design.tax_id)
        self._show_code()

    def _show_code(self) -> None:
        value = self.code.value()
        self._code_hint.setText(self._code_says[value])
        self.link.setVisible(value == "link")

    def _connect(self) -> None:
        self.logo_button.clicked.connect(self.logo_wanted)
        self.remove_button.clicked.connect(self.logo_removed)
        self.header.edited.connect(self._on_header)
        self.footer.edited.connect(self._on_footer)
        self.code.chosen.connect(self._on_code)
        self.link.edited.connect(self._on_link)
        self.language.chosen.connect(self._on_language)
        self.tax_id.edited.connect(self._on_tax_id)

    @Slot(str)
    def _on_header(self, text: str) -> None:
        self.changed.emit({"header": text})

    @Slot(str)
    def _on_footer(self, text: str) -> None:
        self.changed.emit({"footer": text})

    @Slot(str)
    def _on_code(self, value: str) -> None:
        self._show_code()
        self.changed.emit({"code": value})

    @Slot(str)
    def _on_link(self, text: str) -> None:
        self.changed.emit({"link": text})

    @Slot(str)
    def _on_language(self, value: str) -> None:
        self.changed.emit({"language": "" if value == _AS_SCREEN else value})

    @Slot(str)
    def _on_tax_id(self, text: str) -> None:
        self.changed.emit({"tax_id": text})


def _card(name: str, *parts: QWidget) -> Card:
    card = Card(name)
    for part in parts:
        card.column.addWidget(part)
    return card
