"""Opening the drawer without a sale: recorded first, opened once, never later."""

from pathlib import Path

import pytest

from pos_app.domain.drawer import DrawerOpened
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.permission import Action, Need
from pos_app.services import drawer, shifts
from pos_app.services.printing.spooler import Spooler
from pos_app.services.till import Till
from tests.drivers.entries import bodies
from tests.drivers.people import approves, by_of, staffed
from tests.drivers.printers.printing import printing_on
from tests.drivers.tills import sell

_PULSE = b"\x1bp"
"""What ESC/POS opens a drawer with."""


def test_it_is_recorded_who_opened_it_and_why(till: Till) -> None:
    owner = staffed(till)["Bu Tini"]
    till.write(drawer.open_drawer, "  Tukar\nuang ", by=by_of(owner)).result()
    shift = till.read(shifts.current_shift).result()
    assert shift is not None
    opened = DrawerOpened(owner.id, "Bu Tini", "Tukar uang", shift.id)
    assert bodies(till, Kind.DRAWER_OPENED) == [opened]


def test_without_people_it_is_whoever_opened_the_shift(till: Till) -> None:
    assert till.write(drawer.open_drawer, "Tukar uang").result().name == "Siti"


@pytest.mark.parametrize(("reason", "code"), [("", "reason_missing"), (" \n", "reason_missing")])
def test_it_needs_a_reason(till: Till, reason: str, code: str) -> None:
    with pytest.raises(LapakError, match=code):
        till.write(drawer.open_drawer, reason).result()
    assert bodies(till, Kind.DRAWER_OPENED) == []


def test_a_cashier_opens_it_with_an_approval_and_only_once(till: Till) -> None:
    made = staffed(till)
    with pytest.raises(LapakError, match="permission_needed"):
        till.write(drawer.open_drawer, "Tukar uang", by=by_of(made["Siti"])).result()
    given = approves(till, made["Pak Danu"], Need(Action.OPEN_DRAWER), made["Siti"])
    by = by_of(made["Siti"], given)
    opened = [till.write(drawer.open_drawer, "Tukar uang", by=by) for _ in range(2)]
    assert [one.exception() is None for one in opened] == [True, False]
    assert len(bodies(till, Kind.DRAWER_OPENED)) == 1


def test_the_printer_gets_the_pulse_and_no_paper_is_used(till: Till, tmp_path: Path) -> None:
    port = tmp_path / "printer"
    port.touch()
    spooler = Spooler(till, printing_on(f"file://{port}"))
    spooler.start()
    try:
        spooler.open_drawer().result(10)
        assert _PULSE in port.read_bytes()
        assert b"\n" not in port.read_bytes()
    finally:
        spooler.close()


def test_without_a_printer_it_is_said_and_nothing_waits(till: Till) -> None:
    spooler = Spooler(till, printing_on("none"))
    spooler.start()
    try:
        with pytest.raises(LapakError, match="drawer_without_printer"):
            spooler.open_drawer().result(10)
    finally:
        spooler.close()


def test_a_printer_that_is_away_opens_no_drawer_when_it_comes_back(
    till: Till, tmp_path: Path
) -> None:
    port = tmp_path / "printer"
    spooler = Spooler(till, printing_on(f"file://{port}"))
    spooler.start()
    try:
        with pytest.raises(LapakError):
            spooler.open_drawer().result(10)
        port.touch()
        spooler.wake()
        assert spooler.drain(10)
        assert _PULSE not in port.read_bytes()
    finally:
        spooler.close()


def test_selling_goes_on_beside_it(till: Till) -> None:
    till.write(drawer.open_drawer, "Tukar uang").result()
    assert sell(till).sale.receipt_number == "A12-K1-000001"
