"""Goods that come back over the window: by touch, by keyboard, by the receipt's code."""

from PySide6.QtCore import Qt

from pos_app.domain import receipt_code
from pos_app.services import returns, shifts
from pos_app.services.checkout import Completed
from tests.drivers.till_driver import TillDriver
from tests.drivers.tills import sell
from ui.pages.history.history_page import HistoryPage

KOPI, KERIPIK, JAMU = "8991002101234", "8991002105678", "8991002109999"


def sold(till: TillDriver, *names: str) -> Completed:
    """A sale that was made before."""
    till.wait_for_page("sell")
    till.wait_for_products()
    return sell(till.counter.till, *names)


def history_of(till: TillDriver) -> HistoryPage:
    """The history page, once it was shown."""
    page = till.window.page("history")
    assert isinstance(page, HistoryPage)
    return page


def opened(till: TillDriver) -> str:
    """The number of what is open in the history."""
    found = till.flow.presenters.history.open
    return found.number if found is not None else ""


def lists_only(till: TillDriver, number: str) -> bool:
    """Whether the history lists nothing but what has a receipt's number, or a part of it."""
    model = history_of(till).list.model
    rows = [model.row_at(place) for place in range(model.rowCount())]
    return bool(rows) and all(row is not None and number in row.receipt_number for row in rows)


def drawer(till: TillDriver) -> int:
    """What the drawer holds beyond its float."""
    summary = till.counter.till.read(shifts.shift_summary).result()
    assert summary is not None
    return summary.expected - 300_000


def code_of(till: TillDriver, sale: Completed) -> str:
    """What stands in the code on a sale's receipt."""
    original = till.counter.till.read(returns.original_sale, sale.sale.id).result()
    return receipt_code.encode(original)


def bring_back(till: TillDriver, sale: Completed, *, lines: int = 0) -> None:
    """By touch: find a sale and change its first line, or all of it, for other goods."""
    till.press("rail_history")
    till.wait_for_page("history")
    page = history_of(till)
    number = sale.sale.receipt_number
    till.wait_for(lambda: number in _numbers(page))
    page.list.table.selectRow(_numbers(page).index(number))
    till.wait_for(lambda: opened(till) == number)
    till.press("exchange_button")
    if lines:
        till.press(f"return_quantity_{lines}_plus")
    else:
        till.press("return_all_button")
    till.press("refund_reason_2")
    till.press("confirm_refund_button")
    till.wait_for(lambda: till.cart.credit is not None)
    till.wait_for_page("sell")


def bring_back_by_keys(till: TillDriver) -> None:
    """By keyboard: the newest sale's first line is changed for other goods."""
    till.key(Qt.Key.Key_F9)
    till.wait_for_page("history")
    till.wait_for(lambda: bool(opened(till)))
    till.key(Qt.Key.Key_Down)
    till.key(Qt.Key.Key_Return)
    till.wait_for(lambda: till.find_button("refund_button").hasFocus())
    till.key(Qt.Key.Key_Tab)
    till.wait_for(lambda: till.find_button("exchange_button").hasFocus())
    till.key(Qt.Key.Key_Return)
    till.type_text("+")
    till.key(Qt.Key.Key_Return)
    till.type_text("Ukuran")
    till.key(Qt.Key.Key_Return)
    till.wait_for_page("sell")


def _numbers(page: HistoryPage) -> list[str]:
    model = page.list.model
    return [str(model.index(place, 0).data()) for place in range(model.rowCount())]
