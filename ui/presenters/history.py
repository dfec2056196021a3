"""The state of the history: which sale is open, and what is taken back of it."""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from pos_app.domain.errors import LapakError
from pos_app.domain.refund import Return, value_of
from pos_app.domain.return_needs import exchange_need
from pos_app.services import exchange, history, returns
from pos_app.services.counter import Counter
from pos_app.services.exchange import Credit
from pos_app.services.history import Key, Opened
from pos_app.services.returns import Refunded, Voided
from resources.translations import Catalog
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.history_paper import HistoryPaper
from ui.presenters.one_write import OneWrite
from ui.presenters.past_sales import PastSales


class HistoryPresenter(QObject):
    """Opens one sale, void or refund at a time: `sales` lists them, `paper` is what it looks like.

    What fails in either is told by `failed` too.
    """

    opened = Signal(object)  # Opened
    busy_changed = Signal(bool)
    voided = Signal(object)  # Voided
    refunded = Signal(object)  # Refunded
    exchange_wanted = Signal(object)  # Credit
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
        self._counter = counter
        self._till = counter.till
        self._background = background
        self._guarded = guarded
        self._recording = OneWrite(counter, guarded)
        self._recording.busy_changed.connect(self.busy_changed)
        self.sales = PastSales(counter.till, background)
        self.paper = HistoryPaper(counter, background, guarded, self._recording, clock)
        for part in (self._recording, self.sales, self.paper):
            part.failed.connect(self.failed)
        self._tr = Catalog("en")
        self._turn = 0
        self._open: Opened | None = None
        self._wanted: Key | None = None
        self._scanned = ""

    @property
    def open(self) -> Opened | None:
        """The sale, void or refund that is shown."""
        return self._open

    @property
    def current(self) -> Opened | None:
        """What is shown, unless something else was asked for and is not there yet."""
        opened = self._open
        return opened if opened is not None and opened.key == self._wanted else None

    @property
    def wanted(self) -> Key | None:
        """The key that was asked for last, whether it is shown by now or not."""
        return self._wanted

    @property
    def idle(self) -> bool:
        """Whether nothing is open, and nobody asked for anything by a row or by a scan."""
        return self._open is None and self._wanted is None and not self._scanned

    def new_id(self) -> str:
        """The id of a refund that begins."""
        return self._till.new_id()

    def use_language(self, tr: Catalog) -> None:
        """Speak to approvers in another language, and show the paper in it."""
        self._tr = tr
        self.paper.use_language(tr)

    def load(self) -> None:
        """Read again what the list shows, and the sale that is open."""
        self.sales.load()
        if self._wanted is not None:
            self.show(self._wanted)
        elif self._scanned:
            self.scan(self._scanned)

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
        again = self._scanned == scanned
        before = ("" if again else self._scanned, self._wanted)

        def failed(error: Exception) -> None:
            if self._scanned == scanned and self._wanted is None:
                self._scanned, self._wanted = before  # what is open is what was before
            self.failed.emit(error)

        self._scanned, self._wanted = scanned, None
        self._show(history.open_scanned, scanned, failed)

    def void(self, reason: str) -> None:
        """Take the open sale back whole; a second press meanwhile does nothing."""
        opened = self._open
        if opened is not None and opened.original is not None and opened.may_void:
            sale_id, subject = opened.original.sale_id, self._subject(opened)
            self._recording.run(
                returns.void_sale, sale_id, reason, done=self._on_voided, subject=subject
            )

    def refund(self, returned: Return) -> None:
        """Pay for what came back; a second press meanwhile does nothing."""
        opened = self._open
        if opened is not None and opened.original is not None and opened.may_refund:
            original, subject = opened.original, self._subject(opened)
            self._recording.run(
                returns.refund_sale, original, returned, done=self._on_refunded, subject=subject
            )

    def exchange(self, returned: Return) -> None:
        """Let other goods be chosen for what came back; whoever may refund may do this."""
        opened = self._open
        if opened is None or opened.original is None or not opened.may_refund:
            return
        original, recording = opened.original, self._recording
        if not recording.begin():
            return

        def allowed() -> None:
            asked = self._till.read(exchange.credit, original, returned)
            self._background.watch(asked, self._on_credit, recording.fail)

        try:
            worth = value_of(original, opened.earlier, returned)
        except LapakError as error:
            recording.fail(error)
            return
        need = exchange_need(original.sale_id, worth)
        self._guarded.ask(need, self._subject(opened), allowed, recording.fail)

    def _show(
        self,
        service: Callable[..., Opened],
        what: object,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self._turn += 1
        turn = self._turn

        def shown(opened: Opened) -> None:
            if turn == self._turn:
                self._open, self._wanted = opened, opened.key
                self.opened.emit(opened)
                self.paper.show(opened)

        asked = self._till.read(service, what)
        self._background.watch(asked, shown, failed or self.failed.emit)

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
        self._counter.spooler.wake()
        self.load()
        taken = {one.product_id for line in lines for one in line.takes or ()}
        self.stock_changed.emit(tuple(taken))

    def _on_credit(self, credit: Credit) -> None:
        self._recording.end()
        self.exchange_wanted.emit(credit)
