"""Which page follows which: pages and presenters are made here and connected to one another."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget

from pos_app.domain.people import Person
from pos_app.domain.permission import Action, Need
from pos_app.domain.pricing import PricedCart
from pos_app.domain.shift import Shift, ShiftClosed
from pos_app.services import booth, shifts
from pos_app.services.booth import RegisterState
from pos_app.services.carts import HeldCart
from pos_app.services.checkout import Completed
from pos_app.services.counter import Counter
from pos_app.services.printing import PrinterState
from pos_app.services.till import Work
from resources.translations import Catalog
from ui.background import Background
from ui.customer_display import CustomerDisplay
from ui.doorway import Doorway
from ui.drawer import Drawer
from ui.frame_state import FrameState
from ui.kept_money import KeptMoney
from ui.models.display import Thanks
from ui.notices import Notice, NoticeAction
from ui.order_desk import OrderDesk
from ui.page_set import PageSet
from ui.pages import held_notices
from ui.pages.sell_page import SellPage
from ui.pages.settings_links import BEHIND_SETTINGS
from ui.pages.told import told
from ui.printer_notices import PrinterNotices
from ui.rail import RailEntry
from ui.sounds import Sounds
from ui.theme import Look, apply
from ui.till_menu import TillMenu
from ui.training import Training
from ui.window import TillWindow

_WITHOUT_BOOTH = frozenset({"welcome", "settings", "help", "printer"})
_ON_RAIL = {
    "pay": "sell",
    "done": "sell",
    "stock": "products",
    "printer": "settings",
    "sync": "settings",
    "order_pay": "orders",
    **dict.fromkeys(BEHIND_SETTINGS, "settings"),
}
_SOON_MS = 300


def where_we_are(work: Work) -> tuple[RegisterState | None, Shift | None]:
    """Whose till this is and who sells, from one moment."""
    return booth.current_register(work), shifts.current_shift(work)


class Flow(QObject):
    """Leads from page to page. `sell_ready` comes once, with products on the screen."""

    sell_ready = Signal()

    def __init__(
        self, app: QApplication, window: TillWindow, counter: Counter, background: Background
    ) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        self._counter = counter
        self._background = background
        self._may_close = False
        self._kept_scan = ""
        self._settings_approved = False
        self._ahead = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._ahead.timeout.connect(self._build_ahead)
        self._frame = FrameState(window, counter)
        self._printer_notices = PrinterNotices(counter.spooler)
        self._menu = TillMenu(window)
        self.pages = PageSet(counter, background)
        self.doorway = Doorway(app, window, counter, background, self.pages.guarded)
        self._drawer = Drawer(window, self.pages)
        self.customer = CustomerDisplay(window, self._frame)
        self.sounds = Sounds(counter.settings_file, self)
        self._training = Training(window, self.pages.sell)
        self._orders = OrderDesk(window, self.pages, self.customer, self.go, self._show)
        self._kept_money = KeptMoney(window, self.pages)
        self._connect_frame()

    def begin(self) -> None:
        """Find out where to start: a booth to set up, a shift to open, or selling.

        The products are read at once too: they are there when the sell page is. Where people are
        set up, somebody has to enter first.
        """
        self.doorway.load()
        self._background.watch(self._counter.till.read(where_we_are), self._arrive)
        self.pages.shelf.load()
        self.pages.sell.load_terms()

    def end(self) -> None:
        """Keep the cart at hand and ask the till for nothing more: it is about to close."""
        self.pages.keeper.end()
        self._ahead.timeout.disconnect(self._build_ahead)
        self.doorway.end()
        self.customer.close()

    def go(self, name: str) -> None:
        """Show a page, or the one that has to come before it."""
        window = self._window
        if self.doorway.is_locked:
            return
        if name == "settings" and not self._may_set:
            self._ask_for_settings()
            return
        if name == "sell" and window.current == "pay":
            self.pages.pay.leave()
            return
        if self._frame.register is None and name not in _WITHOUT_BOOTH:
            name = "welcome"
        if self._training.keeps_from(name):
            return
        if name == "sell" and not self._may_sell:
            self._show("shift")
            tr = window.catalog
            window.say(Notice(tr("Open the register first."), "info"))
            return
        self._show(name)

    def take_scan(self, code: str) -> None:
        """A barcode was scanned, wherever the focus was."""
        window = self._window
        if self.doorway.is_locked:
            self.sounds.refused()
            tr = window.catalog
            text = tr("was not taken: enter with your PIN first.")
            window.say(Notice(text, "attention", strong=code))
            return
        if self._is_asking:
            self.sounds.refused()  # a dialog asks something first
            tr = window.catalog
            text = tr("was not taken: close the open dialog first.")
            window.say(Notice(text, "attention", strong=code))
            return
        if window.current == "done":
            self.pages.done.start_next()
        take = getattr(window.page(window.current), "scan", None)
        if take is not None and take(code) is not False:
            return
        self.sounds.refused()
        self._kept_scan = code
        tr = window.catalog
        sell_it = NoticeAction(tr("Sell it"), self._sell_kept_scan, "sell_scan_button")
        may_sell = self._may_sell and window.current != "pay"
        text = tr("was scanned; scans count on the sell page only.")
        window.say(Notice(text, "info", (sell_it,) if may_sell else (), strong=code))

    @property
    def _may_sell(self) -> bool:
        """Whether a shift is open; to practise needs none."""
        return self._frame.shift is not None or self._training.on

    def restyle(self) -> None:
        """Take the language and theme that are set now."""
        settings, window = self._counter.settings_file.settings, self._window
        wanted = settings.theme, settings.text_size
        if wanted != (window.look.theme, window.look.text_size):
            look = Look(*wanted)
            apply(self._app, look)
            window.restyle(look)
            self.doorway.restyle(look)
            self._drawer.restyle(look)
        if settings.language != window.catalog.language:
            window.retranslate(Catalog(settings.language))
            self.doorway.retranslate(window.catalog)
            self._drawer.retranslate(window.catalog)
            self._frame.show_all()
            self._show_rail()
        self.doorway.watch_idle()
        self.customer.use(on=settings.customer_display)

    def _connect_frame(self) -> None:
        window, menu = self._window, self._menu
        window.page_wanted.connect(self.go)
        window.escaped.connect(self._on_escaped)
        window.menu_wanted.connect(self._open_menu)
        window.closing.connect(self._on_closing)
        window.lock_wanted.connect(self.doorway.lock)
        window.drawer_wanted.connect(self._open_drawer)
        self.doorway.locked.connect(self._on_locked)
        self.doorway.entered.connect(self._on_entered)
        bar = window.top_bar
        bar.cashier_pressed.connect(self._to_shift)
        bar.printer_pressed.connect(self._to_printer)
        bar.sync_pressed.connect(self._to_sync)
        menu.setting_chosen.connect(self._on_setting_chosen)
        menu.training_chosen.connect(self._on_training_chosen)
        menu.lock_chosen.connect(self.doorway.lock)
        menu.drawer_chosen.connect(self._open_drawer)
        menu.own_pin_chosen.connect(self._change_own_pin)
        menu.full_screen_chosen.connect(window.toggle_full_screen)
        menu.help_chosen.connect(self._to_help)
        menu.close_chosen.connect(window.close)
        self._frame.printer_changed.connect(self._on_printer_changed)
        sell = self.pages.sell
        sell.scan_added.connect(self.sounds.added)
        for refusal in (sell.barcode_unknown, sell.refused, sell.stock_short):
            refusal.connect(self.sounds.refused)
        sell.cart_changed.connect(self.customer.show_cart)
        self.customer.closed.connect(self._on_customer_display_closed)
        self._training.end_wanted.connect(self._end_training)
        self.pages.keeper.restored.connect(self._on_cart_restored)
        self.pages.keeper.put_aside.connect(self._on_cart_put_aside)
        self._background.failed.connect(self._on_error)
        self._background.broken.connect(self._on_error)

    def _connect_page(self, name: str) -> None:
        """Connect a page's presenter when the page is made."""
        pages = self.pages
        match name:
            case "sell":
                pages.sell.pay_requested.connect(self._on_pay_requested)
                pages.sell.emptied.connect(self._kept_money.tell_emptied)
                pages.held.discarded.connect(self._kept_money.tell_discarded)
                pages.held.joined.connect(self._kept_money.follow)
            case "pay":
                pages.pay.paid.connect(self._on_paid)
                pages.pay.left.connect(self._on_pay_left)
                pages.pay.displayed.connect(self.customer.show)
            case "done":
                pages.done.next_sale.connect(self._to_sell_page)
            case "welcome":
                pages.welcome.look_changed.connect(self.restyle)
                pages.welcome.ready.connect(self._on_place_changed)
            case "shift":
                pages.shift.opened.connect(self._on_shift_opened)
                pages.shift.handed_over.connect(self._on_handed_over)
                pages.shift.closed.connect(self._on_shift_closed)
            case _:
                self._connect_back_page(name)

    def _connect_back_page(self, name: str) -> None:
        """The same for pages that no sale comes by."""
        pages = self.pages
        match name:
            case "products":
                pages.products.catalogue_changed.connect(pages.shelf.load)
            case "settings":
                pages.settings.look_changed.connect(self.restyle)
                pages.cutoff.changed.connect(pages.sell.load_terms)
            case "people":
                pages.people.changed.connect(self.doorway.load)
            case "printer":
                pages.printer.settings_wanted.connect(self._to_settings)
            case "orders" | "order_pay":
                self._orders.connect_page(name)
            case "sync":
                pages.sync.joined.connect(self._on_place_changed)

    def _arrive(self, place: tuple[RegisterState | None, Shift | None]) -> None:
        register, shift = place
        self._frame.show_place(register, shift)
        self._show_rail()
        locked = self.doorway.is_locked
        here = self.doorway.behind if locked else self._window.current
        if here in ("opening", "welcome") or shift is None:
            self._show("welcome" if register is None else "sell" if shift else "shift")

    def _show_rail(self) -> None:
        if self._frame.register is None:
            return
        tr = self._window.catalog
        self._window.rail.show_entries(
            (
                RailEntry("sell", "shopping-cart", tr("Sell")),
                RailEntry("history", "history", tr("History")),
                RailEntry("shift", "wallet", tr("Register")),
                RailEntry("products", "package", tr("Products")),
                RailEntry("orders", "clipboard-list", tr("Orders")),
                RailEntry("settings", "settings", tr("Settings"), below=True),
                RailEntry("help", "circle-question-mark", tr("Help"), below=True),
            )
        )
        self._window.rail.mark(_ON_RAIL.get(self._window.current, self._window.current))

    def _show(self, name: str) -> None:
        if self.doorway.holds(name):
            return
        leaving = self._window.current == "pay" and name not in {"pay", "done"}
        if _ON_RAIL.get(name, name) != "settings":
            self._settings_approved = False
        self._page(name)
        self._window.show_page(name, _ON_RAIL.get(name, name))
        self._window.top_bar.show_back(shown=self._frame.register is None and name != "welcome")
        if leaving:
            self._kept_money.tell_left()

    def _page(self, name: str) -> QWidget:
        page = self._window.page(name)
        if page is None:
            page = self.pages.build(name, self._window.look)
            self._connect_page(name)
            self._window.add_page(name, page)
            if isinstance(page, SellPage):
                self._connect_sell_page(page)
        return page

    def _connect_sell_page(self, page: SellPage) -> None:
        page.products_painted.connect(self._on_products_painted)
        page.order_asked.connect(self._orders.take_cart)

    def _on_products_painted(self) -> None:
        self.sell_ready.emit()
        self.pages.keeper.begin()
        self._ahead.start()

    def _build_ahead(self) -> None:
        """Make the pages of a sale before they are needed, so that none of them is waited for."""
        self.pages.held.load()
        for name in ("pay", "done"):
            self._page(name)
        self.pages.shelf.warm_up()
        self.customer.use(on=self._counter.settings_file.settings.customer_display)

    @property
    def _may_set(self) -> bool:
        """Whether the person at the till may see the settings; an approval is for one visit."""
        return self._settings_approved or self.pages.guarded.may(Action.SETTINGS)

    def _ask_for_settings(self) -> None:
        if self._window.current in BEHIND_SETTINGS:  # one's own PIN is changed there
            self.go("sell")
        else:
            need = Need(Action.SETTINGS)
            self.pages.guarded.ask(need, "", self._on_settings_approved, self._on_not_approved)

    def _on_settings_approved(self) -> None:
        self._settings_approved = True
        self.go("settings")

    def _on_not_approved(self, error: Exception) -> None:
        self._window.say(Notice(told(error, self._window.catalog), "info"))

    @property
    def _is_asking(self) -> bool:
        """Whether something lies over the page that has to be answered first."""
        dialog = QApplication.activeModalWidget() is not None
        return dialog or self.doorway.is_asking or self._drawer.is_asking

    def _open_drawer(self) -> None:
        ready = self._frame.register is not None and not self.doorway.is_locked
        if ready and not self.doorway.is_asking:
            self._drawer.ask()

    def _on_locked(self) -> None:
        self._drawer.leave()
        self._frame.show_person("")
        self._show("lock")

    def _on_entered(self, person: Person) -> None:
        self._frame.show_person(person.name)
        if self._window.current == "lock" and self.doorway.behind != "opening":
            self._show(self.doorway.behind)
            self.doorway.give_back()

    def _change_own_pin(self) -> None:
        self.go("people")
        page = self._window.page("people")
        if page is not None and self._window.current == "people":
            page.change_own_pin()  # type: ignore[attr-defined]  # the people page has it

    def _on_place_changed(self, _register: object) -> None:
        self.begin()

    def _on_shift_opened(self, shift: Shift) -> None:
        self._frame.show_place(self._frame.register, shift)
        self._show("sell")

    def _on_handed_over(self, _handed: object) -> None:
        self._background.watch(self._counter.till.read(where_we_are), self._show_place)
        self.doorway.lock()  # whoever goes on enters with a PIN of their own

    def _show_place(self, place: tuple[RegisterState | None, Shift | None]) -> None:
        self._frame.show_place(*place)

    def _on_shift_closed(self, closed: ShiftClosed) -> None:
        self._frame.show_place(self._frame.register, None)
        if closed.report and closed.report.discarded:
            self.pages.sell.new_sale()
            self.pages.held.load()
        self._show("shift")

    def _on_pay_requested(self, priced: PricedCart) -> None:
        self._page("pay")
        self.pages.pay.begin(priced)
        self._show("pay")
        self._window.messages.clear()

    def _on_paid(self, completed: Completed) -> None:
        self._page("done")
        self.pages.sell.new_sale()
        self.customer.show(Thanks(completed.sale.change))
        self.pages.done.show(completed)
        self.pages.shelf.read_stock(completed.taken)
        self._show("done")
        self.sounds.paid()

    def _on_pay_left(self) -> None:
        self.customer.show_cart(self.pages.sell.priced)
        self._show("sell")

    def _on_printer_changed(self, state: PrinterState) -> None:
        window = self._window
        tr = window.catalog
        queue = NoticeAction(tr("Show the queue"), self._to_printer, "print_queue_button")
        notice = self._printer_notices.notice(state, tr, queue)
        if notice is not None:
            window.say(notice)
        elif self._printer_notices.is_over(state):
            window.messages.withdraw(self._printer_notices.latest)

    def _on_error(self, error: Exception) -> None:
        self._window.say(Notice(told(error, self._window.catalog), "error"))

    def _on_customer_display_closed(self) -> None:
        self._on_setting_chosen("customer_display", value=False)

    def _on_setting_chosen(self, field: str, value: str | int) -> None:
        change = partial(self._counter.settings_file.change, **{field: value})
        self._background.watch(self._background.run_blocking(change), self._on_setting_stored)

    def _on_setting_stored(self, _settings: object) -> None:
        self.restyle()

    def _on_escaped(self) -> None:
        if self._window.current in BEHIND_SETTINGS:
            self.go("settings")
        elif self._window.current not in ("sell", "welcome", "opening", "done"):
            self.go("sell")

    def _on_closing(self, event: QCloseEvent) -> None:
        window, sell = self._window, self.pages.sell
        if self._is_saving_payment():
            event.ignore()
        elif self._may_close:
            return
        elif (sell.cart.lines and not sell.training) or self._kept_money.closing():
            event.ignore()
            tr = window.catalog
            close = NoticeAction(tr("Close Lapak"), self._close_anyway, "close_button")
            text = tr("The cart is not paid yet. It is kept and comes back when Lapak opens again.")
            window.say(Notice(self._kept_money.closing() or text, "attention", (close,)))

    def _is_saving_payment(self) -> bool:
        payment = self.pages.pay.payment if self._window.page("pay") else None
        return self._orders.is_saving or (payment is not None and payment.saving)

    def _close_anyway(self) -> None:
        self._may_close = True
        self._window.close()

    def _on_cart_restored(self) -> None:
        self._window.say(held_notices.restored(self._window.catalog))

    def _on_cart_put_aside(self, held: HeldCart) -> None:
        self._window.say(held_notices.restored_aside(held, self._window.catalog))
        self.pages.held.load()

    def _on_training_chosen(self, on: bool) -> None:  # noqa: FBT001 a Qt signal's argument
        if not on:
            self._end_training()
        elif not self._is_saving_payment():
            tr, guarded = self._window.catalog, self.pages.guarded
            need = Need(Action.SETTINGS)
            guarded.ask(need, tr("Training mode"), self._begin_training, self._on_error)

    def _begin_training(self) -> None:
        self._show("sell")
        self._training.begin()

    def _end_training(self) -> None:
        if not self._is_saving_payment():
            self._show("sell" if self._frame.shift is not None else "shift")
            self._training.end()

    def _open_menu(self) -> None:
        window = self._window
        locked = self.doorway.is_locked
        may_train = self._frame.register is not None and not locked
        self._menu.fill(
            self._counter.settings_file.settings,
            window.catalog,
            window.look,
            training=self._training.on if may_train else None,
            lockable=self.doorway.is_staffed and not locked,
        )
        self._window.popup(self._menu)

    def _sell_kept_scan(self) -> None:
        self._show("sell")
        self.pages.sell.scan(self._kept_scan)

    def _to_sell_page(self) -> None:
        self._show("sell")

    def _to_shift(self) -> None:
        self.go("shift")

    def _to_printer(self) -> None:
        self.go("printer")

    def _to_sync(self) -> None:
        self.go("sync")

    def _to_help(self) -> None:
        self.go("help")

    def _to_settings(self) -> None:
        self.go("settings")
