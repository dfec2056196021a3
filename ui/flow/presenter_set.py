"""The presenters of one till, each made when it is first needed."""

from functools import cached_property
from typing import TYPE_CHECKING

from pos_app.services.counter import Counter
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.cart_keeper import CartKeeper
from ui.presenters.held_carts import HeldCartsPresenter
from ui.presenters.sell import SellPresenter
from ui.presenters.shelf import ShelfPresenter

if TYPE_CHECKING:
    from ui.presenters.adding import AddingPresenter
    from ui.presenters.bundle import BundlePresenter
    from ui.presenters.cutoff import CutoffPresenter
    from ui.presenters.done import DonePresenter
    from ui.presenters.drawer import DrawerPresenter
    from ui.presenters.entrance import EntrancePresenter
    from ui.presenters.expo_news import ExpoNewsPresenter
    from ui.presenters.history import HistoryPresenter
    from ui.presenters.labels import LabelsPresenter
    from ui.presenters.money_keeper import MoneyKeeper
    from ui.presenters.orders import OrdersPresenter
    from ui.presenters.pay import PayPresenter
    from ui.presenters.people import PeoplePresenter
    from ui.presenters.printer import PrinterPresenter
    from ui.presenters.printer_check import PrinterCheckPresenter
    from ui.presenters.printer_finding import FindingPresenter
    from ui.presenters.printers import PrintersPresenter
    from ui.presenters.products import ProductsPresenter
    from ui.presenters.qris import QrisPresenter
    from ui.presenters.receipt_design import ReceiptDesignPresenter
    from ui.presenters.reconciliation import ReconciliationPresenter
    from ui.presenters.sales_report import SalesReportPresenter
    from ui.presenters.settings import SettingsPresenter
    from ui.presenters.shift import ShiftPresenter
    from ui.presenters.shift_report import ShiftReportPresenter
    from ui.presenters.stock import StockPresenter
    from ui.presenters.sync import SyncPresenter
    from ui.presenters.terms import TermsPresenter
    from ui.presenters.welcome import WelcomePresenter

# Their modules are imported where they are made: together they would lengthen the start by a
# tenth of a second.


class PresenterSet:
    """What one page does, another may need: each is here once."""

    def __init__(self, counter: Counter, background: Background) -> None:
        self._counter = counter
        self._background = background
        self.guarded = Guarded(counter.till, background)
        self.sell = SellPresenter(counter, background, self.guarded)
        self.keeper = CartKeeper(counter.till, background, self.sell)
        self.held = HeldCartsPresenter(counter.till, background, self.sell)
        self.shelf = ShelfPresenter(counter, background)

    @cached_property
    def pay(self) -> "PayPresenter":
        """Takes the money."""
        from ui.presenters.pay import PayPresenter

        counter, background = self._counter, self._background
        return PayPresenter(counter, background, guarded=self.guarded, money=self.money)

    @cached_property
    def money(self) -> "MoneyKeeper":
        """Keeps what was taken in part."""
        from ui.presenters.money_keeper import MoneyKeeper

        return MoneyKeeper(self._counter.till, self._background)

    @cached_property
    def done(self) -> "DonePresenter":
        """Shows the completed sale."""
        from ui.presenters.done import DonePresenter

        return DonePresenter(self._counter, self._background, self.guarded)

    @cached_property
    def orders(self) -> "OrdersPresenter":
        """Shows and changes orders."""
        from ui.presenters.orders import OrdersPresenter

        return OrdersPresenter(self._counter, self._background, self.guarded, self.money)

    @cached_property
    def order_pay(self) -> "PayPresenter":
        """Takes money for orders."""
        from pos_app.services.order_payments import order_of, pay_due
        from ui.presenters.pay import PayPresenter

        return PayPresenter(
            self._counter,
            self._background,
            guarded=self.guarded,
            service=pay_due,
            money=self.money,
            order_of=order_of,
        )

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
    def sales_report(self) -> "SalesReportPresenter":
        """Adds up what was sold."""
        from ui.presenters.sales_report import SalesReportPresenter

        return SalesReportPresenter(self._counter, self._background, self.guarded)

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
    def labels(self) -> "LabelsPresenter":
        """Prints price tags."""
        from ui.presenters.labels import LabelsPresenter

        labels = LabelsPresenter(self._counter, self._background, self.guarded)
        labels.catalogue_changed.connect(self.shelf.load)
        return labels

    @cached_property
    def stock(self) -> "StockPresenter":
        """Notes moves of stock."""
        from ui.presenters.stock import StockPresenter

        stock = StockPresenter(self._counter, self._background, self.guarded)
        stock.stock_changed.connect(self.shelf.read_stock)
        return stock

    @cached_property
    def receipt_design(self) -> "ReceiptDesignPresenter":
        """Designs the receipt."""
        from ui.presenters.receipt_design import ReceiptDesignPresenter

        return ReceiptDesignPresenter(self._counter, self._background, self.settings)

    @cached_property
    def settings(self) -> "SettingsPresenter":
        """Changes settings."""
        from ui.presenters.settings import SettingsPresenter

        return SettingsPresenter(self._counter, self._background)

    @cached_property
    def expo_news(self) -> "ExpoNewsPresenter":
        """Tells what the organizer announces."""
        from ui.presenters.expo_news import ExpoNewsPresenter

        return ExpoNewsPresenter(self._counter, self._background)

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
    def printers(self) -> "PrintersPresenter":
        """Sets printers up."""
        from ui.presenters.printers import PrintersPresenter

        return PrintersPresenter(self._counter, self.settings)

    @cached_property
    def finding(self) -> "FindingPresenter":
        """Looks for printers."""
        from ui.presenters.printer_finding import FindingPresenter

        return FindingPresenter(self._background)

    @cached_property
    def checking(self) -> "PrinterCheckPresenter":
        """Prints a test page and asks about it."""
        from ui.presenters.printer_check import PrinterCheckPresenter

        return PrinterCheckPresenter(self._counter, self._background, self.printers, self.guarded)

    @cached_property
    def sync(self) -> "SyncPresenter":
        """Shows and joins the organizer."""
        from ui.presenters.sync import SyncPresenter

        return SyncPresenter(self._counter, self._background, self.guarded)

    @cached_property
    def bundle(self) -> "BundlePresenter":
        """Hands data over on a stick."""
        from ui.presenters.bundle import BundlePresenter

        return BundlePresenter(self._counter, self._background, self.guarded)

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

    def make_adding(self) -> "AddingPresenter":
        """A presenter that adds a product at the counter."""
        from ui.presenters.adding import AddingPresenter

        adding = AddingPresenter(self._counter, self._background, self.guarded)
        adding.added.connect(self._on_product_added)
        return adding

    def _on_product_added(self, _product: object) -> None:
        self.shelf.load()
