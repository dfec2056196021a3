"""The state of a move of stock that is being noted: what is scanned or chosen, and how many."""

from PySide6.QtCore import QObject, Signal

from pos_app.domain import quantity
from pos_app.domain.errors import LapakError
from pos_app.domain.shelf import OnShelf
from pos_app.domain.stock import MoveKind
from pos_app.services import booth, catalogue, stock
from pos_app.services.booth import RegisterState
from pos_app.services.counter import Counter
from pos_app.services.stock import MoveRow, NewMove
from ui.background import Background
from ui.guarded import Guarded
from ui.models.stock_tables import SheetRow

FOUND_AT_MOST = 40
_ZONE = "Asia/Jakarta"


class StockPresenter(QObject):
    """Nothing is recorded before `store`. A product scanned again counts up."""

    sheet_changed = Signal(object, int)  # tuple[SheetRow, ...], the place that was touched
    quantity_wanted = Signal(object)  # SheetRow: goods that are weighed or measured
    found = Signal(object)  # tuple[OnShelf, ...]
    moves_read = Signal(object)  # tuple[StockMove, ...]
    stored = Signal(object, int)  # MoveKind, how many products
    stock_changed = Signal(object)  # tuple[str, ...]: ids of products
    barcode_unknown = Signal(str)
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._guarded = guarded
        self.kind = MoveKind.COUNT
        self._rows: dict[str, SheetRow] = {}
        self._id = counter.till.new_id()
        self._turn = 0
        self._storing = False
        self.zone = _ZONE
        self._background.watch(counter.till.read(booth.current_register), self._on_register)

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """What stands on the sheet, in the order in which it was noted first."""
        return tuple(self._rows.values())

    def scan(self, code: str) -> None:
        """Count a scanned product up."""

        def found(product: OnShelf | None) -> None:
            if product is None:
                self.barcode_unknown.emit(code)
            else:
                self.pick(product)

        future = self._counter.till.read(catalogue.find_by_barcode, code)
        self._background.watch(future, found, self.failed.emit)

    def search(self, text: str) -> None:
        """Look for products; a late answer to an earlier text is dropped."""
        self._turn += 1
        turn = self._turn

        def found(products: tuple[OnShelf, ...]) -> None:
            if turn == self._turn:
                self.found.emit(products)

        if text.strip():
            future = self._counter.till.read(catalogue.search, text, FOUND_AT_MOST)
            self._background.watch(future, found, self.failed.emit)
        else:
            self.found.emit(())

    def pick(self, product: OnShelf) -> None:
        """Note one of a product; of one with variants, show them to choose from."""
        if product.variants:
            self._turn += 1
            future = self._counter.till.read(catalogue.variants, product.id)
            self._background.watch(future, self.found.emit, self.failed.emit)
        elif product.parts:
            self.failed.emit(LapakError("stock_not_own", name=product.name))
        else:
            self._note(product)

    def set_quantity(self, product_id: str, typed: str) -> bool:
        """Note how many there are; False if that is no quantity, which `failed` tells."""
        row = self._rows[product_id]
        try:
            qty_milli = self._parsed(typed, row.product.unit)
        except LapakError as error:
            self.failed.emit(error)
            return False
        self._put(row._replace(qty_milli=qty_milli))
        return True

    def step(self, product_id: str, steps: int) -> None:
        """Count a product up or down by whole units, not below nothing."""
        row = self._rows.get(product_id)
        if row is not None:
            qty_milli = row.qty_milli + steps * quantity.ONE
            self._put(row._replace(qty_milli=min(max(qty_milli, 0), quantity.MAX_QUANTITY)))

    def remove(self, product_id: str) -> None:
        """Take a product off the sheet."""
        if self._rows.pop(product_id, None) is not None:
            self.sheet_changed.emit(self.rows, len(self._rows) - 1)

    def clear(self) -> None:
        """Begin a new sheet."""
        self._rows = {}
        self._id = self._counter.till.new_id()
        self.sheet_changed.emit((), -1)

    def store(self, reason: str) -> None:
        """Record what stands on the sheet, once however often it is asked for."""
        if self._storing:
            return
        self._storing = True
        rows = tuple(MoveRow(row.product.id, row.qty_milli) for row in self.rows)
        kind = self.kind

        def done(ids: tuple[str, ...]) -> None:
            self._storing = False
            self._counter.organizer.wake()
            self.clear()
            self.stored.emit(kind, len(ids))
            self.stock_changed.emit(ids)

        move = NewMove(self._id, kind, rows, reason)
        self._guarded.write(stock.move_stock, move, done=done, failed=self._on_failed)

    def read_moves(self) -> None:
        """Read the latest moves."""
        future = self._counter.till.read(stock.latest_moves)
        self._background.watch(future, self.moves_read.emit, self.failed.emit)

    def _note(self, product: OnShelf) -> None:
        row = self._rows.get(product.id)
        if quantity.is_divisible(product.unit):
            self._put(SheetRow(product, row.qty_milli if row else 0))
            self.quantity_wanted.emit(self._rows[product.id])
        else:
            self._put(SheetRow(product, (row.qty_milli if row else 0) + quantity.ONE))

    def _put(self, row: SheetRow) -> None:
        self._rows[row.product.id] = row
        self.sheet_changed.emit(self.rows, list(self._rows).index(row.product.id))

    def _parsed(self, typed: str, unit: str) -> int:
        if self.kind is MoveKind.COUNT:
            qty_milli = quantity.parse_count(typed, unit)
            return quantity.checked(qty_milli, unit) if qty_milli else 0
        return quantity.checked(quantity.parse_quantity(typed, unit), unit)

    def _on_register(self, register: RegisterState | None) -> None:
        if register is not None:
            self.zone = register.zone

    def _on_failed(self, error: Exception) -> None:
        self._storing = False
        self.failed.emit(error)
