"""The till's window, put together: what leads through it is made here and connected."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from pos_app.domain.continuation import Continued
from pos_app.domain.people import Person
from pos_app.services.counter import Counter
from pos_app.services.printing.printer_state import PrinterState
from resources.translations import Catalog
from ui.background import Background
from ui.flow.announcement import Announcement
from ui.flow.clock_watch import ClockWatch
from ui.flow.closing import Closing
from ui.flow.customer_display import CustomerDisplay
from ui.flow.doorway import Doorway
from ui.flow.drawer import Drawer
from ui.flow.frame_state import FrameState
from ui.flow.menu_desk import MenuDesk
from ui.flow.navigation import Navigation
from ui.flow.order_desk import OrderDesk
from ui.flow.other_registers import OtherRegisters
from ui.flow.place import Place
from ui.flow.presenter_set import PresenterSet
from ui.flow.printer_notices import OfferedPapers, PrinterNotices
from ui.flow.return_desk import ReturnDesk
from ui.flow.sale_desk import SaleDesk
from ui.flow.scans import Scans
from ui.flow.touch_letters import TouchLetters
from ui.flow.training import Training
from ui.notices import Notice, NoticeAction
from ui.pages.machine.continued_notice import continued_notice
from ui.pages.selling.sell_page import SellPage
from ui.pages.told import told
from ui.sounds import Sounds
from ui.theme import Look, apply, fitting
from ui.window import TillWindow

_SOON_MS = 300


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
        self.presenters = presenters = PresenterSet(counter, background)
        self._squeezed = 0
        self._ahead = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._ahead.timeout.connect(self._build_ahead)
        self.frame = frame = FrameState(window, counter)
        self._printer_notices = PrinterNotices(counter.spooler, self._printer_presenter)
        self.sounds = Sounds(counter.settings_file, self)
        self.customer = CustomerDisplay(window, frame)
        self.doorway = Doorway(app, window, counter, background, presenters.guarded)
        self.drawer = Drawer(window, presenters)
        training = Training(window, presenters.sell)
        self._navigation = navigation = Navigation(
            window, presenters, frame, self.doorway, training
        )
        self._clock = clock = ClockWatch(window, counter.till, background, frame)
        self._place = Place(
            window, counter, background, presenters, navigation, frame, self.doorway, clock
        )
        self._sales = SaleDesk(window, presenters, navigation, self.customer, self.sounds, clock)
        self._orders = OrderDesk(window, presenters, navigation, self.customer)
        self._returns = ReturnDesk(window, presenters, navigation)
        self._scans = Scans(
            window,
            presenters,
            navigation,
            self._returns,
            doorway=self.doorway,
            drawer=self.drawer,
            sounds=self.sounds,
        )
        self.menu = MenuDesk(
            window,
            counter,
            background,
            presenters,
            navigation,
            frame=frame,
            doorway=self.doorway,
            drawer=self.drawer,
            training=training,
            closing=Closing(window, self._sales, self._orders),
        )
        self._announcement = Announcement(window, presenters)
        self._others = OtherRegisters(window, presenters, frame, self.doorway)
        self._letters = TouchLetters(app, window)
        self._connect()

    def begin(self) -> None:
        """Find out where to start, and say what became of restored or copied data."""
        self._place.find()
        self._announcement.load()
        continued = self._counter.organizer.state.continued or self._counter.till.continued
        if continued is not None:
            self._on_went_on(continued)

    def end(self) -> None:
        """Keep the cart at hand and ask the till for nothing more: it is about to close."""
        self.presenters.keeper.end()
        self._ahead.timeout.disconnect(self._build_ahead)
        self._letters.end()
        self.doorway.end()
        self.customer.close()

    def go(self, name: str) -> None:
        """Show a page, or the one that has to come before it."""
        self._navigation.go(name)

    def take_scan(self, code: str) -> None:
        """A code was scanned, wherever the focus was."""
        self._scans.take(code)

    def restyle(self) -> None:
        """Take the language and theme that are set now."""
        settings, window = self._counter.settings_file.settings, self._window
        wanted = settings.theme, fitting(settings.text_size, window.width())
        if wanted != (window.look.theme, window.look.text_size):
            look = Look(*wanted)
            apply(self._app, look)
            for part in (window, self.doorway, self.drawer):
                part.restyle(look)
        if settings.language != window.catalog.language:
            window.retranslate(Catalog(settings.language))
            for part in (self.doorway, self.drawer):
                part.retranslate(window.catalog)
            self.frame.show_all()
            self._navigation.show_rail()
        self._tell_text_size(settings.text_size)
        self.doorway.watch_idle()
        self.customer.use(on=settings.customer_display)

    def _on_width_changed(self) -> None:
        wanted, window = self._counter.settings_file.settings.text_size, self._window
        if fitting(wanted, window.width()) != window.look.text_size:
            self.restyle()

    def _tell_text_size(self, wanted: int) -> None:
        """Say once why text is smaller than somebody wants it."""
        window, told = self._window, self._squeezed
        self._squeezed = wanted if window.look.text_size < wanted else 0
        if self._squeezed and self._squeezed != told:
            tr = window.catalog
            text = tr("There is room for text at {size} %; a wider window shows it at {wanted} %.")
            said = text.format(size=window.look.text_size, wanted=wanted)
            window.say(Notice(said, "info"))

    def _connect(self) -> None:
        window, navigation = self._window, self._navigation
        window.page_wanted.connect(self.go)
        window.width_changed.connect(self._on_width_changed)
        window.escaped.connect(navigation.back)
        window.lock_wanted.connect(self.doorway.lock)
        window.drawer_wanted.connect(self.menu.open_drawer)
        self.doorway.locked.connect(self._on_locked)
        self.doorway.entered.connect(self._on_entered)
        bar = window.top_bar
        bar.cashier_pressed.connect(navigation.to_shift)
        bar.printer_pressed.connect(navigation.to_printer)
        bar.sync_pressed.connect(navigation.to_sync)
        navigation.made.connect(self._on_made)
        self.menu.look_changed.connect(self.restyle)
        self.frame.printer_changed.connect(self._on_printer_changed)
        self.frame.went_on.connect(self._on_went_on)
        self.customer.closed.connect(self._on_customer_display_closed)
        self._background.failed.connect(self._on_error)
        self._background.broken.connect(self._on_error)

    def _on_went_on(self, continued: Continued) -> None:
        self._window.say(continued_notice(continued, self._window.catalog))

    def _on_made(self, name: str, page: QWidget) -> None:
        """Connect a page's presenter when the page is made."""
        presenters = self.presenters
        for part in (self._place, self._sales, self._orders, self._returns):
            part.connect_page(name)
        match name:
            case "sell":
                assert isinstance(page, SellPage)
                page.products_painted.connect(self._on_products_painted)
                page.order_asked.connect(self._orders.take_cart)
            case "welcome":
                presenters.welcome.look_changed.connect(self.restyle)
            case "products":
                presenters.products.catalogue_changed.connect(presenters.shelf.load)
                page.tags_asked.connect(self._open_labels)  # type: ignore[attr-defined]
            case "settings":
                presenters.settings.look_changed.connect(self.restyle)
                presenters.cutoff.changed.connect(presenters.sell.load_terms)
            case "sync":
                page.bundle_button.clicked.connect(self._navigation.to_bundle)  # type: ignore[attr-defined]
            case "bundle":
                page.back_button.clicked.connect(self._navigation.back)  # type: ignore[attr-defined]
            case "people":
                presenters.people.changed.connect(self.doorway.load)
            case "printer":
                presenters.printer.settings_wanted.connect(self._navigation.to_printers)

    def _open_labels(self, ids: tuple[str, ...]) -> None:
        self.presenters.labels.open(ids)

    def _on_products_painted(self) -> None:
        self.sell_ready.emit()
        self.presenters.keeper.begin()
        self._on_printer_changed(self._counter.spooler.state)  # it may have spoken before
        self._ahead.start()

    def _build_ahead(self) -> None:
        """Make the pages of a sale before they are needed, so that none of them is waited for."""
        self.presenters.held.load()
        for name in ("pay", "done"):
            self._navigation.page(name)
        self.presenters.shelf.warm_up()
        self._clock.look()
        self.customer.use(on=self._counter.settings_file.settings.customer_display)

    def _on_locked(self) -> None:
        self.drawer.leave()
        self.frame.show_person("")
        self._navigation.show("lock")

    def _on_entered(self, person: Person) -> None:
        self.frame.show_person(person.name)
        if self._window.current == "lock" and self.doorway.behind != "opening":
            self._navigation.show(self.doorway.behind)
            self.doorway.give_back()

    def _printer_presenter(self) -> OfferedPapers:
        return self.presenters.printer

    def _on_printer_changed(self, _state: PrinterState) -> None:
        window, tr = self._window, self._window.catalog
        states, told = self._counter.spooler.printers, self._printer_notices
        to_queue = self._navigation.to_printer
        queue = NoticeAction(tr("Show the queue"), to_queue, "print_queue_button")
        notice = told.notice(states, tr, queue)
        if notice is not None:
            window.say(notice)
        elif told.is_over():
            window.messages.withdraw(told.latest)

    def _on_error(self, error: Exception) -> None:
        self._window.say(Notice(told(error, self._window.catalog), "error"))

    def _on_customer_display_closed(self) -> None:
        self.menu.choose("customer_display", value=False)
