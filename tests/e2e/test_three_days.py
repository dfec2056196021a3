"""Three days of an expo at one booth: whatever happens, every shift closes to the rupiah."""

from datetime import timedelta
from pathlib import Path
from random import Random

from pos_app.domain.awaited import PaymentState
from pos_app.domain.kinds import Kind
from pos_app.domain.tender import Method
from pos_app.services import orders
from sync.client.join import join
from tests.drivers.entries import kinds
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.stand import stand_qris as qris
from tests.drivers.stand.evening import check_counted_anew, check_evening
from tests.drivers.stand.stand import Stand
from tests.drivers.stand.stand_opening import PROMOTIONS, set_up
from tests.drivers.stand.three_days import DAYS
from tests.drivers.tills import MORNING, Clock


def test_three_days_close_to_the_rupiah_and_add_up_at_the_organizer(tmp_path: Path) -> None:
    clock, closed = Clock(MORNING), []
    with RealOrganizer(tmp_path) as organizer:
        stand = Stand(tmp_path, clock, Random(11))
        join(stand.till, organizer.address, organizer.join_code())
        set_up(stand)
        for day, work in enumerate(DAYS):
            clock.at = MORNING + timedelta(days=day)
            closed.append(work(stand))
            check_evening(stand, organizer, closed)
        check_the_expo(stand)
        check_counted_anew(organizer)
        stand.till.close()


def check_the_expo(stand: Stand) -> None:
    """Nothing that a booth does was left out of the three days."""
    ledger = stand.ledger
    assert set(ledger.methods) == set(Method)
    assert {one.name for one in PROMOTIONS} <= set(ledger.promotions)
    # What the organizer says, and what restored or copied data brings.
    elsewhere = {Kind.CUTOFF_CHANGED, Kind.EXPO_CHANGED, Kind.DAYS_CHANGED, Kind.OFFER_ANSWERED}
    assert set(Kind) - set(kinds(stand.till)) == {*elsewhere, Kind.ENTRY_CARRIED}
    assert ledger.late_refunds
    assert (ledger.voids, ledger.refunds, ledger.practised) == (6, 9, 2)
    totals = stand.till.read(orders.totals).result()
    assert (totals.count, totals.potential) == (1, 2_500_000)
    assert {method: amount for method, amount in totals.taken.items() if amount} == {
        Method.CASH: 500_000,
        Method.QRIS: 250_000,
        Method.TRANSFER: 1_750_000,
    }
    assert {slip.state for slip in qris.of_day(stand, stand.clock().date())} == {
        PaymentState.CONFIRMED
    }
    assert ledger.waiting(Method.QRIS) > 0
