"""The pages of one till, each made when it is first shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.flow.presenter_set import PresenterSet
from ui.theme import Look

# Their modules are imported where they are made: together they would lengthen the start by a
# tenth of a second.


class PageSet:
    """`build(name, look)` makes a page with its presenter."""

    def __init__(self, presenters: PresenterSet) -> None:
        self._presenters = presenters
        self._builders: dict[str, Callable[[Look], QWidget]] = {
            "welcome": self._welcome_page,
            "sell": self._sell_page,
            "pay": self._pay_page,
            "done": self._done_page,
            "shift": self._shift_page,
            "history": self._history_page,
            "products": self._products_page,
            "stock": self._stock_page,
            "labels": self._labels_page,
            "settings": self._settings_page,
            "printer": self._printer_page,
            "printers": self._printers_page,
            "sync": self._sync_page,
            "bundle": self._bundle_page,
            "help": self._help_page,
            "orders": self._orders_page,
            "order_pay": self._order_pay_page,
            "rules": self._rules_page,
            "promotions": self._promotions_page,
            "lock": self._lock_page,
            "qris": self._qris_page,
            "reconcile": self._reconcile_page,
            "people": self._people_page,
            "reports": self._reports_page,
            "receipt_design": self._receipt_design_page,
        }

    def build(self, name: str, look: Look) -> QWidget:
        """Make a page; raises KeyError for one that there is not."""
        return self._builders[name](look)

    def _welcome_page(self, look: Look) -> QWidget:
        from ui.pages.machine.welcome_page import WelcomePage

        return WelcomePage(self._presenters.welcome, look)

    def _sell_page(self, look: Look) -> QWidget:
        from ui.pages.selling.sell_page import SellPage

        return SellPage(
            self._presenters.sell,
            self._presenters.held,
            self._presenters.shelf,
            self._presenters.make_adding,
            look,
        )

    def _pay_page(self, look: Look) -> QWidget:
        from ui.pages.paying.pay_page import PayPage

        return PayPage(self._presenters.pay, look)

    def _done_page(self, look: Look) -> QWidget:
        from ui.pages.paying.done_page import DonePage

        return DonePage(self._presenters.done, look)

    def _shift_page(self, look: Look) -> QWidget:
        from ui.pages.shift.shift_page import ShiftPage

        return ShiftPage(self._presenters.shift, self._presenters.reports, look)

    def _history_page(self, look: Look) -> QWidget:
        from ui.pages.history.history_page import HistoryPage

        return HistoryPage(self._presenters.history, look)

    def _products_page(self, look: Look) -> QWidget:
        from ui.pages.products.products_page import ProductsPage

        return ProductsPage(self._presenters.products, look)

    def _stock_page(self, look: Look) -> QWidget:
        from ui.pages.products.stock_page import StockPage

        return StockPage(self._presenters.stock, look)

    def _labels_page(self, look: Look) -> QWidget:
        from ui.pages.products.labels_page import LabelsPage

        return LabelsPage(self._presenters.labels, look)

    def _settings_page(self, look: Look) -> QWidget:
        from ui.pages.machine.cutoff_row import CutoffRow
        from ui.pages.machine.settings_page import SettingsPage

        page = SettingsPage(self._presenters.settings, self._presenters.printers, look)
        page.add_to_booth(CutoffRow(self._presenters.cutoff, look))
        return page

    def _printer_page(self, look: Look) -> QWidget:
        from ui.pages.printing.printer_page import PrinterPage

        return PrinterPage(self._presenters.printer, look)

    def _printers_page(self, look: Look) -> QWidget:
        from ui.pages.printing.printers_page import PrintersPage

        presenters = self._presenters
        return PrintersPage(presenters.printers, presenters.finding, presenters.checking, look)

    def _sync_page(self, look: Look) -> QWidget:
        from ui.pages.machine.sync_page import SyncPage

        return SyncPage(self._presenters.sync, look)

    def _bundle_page(self, look: Look) -> QWidget:
        from ui.pages.machine.bundle_page import BundlePage

        return BundlePage(self._presenters.bundle, look)

    def _orders_page(self, look: Look) -> QWidget:
        from ui.pages.orders.orders_page import OrdersPage

        return OrdersPage(self._presenters.orders, look)

    def _order_pay_page(self, look: Look) -> QWidget:
        from ui.pages.paying.pay_page import PayPage

        return PayPage(self._presenters.order_pay, look)

    def _help_page(self, look: Look) -> QWidget:
        from ui.pages.machine.help_page import HelpPage

        return HelpPage(look)

    def _rules_page(self, look: Look) -> QWidget:
        from ui.pages.terms.rules_page import RulesPage

        return RulesPage(self._presenters.terms, look)

    def _promotions_page(self, look: Look) -> QWidget:
        from ui.pages.terms.promotions_page import PromotionsPage

        return PromotionsPage(self._presenters.terms, look)

    def _people_page(self, look: Look) -> QWidget:
        from ui.pages.people.people_page import PeoplePage

        return PeoplePage(self._presenters.people, self._presenters.settings, look)

    def _lock_page(self, look: Look) -> QWidget:
        from ui.pages.people.lock_page import LockPage

        return LockPage(self._presenters.entrance, look)

    def _qris_page(self, look: Look) -> QWidget:
        from ui.pages.qris.qris_page import QrisPage

        return QrisPage(self._presenters.qris, look)

    def _reconcile_page(self, look: Look) -> QWidget:
        from ui.pages.qris.reconcile_page import ReconcilePage

        return ReconcilePage(self._presenters.reconciliation, look)

    def _receipt_design_page(self, look: Look) -> QWidget:
        from ui.pages.printing.receipt_design_page import ReceiptDesignPage

        return ReceiptDesignPage(self._presenters.receipt_design, look)

    def _reports_page(self, look: Look) -> QWidget:
        from ui.pages.reports.reports_page import ReportsPage

        return ReportsPage(self._presenters.sales_report, look)
