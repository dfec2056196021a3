"""What goes wrong around a till: its clock, its printer. Nothing is lost or counted twice."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pos_app.devices.virtual_printer import Fault, VirtualPrinter
from pos_app.domain.kinds import Kind
from pos_app.domain.sale import Sale
from pos_app.domain.shift import ShiftClosed
from pos_app.services.printing.printer_state import Shown
from pos_app.store.verification import verify
from tests.drivers.entries import bodies, kinds
from tests.drivers.hands.key_hands import KeyHands
from tests.drivers.hands.only_keys import OnlyKeys
from tests.drivers.printers.papers import paper
from tests.drivers.stand.day_booth import day_window, set_booth_up
from tests.drivers.stand.day_script import FLOAT
from tests.drivers.tills import Clock, database_in

_HALF_A_RECEIPT = 250
_CALM = {"", "Struk sedang dicetak.", "Struk sudah dikirim ke printer."}
_NOTES = {100_000: 2, 50_000: 1, 10_000: 4}


@contextmanager
def open_shift(
    qtbot: QtBot, folder: Path, clock: Clock, printer: VirtualPrinter
) -> Iterator[KeyHands]:
    """Siti has counted her float."""
    set_booth_up(folder, clock)
    with day_window(qtbot, folder, printer, clock) as till:
        hands = KeyHands(OnlyKeys(till))
        hands.come_in("Siti")
        hands.open_shift(FLOAT)
        yield hands


def sell_coffee(hands: KeyHands) -> None:
    hands.ring("Kopi Susu")
    hands.to_pay()
    hands.cash(20_000)
    hands.next_buyer()


def test_a_clock_that_jumps_back_a_day_stops_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    clock = Clock()
    with VirtualPrinter() as printer, open_shift(qtbot, tmp_path, clock, printer) as hands:
        sell_coffee(hands)
        printer.wait_for_jobs(1)  # or it would be offered after the jump, as one of long ago
        clock.move(days=-1)
        sell_coffee(hands)
        hands.find_sale("000002")
        hands.void(by="Pak Danu")
        hands.to_sell()
        printer.wait_for_jobs(3)
        clock.move(days=1, minutes=5)
        sell_coffee(hands)
        hands.close(_NOTES)
        till = hands.till.counter.till
        sales = bodies(till, Kind.SALE_COMPLETED)
        [closed] = bodies(till, Kind.SHIFT_CLOSED)
        printer.wait_for_jobs(5)
    numbers = [one.receipt_number[-6:] for one in sales if isinstance(one, Sale)]
    assert numbers == ["000001", "000002", "000003"]
    assert isinstance(closed, ShiftClosed)
    assert (closed.sales, closed.turnover, closed.expected) == (3, 54_000, 300_000 + 36_000)
    verified = verify(database_in(tmp_path))
    assert (verified.sales, verified.total) == (2, 36_000)


@pytest.mark.parametrize(
    ("fault", "after"),
    [
        pytest.param(Fault.PAPER_OUT, 0, id="no paper"),
        pytest.param(Fault.REFUSE, 0, id="cable pulled"),
        pytest.param(Fault.RESET, _HALF_A_RECEIPT, id="dies in the middle of a paper"),
    ],
)
def test_a_printer_that_dies_is_told_and_loses_and_doubles_nothing(
    qtbot: QtBot, tmp_path: Path, fault: Fault, after: int
) -> None:
    printing = VirtualPrinter(fault_after=after)
    with printing as printer, open_shift(qtbot, tmp_path, Clock(), printer) as hands:
        till = hands.till
        printer.begin(fault)
        hands.ring("Kopi Susu")
        hands.to_pay()
        hands.cash(20_000)
        till.wait_for_page("done")
        till.wait_for(lambda: till.text_of("print_panel_line") not in _CALM)
        assert "tersimpan" in till.text_of("print_panel_next_step")
        assert till.chip("printer") != "Printer siap"
        hands.next_buyer()
        hands.find_sale("000001")
        hands.refund(1, by="Pak Danu")
        hands.x_report(by="Pak Danu")
        hands.close(_NOTES)
        assert Counter(kinds(till.counter.till)) >= Counter(
            {Kind.SALE_COMPLETED: 1, Kind.SALE_REFUNDED: 1, Kind.SHIFT_CLOSED: 1}
        )
        printer.end(fault)
        till.qtbot.waitUntil(lambda: see_to_the_printer(hands), timeout=30_000)
        whole = [one for one in printer.jobs if one.complete]
        [closed] = bodies(till.counter.till, Kind.SHIFT_CLOSED)
    assert Counter(map(paper, whole)) == Counter(receipt=1, refund=1, x=1, z=1)
    assert isinstance(closed, ShiftClosed)
    assert (closed.sales, closed.turnover, closed.expected) == (1, 18_000, 300_000)
    assert verify(database_in(tmp_path)).total == 0


def see_to_the_printer(hands: KeyHands) -> bool:
    """Whether all is printed; what broke off did not come out whole, so once more."""
    spooler = hands.till.counter.spooler
    state = spooler.state
    if state.job is not None and state.state is Shown.UNCERTAIN:
        spooler.answer(state.job.id, came_out=False)
    elif state.job is not None:
        spooler.retry(state.job.id)
    return state.job is None and state.waiting == 0 and state.state is Shown.READY
