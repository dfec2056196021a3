"""The state of the history: what is listed, which sale is open, and what is done about it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from pos_app.devices.paper import paper_named
from pos_app.domain.errors import LapakError
from pos_app.domain.history import Span
from pos_app.domain.refund import Return, value_of
from pos_app.domain.return_needs import exchange_need
from pos_app.domain.tender import Method
from pos_app.services import exchange, history, receipts, returns
from pos_app.services.counter import Counter
from pos_app.services.exchange import Credit
from pos_app.services.history import HistoryRow, Key, Listing, Opened
from pos_app.services.papers import PaperRow
from pos_app.services.returns import Refunded, Voided
from resources.translations import Catalog
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.saved_file import save_made
from ui.widgets.settling import Settling

PAGE = 50


class HistoryPresenter(QObject):
    """Lists past sales and opens one at a time."""

    listed = Signal(object)  # Listing
    page_read = Signal(int, object)  # offset, tuple[HistoryRow, ...]
    opened = Signal(object)  # Opened
    previewed = Signal(object)  # tuple[PaperRow, ...]
    busy_changed = Signal(bool)
    voided = Signal(object)  # Voided
    refunded = Signal(object)  # Refunded
    exchange_wanted = Signal(object)  # Credit
    copy_queued = Signal()
    pdf_saved = Signal(object)  # Path
    failed = Signal(object)  # Exception
    stock_changed = Signal(object)  # ids of products that came back

    def __init__(
        self,
        counter: Counter,
        background: Background,
        guarded: Guarded,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._copying = Settling(clock)
        self._counter = counter
        self._till = counter.till
        self._background = background
        self._guarded = guarded
        self._tr = Catalog("en")
        self._text = ""
        self._method: Method | None = None
        self._span = Span.ALL
        self._keys: tuple[Key, ...] | None = None
        self._turn = self._opening = 0
        self._open: Opened | None = None
        self._wanted: Key | None = None
        self._scanned = ""
        self._busy = False

    @property
    def open(self) -> Opened | None:
        """The sale, void or refund that is shown."""
        return self._open

    @property
    def wanted(self) -> Key | None:
        """The key that was asked for last, whether it is shown by now or not."""
        return self._wanted

    @property
    def searching(self) -> bool:
        """Whether only a part of the history is listed."""
        return self._keys is not None

    @property
    def prints(self) -> bool:
        """Whether a printer is set."""
        return self._counter.spooler.state.state != "none"

    @property
    def columns(self) -> int:
        """How many letters fit the paper that is set."""
        return paper_named(f"{self._counter.settings_file.settings.paper}mm").columns

    def new_id(self) -> str:
        """The id of a refund that begins."""
        return self._till.new_id()

    def use_language(self, tr: Catalog) -> None:
        """Show the receipt in another language."""
        self._tr = tr
        self._preview()

    def load(self) -> None:
        """Read again what the list shows, and the sale that is open."""
        self._list()
        self._show_again()

    def search(self, text: str) -> None:
        """List what somebody types for; everything for nothing."""
        self._text = text.strip()
        self._list()

    def choose_method(self, method: Method | None) -> None:
        """List only what was paid so."""
        self._method = method
        self._list()

    def choose_span(self, span: Span) -> None:
        """List only this part of the history."""
        self._span = span
        self._list()

    def read_page(self, offset: int) -> None:
        """Read `PAGE` rows from an offset of what is listed."""
        turn = self._turn

        def read(rows: tuple[HistoryRow, ...]) -> None:
            if turn == self._turn:
                self.page_read.emit(offset, rows)

        if self._keys is None:
            asked = self._till.read(history.history_page, offset, PAGE)
        else:
            asked = self._till.read(history.history_rows, self._keys[offset : offset + PAGE])
        self._background.watch(asked, read, self.failed.emit)

    def show(self, key: Key) -> None:
        """Open what stands under a key."""
        self._wanted = key
        self._show(history.open_entry, key)

    def show_sale(self) -> None:
        """Open the sale that the open void or refund is of."""
        if self._open is not None and self._open.original is not None:
            self._show(history.open_sale, self._open.original.sale_id)

    def scan(self, scanned: str) -> None:
        """Open the sale of a receipt's code, or of a printed number."""
        self._scanned, self._wanted = scanned, None
        self._show(history.open_scanned, scanned)

    def void(self, reason: str) -> None:
        """Take the open sale back whole; a second press meanwhile does nothing."""
        opened = self._open
        if opened is not None and opened.original is not None and opened.may_void:
            self._write(returns.void_sale, opened.original.sale_id, reason, done=self._on_voided)

    def refund(self, returned: Return) -> None:
        """Pay for what came back; a second press meanwhile does nothing."""
        opened = self._open
        if opened is not None and opened.original is not None and opened.may_refund:
            self._write(returns.refund_sale, opened.original, returned, done=self._on_refunded)

    def exchange(self, returned: Return) -> None:
        """Let other goods be chosen for what came back; whoever may refund may do this."""
        opened = self._open
        if opened is None or opened.original is None or not opened.may_refund or self._busy:
            return
        original = opened.original

        def allowed() -> None:
            asked = self._till.read(exchange.credit, original, returned)
            self._background.watch(asked, self._on_credit, self._on_failed)

        try:
            worth = value_of(original, opened.earlier, returned)
        except LapakError as error:
            self._on_failed(error)
            return
        self._set_busy(busy=True)
        need = exchange_need(original.sale_id, worth)
        self._guarded.ask(need, self._subject(opened), allowed, self._on_failed)

    def reprint(self) -> None:
        """Queue a copy of what is open; the second press of a double one does not."""
        opened = self._open
        may_copy = not self._busy and self._copying.is_over
        if opened is not None and opened.slip is not None and may_copy:
            self._copying.begin()
            self._set_busy(busy=True)
            by = self._guarded.by
            asked = self._till.write(receipts.reprint, opened.subject, opened.slip, by=by)
            self._background.watch(asked, self._on_copy_queued, self._on_failed)

    def save_pdf(self, path: Path) -> None:
        """Write what is open into a PDF file; the journal notes who did."""
        opened = self._open
        if opened is None or opened.slip is None:
            return
        subject, slip = opened.subject, opened.slip

        def noted(saved_as: Path) -> None:
            by = self._guarded.by
            noting = self._till.write(receipts.note_file, subject, slip, by=by)
            self._background.watch(noting)
            self.pdf_saved.emit(saved_as)

        made = self._till.read(
            receipts.slip_pdf, opened.slip, opened.subject, self.columns, self._tr
        )
        save_made(self._background, made, path, noted, self.failed.emit)

    def _list(self) -> None:
        self._turn += 1
        turn = self._turn

        def listed(found: Listing) -> None:
            if turn == self._turn:
                self._keys = found.keys
                self.listed.emit(found)

        asked = self._till.read(history.list_history, PAGE, self._text, self._method, self._span)
        self._background.watch(asked, listed, self.failed.emit)

    def _show(self, service: Callable[..., Opened], what: object) -> None:
        self._opening += 1
        turn = self._opening

        def shown(opened: Opened) -> None:
            if turn == self._opening:
                self._open, self._wanted = opened, opened.key
                self.opened.emit(opened)
                self._preview()

        self._background.watch(self._till.read(service, what), shown, self.failed.emit)

    def _show_again(self) -> None:
        if self._wanted is not None:
            self.show(self._wanted)
        elif self._scanned:
            self.scan(self._scanned)

    def _preview(self) -> None:
        opened, turn = self._open, self._opening
        if opened is None:
            return

        def previewed(rows: tuple[PaperRow, ...]) -> None:
            if turn == self._opening:
                self.previewed.emit(rows)

        if opened.slip is not None:
            made = self._till.read(
                receipts.slip_preview, opened.slip, opened.subject, self.columns, self._tr
            )
        elif opened.original is not None:
            made = self._till.read(receipts.other_preview, opened.original, self.columns, self._tr)
        else:
            return
        self._background.watch(made, previewed, self.failed.emit)

    def _write(
        self, service: Callable[..., Any], *args: object, done: Callable[[Any], None]
    ) -> None:
        if self._busy or self._open is None:
            return
        self._set_busy(busy=True)
        subject = self._subject(self._open)
        self._guarded.write(service, *args, done=done, failed=self._on_failed, subject=subject)

    def _subject(self, opened: Opened) -> str:
        """What is read by who approves something of it."""
        if not opened.is_foreign:
            return opened.number
        unchecked = self._tr("of another register: look at the original receipt")
        return f"{opened.number} · {unchecked}"

    def _on_voided(self, voided: Voided) -> None:
        self._after(voided.body.lines)
        self.voided.emit(voided)

    def _on_refunded(self, refunded: Refunded) -> None:
        self._after(refunded.body.lines)
        self.refunded.emit(refunded)

    def _after(self, lines: Any) -> None:
        self._set_busy(busy=False)
        self._counter.spooler.wake()
        self._counter.organizer.wake()
        self.load()
        taken = {one.product_id for line in lines for one in line.takes or ()}
        self.stock_changed.emit(tuple(taken))

    def _on_credit(self, credit: Credit) -> None:
        self._set_busy(busy=False)
        self.exchange_wanted.emit(credit)

    def _on_copy_queued(self, _job: object) -> None:
        self._set_busy(busy=False)
        self._counter.spooler.wake()
        self._counter.organizer.wake()
        self.copy_queued.emit()

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self.failed.emit(error)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.busy_changed.emit(busy)
