"""The state of a booth's terms: the rules by day, the promotions, and what they may be about."""

from datetime import date, datetime

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.domain.business_day import business_date
from pos_app.domain.product import Category, Product
from pos_app.domain.promotion import Promotion
from pos_app.domain.rules import Rules, RulesChanged
from pos_app.services import catalogue, terms
from pos_app.services.counter import Counter
from pos_app.services.terms import TermBook
from pos_app.services.till import Work
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.one_write import OneWrite


class TermsView(msgspec.Struct, frozen=True):
    """What the pages of terms show; `now` is the moment it was read.

    `names` are of the products that promotions are about, by id.
    """

    book: TermBook
    categories: tuple[Category, ...]
    names: dict[str, str]
    now: datetime

    @property
    def today(self) -> date:
        """The business date."""
        return business_date(self.now, self.book.zone, self.book.cutoff_minutes)


class TermsPresenter(QObject):
    """Reads the terms and keeps changed ones; `changed` means that carts are priced otherwise."""

    shown = Signal(object)  # TermsView
    changed = Signal()
    rules_kept = Signal(object)  # RulesChanged
    promotion_kept = Signal(object)  # Promotion
    products_found = Signal(object)  # tuple[Product, ...]
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._till = counter.till
        self._background = background
        self._recording = OneWrite(counter, guarded)
        self._recording.failed.connect(self.failed)

    def load(self) -> None:
        """Read what the pages show."""
        watch, failed = self._background.watch, self.failed.emit
        watch(self._till.read(_terms_and_what_they_are_about), self._on_read, failed)

    def keep_rules(self, valid_from: date, rules: Rules) -> None:
        """Let rules hold from a day on; a second press while they are stored does nothing."""
        self._recording.run(terms.change_rules, valid_from, rules, done=self._on_rules_kept)

    def keep_promotion(self, promotion: Promotion) -> None:
        """Keep a promotion, new or changed; once, as rules."""
        self._recording.run(terms.save_promotion, promotion, done=self._on_promotion_kept)

    def find_products(self, text: str) -> None:
        """Look for products that a promotion may be about."""
        future = self._till.read(catalogue.search, text, 8)
        self._background.watch(future, self._on_found, self.failed.emit)

    def _on_read(self, read: tuple[TermBook, tuple[Category, ...], dict[str, str]]) -> None:
        self.shown.emit(TermsView(*read, self._till.clock()))

    def _on_found(self, products: tuple[Product, ...]) -> None:
        self.products_found.emit(products)

    def _on_rules_kept(self, changed: RulesChanged) -> None:
        self._after_saving()
        self.rules_kept.emit(changed)

    def _on_promotion_kept(self, promotion: Promotion) -> None:
        self._after_saving()
        self.promotion_kept.emit(promotion)

    def _after_saving(self) -> None:
        self.changed.emit()
        self.load()


def _terms_and_what_they_are_about(
    work: Work,
) -> tuple[TermBook, tuple[Category, ...], dict[str, str]]:
    book = terms.term_book(work)
    about = {product for one in book.promotions for product in one.scope.products}
    return book, catalogue.categories(work), catalogue.product_names(work, about)
