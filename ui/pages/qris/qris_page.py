"""The booth's QRIS code: which one buyers are shown, and bringing another one in."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.business_day import format_moment
from pos_app.domain.qris import ImportedFrom
from pos_app.services.qris import CodeInUse
from resources.translations import Catalog
from ui.pages.qris.code_card import CodeCard
from ui.pages.qris.code_entrance import CodeEntrance
from ui.pages.settings_links import BACK
from ui.pages.told import told
from ui.presenters.qris import Candidate, CodeView, QrisPresenter
from ui.theme import Look
from ui.widgets.cards import Card, reading_page, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label
from ui.widgets.settling import Settling
from ui.widgets.tone_panel import TonePanel

_WIDTH = 860


class QrisPage(QWidget):
    """The code in use and the ways to bring one in, or the question whether a new one is right."""

    page_asked = Signal(str)

    def __init__(self, presenter: QrisPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("qris_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._view = CodeView("Asia/Jakarta")
        self._settling = Settling()
        self._make_parts(look)
        self._lay_out()
        self._connect()
        self.restyle(look)
        self._show_parts()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.in_use.retranslate(tr)
        self.question.retranslate(tr)
        self.in_use.title.setText(tr("The QRIS code in use"))
        self.question.title.setText(tr("Is this your shop?"))
        self._none_title.setText(tr("No QRIS code yet"))
        self._none_text.setText(
            tr(
                "Bring in the code from the sign that the bank gave you. At each sale Lapak then "
                "makes a code with the amount in it, without internet."
            )
        )
        self.entrance.retranslate(tr)
        self.yes_button.retranslate(tr("YES, USE THIS CODE"))
        self.no_button.retranslate(tr("No, another one"))
        self.notice.retranslate(tr)
        self._say()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (
            *(self.in_use, self.question, self.entrance, self.notice),
            *(self.yes_button, self.no_button),
        ):
            part.restyle(look)
        self._none_icon.setPixmap(look.pixmap("qr-code", "ink_soft", 56))

    def enter(self) -> None:
        """Show the code in use; a question that was not answered is asked no more."""
        self._presenter.forget()
        self.notice.hide()
        self.entrance.enter()
        self._presenter.load()
        self._show_parts()

    def scan(self, code: str) -> None:
        """The sign was scanned."""
        self._presenter.read_text(code, ImportedFrom.SCANNER)

    def _make_parts(self, look: Look) -> None:
        self.notice = NoticePanel("qris_notice", look)
        self.in_use = CodeCard("qris_in_use")
        self._since = wrapped("soft", "qris_since")
        self.in_use.rest.addWidget(self._since)
        self.question = CodeCard("qris_question")
        self._before = TonePanel("qris_before")
        self._before_text = self._before.toned(wrapped("strong", "qris_before_text"))
        self._check = wrapped("soft", "qris_check")
        self._none_icon = label("soft", "qris_none_icon")
        self._none_title = label("title", "qris_none_title")
        self._none_text = wrapped("soft", "qris_none_text")
        self.entrance = CodeEntrance()
        self.yes_button = KeyButton("qris_yes_button", role="primary", icon="check", tall=True)
        self.no_button = KeyButton("qris_no_button", "Esc")

    def _lay_out(self) -> None:
        column = reading_page(self, _WIDTH)
        column.addWidget(self.notice)
        self._none = self._empty_card()
        self._lay_out_question()
        for part in (self.question, self.in_use, self._none, self.entrance):
            column.addWidget(part)
        column.addStretch(1)

    def _empty_card(self) -> QWidget:
        card = Card("qris_none_card")
        row = QHBoxLayout()
        row.setSpacing(20)
        words = QVBoxLayout()
        words.addWidget(self._none_title)
        words.addWidget(self._none_text)
        row.addWidget(self._none_icon)
        row.addLayout(words, 1)
        card.column.addLayout(row)
        return card

    def _lay_out_question(self) -> None:
        inner = QVBoxLayout(self._before)
        inner.setContentsMargins(16, 10, 16, 10)
        inner.addWidget(self._before_text)
        self.question.rest.addWidget(self._before)
        self.question.rest.addWidget(self._check)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.no_button)
        buttons.addWidget(self.yes_button, 1)
        self.question.column.addLayout(buttons)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.shown.connect(self._on_shown)
        presenter.reading.connect(self._on_reading)
        presenter.read.connect(self._on_read)
        presenter.used.connect(self._on_used)
        presenter.failed.connect(self._on_failed)
        presenter.saving_changed.connect(self.yes_button.setDisabled)
        self.entrance.file_chosen.connect(presenter.read_file)
        self.entrance.picture_pasted.connect(presenter.read_picture)
        self.entrance.text_given.connect(presenter.read_text)
        self.entrance.nothing_to_paste.connect(self._on_nothing_to_paste)
        self.yes_button.clicked.connect(self._accept)
        self.no_button.clicked.connect(self._one_step_back)
        self.entrance.left.connect(self._one_step_back)
        on_key(self, (Qt.Key.Key_Escape,), self._one_step_back)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.entrance.paste)

    @Slot()
    def _on_nothing_to_paste(self) -> None:
        words = self._tr("There is nothing to paste. Copy a picture or the text of the code.")
        self.notice.tell(words, "attention")

    @Slot(object)
    def _on_shown(self, view: CodeView) -> None:
        self._view = view
        if view.in_use is not None:
            self.in_use.show_code(view.in_use.code, view.modules)
        self._say()
        self._show_parts()

    @Slot()
    def _on_reading(self) -> None:
        self.notice.hide()
        self._show_parts()

    @Slot(object)
    def _on_read(self, found: Candidate) -> None:
        in_use = self._view.in_use
        if in_use is not None and in_use.code.payload == found.code.payload:
            self._presenter.forget()
            self.notice.tell(self._tr("This code is in use already. Nothing was changed."), "good")
            return
        self.question.show_code(found.code, found.modules)
        self._say()
        self._show_parts()
        self._settling.begin()
        self.no_button.setFocus()

    @Slot()
    def _accept(self) -> None:
        if self._settling.is_over:
            self._presenter.use()

    @Slot(object)
    def _on_used(self, in_use: CodeInUse) -> None:
        self._show_parts()
        self.entrance.enter()
        words = self._tr("Buyers are shown the code of {merchant} from now on.")
        self.notice.tell(words.format(merchant=in_use.code.merchant), "good")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._show_parts()
        self.notice.tell(told(error, self._tr), "error")

    @Slot()
    def _one_step_back(self) -> None:
        if self._presenter.candidate is None:
            self.page_asked.emit(BACK)
            return
        self._presenter.forget()
        self._show_parts()
        self.entrance.enter()

    def _show_parts(self) -> None:
        asking, known = self._presenter.candidate is not None, self._view.in_use is not None
        self.question.setVisible(asking)
        self.in_use.setVisible(known and not asking)
        self._none.setVisible(not known and not asking)
        self.entrance.setVisible(not asking)

    def _say(self) -> None:
        tr, in_use = self._tr, self._view.in_use
        title = tr("Bring the code in") if in_use is None else tr("Replace the code")
        self.entrance.title.setText(title)
        if in_use is not None:
            self._since.setText(_since(in_use, self._view.zone, tr))
        self._check.setText(
            tr("Compare name and NMID with the sign of the bank. Buyers pay whoever stands here.")
        )
        self._say_before()

    def _say_before(self) -> None:
        tr, in_use, found = self._tr, self._view.in_use, self._presenter.candidate
        self._before.setVisible(in_use is not None)
        if in_use is None or found is None:
            return
        if in_use.code.nmid and in_use.code.nmid == found.code.nmid:
            self._before.set_tone("card")
            self._before_text.setText(tr("Another code of the same merchant as until now."))
            return
        self._before.set_tone("attention")
        words = tr(
            "Until now buyers paid {before} (NMID {old}). From now on they would pay {after} "
            "(NMID {new})."
        )
        before, after = in_use.code, found.code
        self._before_text.setText(
            words.format(
                before=before.merchant,
                old=before.nmid or "–",
                after=after.merchant,
                new=after.nmid or "–",
            )
        )


def _since(in_use: CodeInUse, zone: str, tr: Catalog) -> str:
    sources = {
        ImportedFrom.PICTURE: tr("from a picture"),
        ImportedFrom.SCANNER: tr("by scanner"),
        ImportedFrom.TEXT: tr("as text"),
    }
    at, source = format_moment(in_use.since, zone, tr.language), sources[in_use.source]
    if in_use.by:
        return tr("Since {time}, {source}, by {name}").format(
            time=at, source=source, name=in_use.by
        )
    return tr("Since {time}, {source}").format(time=at, source=source)
