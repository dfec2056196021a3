"""Promotions: the list of them, and the form in which one is made or changed."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.promotion import Promotion
from resources.translations import Catalog
from ui.pages.settings_links import BACK
from ui.pages.terms.promotion_form import NEW, PromotionForm
from ui.pages.terms.promotion_list import PromotionList
from ui.pages.told import told
from ui.presenters.terms import TermsPresenter, TermsView
from ui.theme import Look


class PromotionsPage(QWidget):
    """First the list; a promotion opens in the form. Esc leads back, step by step."""

    page_asked = Signal(str)

    def __init__(self, presenter: TermsPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("promotions_page")
        self._presenter = presenter
        self._look = look
        self._tr = Catalog("en")
        self._view: TermsView | None = None
        self.list = PromotionList(look)
        self.form = PromotionForm(look)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.form)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._stack)
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.list.retranslate(tr)
        self.form.retranslate(tr)
        self._show_list()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self.list.restyle(look)
        self.form.restyle(look)

    def enter(self) -> None:
        """Read the promotions; a form that was begun stays."""
        self._presenter.load()
        self._focus()

    def scan(self, code: str) -> None:
        """A scan on the form is a product that it is about."""
        if self._stack.currentWidget() is self.form:
            self.form.scope.search.field.setText(code)
            self._presenter.find_products(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the form leads to the list."""
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is self.form:
            self._to_list()
        else:
            event.ignore()

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.shown.connect(self._on_shown)
        presenter.promotion_kept.connect(self._on_kept)
        presenter.products_found.connect(self.form.scope.show_found)
        presenter.failed.connect(self._on_failed)
        self.list.chosen.connect(self._open)
        self.list.new_button.clicked.connect(self._open_new)
        self.list.back_button.clicked.connect(self._leave)
        self.form.kept.connect(presenter.keep_promotion)
        self.form.left.connect(self._to_list)
        self.form.searched.connect(presenter.find_products)

    @Slot(object)
    def _on_shown(self, view: TermsView) -> None:
        self._view = view
        self.form.scope.show_categories(view.categories)
        self._show_list()

    def _show_list(self) -> None:
        if self._view is not None:
            self.list.show_promotions(self._view.book.promotions, self._view.names)

    @Slot(object)
    def _open(self, promotion: Promotion) -> None:
        if self._view is not None:
            self.form.show_promotion(promotion, self._view.today, self._view.names)
            self._stack.setCurrentWidget(self.form)
            self._focus()

    @Slot()
    def _open_new(self) -> None:
        self._open(NEW)

    @Slot(object)
    def _on_kept(self, promotion: Promotion) -> None:
        kept = self._tr("Kept: {name}. New sales follow it at once.")
        ended = self._tr("Ended: {name}.")
        words = kept if promotion.active else ended
        self.list.notice.tell(words.format(name=promotion.name), "good")
        self._to_list()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.isVisible():
            shown = self.form if self._stack.currentWidget() is self.form else self.list
            shown.notice.tell(told(error, self._tr), "error")

    @Slot()
    def _to_list(self) -> None:
        self._stack.setCurrentWidget(self.list)
        self._focus()

    @Slot()
    def _leave(self) -> None:
        self.page_asked.emit(BACK)

    def _focus(self) -> None:
        on_form = self._stack.currentWidget() is self.form
        (self.form.name.field if on_form else self.list.new_button).setFocus()
