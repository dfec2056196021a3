"""The presenters and pages of one till, each made when it is first needed."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pos_app.services.counter import Counter
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.cart_keeper import CartKeeper
from ui.presenters.held_carts import HeldCartsPresenter
from ui.presenters.sell import SellPresenter
from ui.presenters.shelf import ShelfPresenter
from ui.theme import Look

if TYPE_CHECKING:
    from ui.presenters.adding import AddingPresenter
    from ui.presenters.cutoff import CutoffPresenter
    from ui.presenters.done import DonePresenter
    from ui.presenters.drawer import DrawerPresenter
    from ui.presenters.entrance import EntrancePresenter
    from ui.presenters.history import HistoryPresenter
    from ui.presenters.orders import OrdersPresenter
    from ui.presenters.pay import PayPresenter
    from ui.presenters.people import PeoplePresenter
    from ui.presenters.printer import PrinterPresenter
    from ui.presenters.products import ProductsPresenter
    from ui.presenters.qris import QrisPresenter
    from ui.presenters.reconciliation import ReconciliationPresenter
    from ui.presenters.settings import SettingsPresenter
    from ui.presenters.shift import ShiftPresenter
    from ui.presenters.shift_report import ShiftReportPresenter
    from ui.presenters.stock import StockPresenter
    from ui.presenters.sync import SyncPresenter
    from ui.presenters.terms import TermsPresenter
    from ui.presenters.welcome import WelcomePresenter

# Modules of pages and presenters are imported where they are made: together they would lengthen
# the start by a tenth of a second.


class PageSet:
    """`build(name, look)` makes a page with its presenter."""

    def __init__(self, counter: Counter, background: Background) -> None:
        self._counter = counter
        self._background = background
        self.guarded = Guarded(counter.till, background)
        self.sell = SellPresenter(counter, background, self.guarded)
        self.keeper = CartKeeper(counter.till, background, self.sell)
        self.held = HeldCartsPresenter(counter.till, background, self.sell)
        self.shelf = ShelfPresenter(counter, background)
        self._builders: dict[str, Callable[[Look], QWidget]] = {
            "welcome": self._welcome_page,
            "sell": self._sell_page,
            "pay": self._pay_page,
            "done": self._done_page,
            "shift": self._shift_page,
            "history": self._history_page,
            "products": self._products_page,
            "stock": self._stock_page,
            "settings": self._settings_page,
            "printer": self._printer_page,
            "sync": self._sync_page,
            "help": self._help_page,
            "orders": self._orders_page,
            "order_pay": self._order_pay_page,
            "rules": self._rules_page,
            "promotions": self._promotions_page,
            "lock": self._lock_page,
            "qris": self._qris_page,
            "reconcile": self._reconcile_page,
            "people": self._people_page,
        }

    def build(self, name: str, look: Look) -> QWidget:
        """Make a page; raises KeyError for one that there is not."""
        return self._builders[name](look)

    @cached_property
    def pay(self) -> "PayPresenter":
        """Takes the money."""
        from ui.presenters.pay import PayPresenter

        return PayPresenter(self._counter, self._background, guarded=self.guarded)

    @cached_property
    def done(self) -> "DonePresenter":
        """Shows the completed sale."""
        from ui.presenters.done import DonePresenter

        return DonePresenter(self._counter, self._background)

    @cached_property
    def orders(self) -> "OrdersPresenter":
        """Shows and changes orders."""
        from ui.presenters.orders import OrdersPresenter

        return OrdersPresenter(self._counter, self._background, self.guarded)

    @cached_property
    def order_pay(self) -> "PayPresenter":
        """Takes money for orders."""
        from pos_app.services.order_payments import pay_due
        from ui.presenters.pay import PayPresenter

        counter, background = self._counter, self._background
        return PayPresenter(counter, background, guarded=self.guarded, service=pay_due)

    @cached_property
    def shift(self) -> "ShiftPresenter":
        """Opens and closes shifts."""
        from ui.presenters.shift import ShiftPresenter

        return ShiftPresenter(self._counter, self._background, self.guarded)

    @cached_property
    def reports(self) -> "ShiftReportPresenter":
        """Shows X and Z reports."""
        from ui.presenters.shift_report import ShiftReportPresenter

        return ShiftReportPresenter(self._counter, self._background, self.guarded)

    @cached_property
    def history(self) -> "HistoryPresenter":
        """Finds past sales and takes them back."""
        from ui.presenters.history import HistoryPresenter

        presenter = HistoryPresenter(self._counter, self._background, self.guarded)
        presenter.stock_changed.connect(self.shelf.read_stock)
        return presenter

    @cached_property
    def products(self) -> "ProductsPresenter":
        """Shows and imports the catalogue."""
        from ui.presenters.products import ProductsPresenter

        return ProductsPresenter(self._counter, self._background, self.guarded)

    @cached_property
    def stock(self) -> "StockPresenter":
        """Notes moves of stock."""
        from ui.presenters.stock import StockPresenter

        stock = StockPresenter(self._counter, self._background, self.guarded)
        stock.stock_changed.connect(self.shelf.read_stock)
        return stock

    @cached_property
    def settings(self) -> "SettingsPresenter":
        """Changes settings."""
        from ui.presenters.settings import SettingsPresenter

        return SettingsPresenter(self._counter, self._background)

    @cached_property
    def cutoff(self) -> "CutoffPresenter":
        """Sets when the day ends."""
        from ui.presenters.cutoff import CutoffPresenter

        return CutoffPresenter(self._counter, self._background, self.guarded)

    @cached_property
    def printer(self) -> "PrinterPresenter":
        """Shows the printer and its queue."""
        from ui.presenters.printer import PrinterPresenter

        return PrinterPresenter(self._counter, self._background)

    @cached_property
    def sync(self) -> "SyncPresenter":
        """Shows and joins the organizer."""
        from ui.presenters.sync import SyncPresenter

        return SyncPresenter(self._counter, self._background)

    @cached_property
    def terms(self) -> "TermsPresenter":
        """Shows and keeps rules and promotions."""
        from ui.presenters.terms import TermsPresenter

        presenter = TermsPresenter(self._counter, self._background, self.guarded)
        presenter.changed.connect(self.sell.load_terms)
        return presenter

    @cached_property
    def qris(self) -> "QrisPresenter":
        """Brings the booth's QRIS code in."""
        from ui.presenters.qris import QrisPresenter

        return QrisPresenter(self._counter, self._background, self.guarded)

    @cached_property
    def reconciliation(self) -> "ReconciliationPresenter":
        """Settles payments that wait for the bank's word."""
        from ui.presenters.reconciliation import ReconciliationPresenter

        return ReconciliationPresenter(self._counter, self._background, self.guarded)

    @cached_property
    def welcome(self) -> "WelcomePresenter":
        """Sets a booth up."""
        from ui.presenters.welcome import WelcomePresenter

        return WelcomePresenter(self._counter, self._background)

    @cached_property
    def drawer(self) -> "DrawerPresenter":
        """Opens the drawer without a sale."""
        from ui.presenters.drawer import DrawerPresenter

        return DrawerPresenter(self._counter, self._background, self.guarded)

    @cached_property
    def people(self) -> "PeoplePresenter":
        """Sets people up."""
        from ui.presenters.people import PeoplePresenter

        return PeoplePresenter(self._counter, self._background, self.guarded)

    @cached_property
    def entrance(self) -> "EntrancePresenter":
        """Lets people in."""
        from ui.presenters.entrance import EntrancePresenter

        return EntrancePresenter(self._counter, self._background, self.guarded)

    def _welcome_page(self, look: Look) -> QWidget:
        from ui.pages.welcome_page import WelcomePage

        return WelcomePage(self.welcome, look)

    def _sell_page(self, look: Look) -> QWidget:
        from ui.pages.sell_page import SellPage

        return SellPage(self.sell, self.held, self.shelf, self._make_adding, look)

    def _make_adding(self) -> "AddingPresenter":
        from ui.presenters.adding import AddingPresenter

        adding = AddingPresenter(self._counter, self._background, self.guarded)
        adding.added.connect(self._on_product_added)
        return adding

    def _on_product_added(self, _product: object) -> None:
        self.shelf.load()

    def _pay_page(self, look: Look) -> QWidget:
        from ui.pages.pay_page import PayPage

        return PayPage(self.pay, look)

    def _done_page(self, look: Look) -> QWidget:
        from ui.pages.done_page import DonePage

        return DonePage(self.done, look)

    def _shift_page(self, look: Look) -> QWidget:
        from ui.pages.shift_page import ShiftPage

        return ShiftPage(self.shift, self.reports, look)

    def _history_page(self, look: Look) -> QWidget:
        from ui.pages.history_page import HistoryPage

        return HistoryPage(self.history, look)

    def _products_page(self, look: Look) -> QWidget:
        from ui.pages.products_page import ProductsPage

        return ProductsPage(self.products, look)

    def _stock_page(self, look: Look) -> QWidget:
        from ui.pages.stock_page import StockPage

        return StockPage(self.stock, look)

    def _settings_page(self, look: Look) -> QWidget:
        from ui.pages.cutoff_row import CutoffRow
        from ui.pages.settings_page import SettingsPage

        page = SettingsPage(self.settings, look)
        page.add_to_booth(CutoffRow(self.cutoff, look))
        return page

    def _printer_page(self, look: Look) -> QWidget:
        from ui.pages.printer_page import PrinterPage

        return PrinterPage(self.printer, look)

    def _sync_page(self, look: Look) -> QWidget:
        from ui.pages.sync_page import SyncPage

        return SyncPage(self.sync, look)

    def _orders_page(self, look: Look) -> QWidget:
        from ui.pages.orders_page import OrdersPage

        return OrdersPage(self.orders, look)

    def _order_pay_page(self, look: Look) -> QWidget:
        from ui.pages.pay_page import PayPage

        return PayPage(self.order_pay, look)

    def _help_page(self, look: Look) -> QWidget:
        from ui.pages.help_page import HelpPage

        return HelpPage(look)

    def _rules_page(self, look: Look) -> QWidget:
        from ui.pages.rules_page import RulesPage

        return RulesPage(self.terms, look)

    def _promotions_page(self, look: Look) -> QWidget:
        from ui.pages.promotions_page import PromotionsPage

        return PromotionsPage(self.terms, look)

    def _people_page(self, look: Look) -> QWidget:
        from ui.pages.people_page import PeoplePage

        return PeoplePage(self.people, self.settings, look)

    def _lock_page(self, look: Look) -> QWidget:
        from ui.pages.lock_page import LockPage

        return LockPage(self.entrance, look)

    def _qris_page(self, look: Look) -> QWidget:
        from ui.pages.qris_page import QrisPage

        return QrisPage(self.qris, look)

    def _reconcile_page(self, look: Look) -> QWidget:
        from ui.pages.reconcile_page import ReconcilePage

        return ReconcilePage(self.reconciliation, look)
