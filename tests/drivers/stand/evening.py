"""What must be true of a booth every evening: drawer, Z reports, journal, shelf and organizer."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import text

from pos_app.domain import journal as chain
from pos_app.domain.awaited import PaymentSettled, PaymentState
from pos_app.domain.kinds import Kind, body_of
from pos_app.domain.sales_report import Asked, Reach
from pos_app.domain.shift import ShiftClosed
from pos_app.domain.shift_totals import ShiftTotals
from pos_app.domain.tender import Method
from pos_app.services import reconciliation
from pos_app.services.sales_reports import sales_report
from pos_app.services.till import Work
from pos_app.store import shift_sums
from pos_app.store.verification import verify
from sync.server.figures.projection import reproject
from tests.drivers.lines import entries, push, register_id
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.stand.stand import Stand
from tests.drivers.stand.stand_stock import in_stock, rebuild
from tests.drivers.tills import database_in

_BY_METHOD = "SELECT method, sum(amount) FROM hour_rollup GROUP BY method"
_BY_DAY = "SELECT business_date, sum(amount) FROM hour_rollup GROUP BY business_date"
_GOODS = "SELECT name, sum(qty_milli) FROM product_rollup GROUP BY name"
_PAID_FOR = "SELECT name, sum(amount) FROM product_rollup GROUP BY name"


def check_evening(stand: Stand, organizer: RealOrganizer, closed: Sequence[ShiftClosed]) -> None:
    """After the Z: till, journal, shelf and organizer say what the ledger says."""
    check_zs(stand, closed)
    check_reports(stand, closed)
    check_bank(stand, closed)
    check_journal(stand)
    check_organizer(stand, organizer, closed)


def check_zs(stand: Stand, closed: Sequence[ShiftClosed]) -> None:
    """The drawer is right to the rupiah, and all Zs together are what went over the counter."""
    ledger, latest, totals = stand.ledger, closed[-1], totals_of(closed)
    assert (latest.expected, latest.counted, latest.difference) == (ledger.drawer, ledger.drawer, 0)
    assert [one.number for one in closed] == list(range(1, len(closed) + 1))
    for said in ("sales", "turnover", "voids", "voided", "refunds", "refunded"):
        wanted = getattr(ledger, said)
        assert sum(getattr(one, said) for one in totals) == wanted, said
    taken = summed((one.method, one.net) for each in totals for one in each.taken)
    assert taken == summed((*ledger.methods.items(), *ledger.received.items()))
    brands = summed((one.brand, one.net) for each in totals for one in each.brands)
    assert brands == summed(ledger.brands.items())
    assert sum(one.rounding_of_brands for one in totals) == ledger.rounding
    cashiers = {one.cashier for one in totals[-1].cashiers}
    assert cashiers == {"Siti", "Rina"}


def check_reports(stand: Stand, closed: Sequence[ShiftClosed]) -> None:
    """A day's report is its Z, and that of the expo is what buyers paid for what they kept."""
    ledger = stand.ledger
    for one, totals in zip(closed, totals_of(closed), strict=True):
        assert one.report
        asked = Asked(Reach.DAY, one.report.business_date)
        assert stand.till.read_aside(sales_report, asked).result().report.net == totals.net_turnover
    whole = stand.till.read_aside(sales_report, Asked(Reach.WHOLE)).result().report
    assert (whole.net, whole.sales, whole.voids) == (
        ledger.net,
        ledger.sales - ledger.voids,
        ledger.voids,
    )
    assert summed((one.key, one.net) for one in whole.brands) == summed(ledger.brands.items())
    assert summed((one.key, one.net) for one in whole.methods) == summed(ledger.methods.items())
    assert whole.unreconciled.amount == ledger.waiting(Method.QRIS)


def check_bank(stand: Stand, closed: Sequence[ShiftClosed]) -> None:
    """What nobody has found at the bank stands apart, over all shifts and in each state."""
    ledger = stand.ledger
    told = stand.till.read(reconciliation.sums).result()
    wanted: Counter[tuple[Method, PaymentState]] = Counter()
    for slip in ledger.slips:
        wanted[slip.method, slip.state] += slip.amount
    assert {(one.method, one.state): one.amount for one in told} == wanted
    shifts = [stand.till.read(_totals_now, one.shift_id).result() for one in closed]
    assert sum(one.unreconciled for one in shifts) == ledger.waiting(Method.QRIS)


def check_journal(stand: Stand) -> None:
    """All tables are what a replay of the journal makes, the shelf's among them."""
    ledger = stand.ledger
    verified = verify(database_in(stand.folder))
    assert (verified.sales, verified.total) == (ledger.sales - ledger.voids, ledger.net)
    assert in_stock(stand) == ledger.stock
    rebuild(stand)
    assert in_stock(stand) == ledger.stock


def check_organizer(stand: Stand, organizer: RealOrganizer, closed: Sequence[ShiftClosed]) -> None:
    """The organizer holds every entry, and its totals are those of the Zs."""
    ledger = stand.ledger
    push(stand.till)
    told = organizer.booth()
    assert (told.status, told.missing, told.quarantined) == ("complete", 0, 0)
    assert told.total == sum(one.net_turnover for one in totals_of(closed)) == ledger.net
    assert (told.sales, told.voids, told.refunds) == (
        ledger.sales - ledger.voids,
        ledger.voids,
        ledger.refunds,
    )
    assert told.over_returned == ()
    days = [str(one.report.business_date) for one in closed if one.report]
    by_day = zip(days, (one.net_turnover for one in totals_of(closed)), strict=True)
    assert rolled_up(organizer, _BY_DAY) == dict(by_day)
    assert rolled_up(organizer, _BY_METHOD) == summed(ledger.methods.items())
    assert rolled_up(organizer, _GOODS) == summed(ledger.goods.items())
    assert sum(rolled_up(organizer, _PAID_FOR).values()) == ledger.net - ledger.rounding
    held = organizer.held(register_id(stand.till))
    assert held == entries(stand.till)
    decoded = [chain.decode(data) for data in held]
    practised = sum(one.kind == Kind.TRAINING_COMPLETED for one in decoded)
    assert practised == ledger.practised
    assert unreconciled(decoded) == ledger.waiting(Method.QRIS)


def check_counted_anew(organizer: RealOrganizer) -> None:
    """The organizer's totals are what a replay of all journals makes."""
    fair, before = organizer.fair, organizer.booth()
    questions = (_BY_DAY, _BY_METHOD, _GOODS, _PAID_FOR)
    rollups = [rolled_up(organizer, question) for question in questions]
    reproject(fair.office.database, fair.expo.id)
    assert [rolled_up(organizer, question) for question in questions] == rollups
    assert organizer.booth() == before


def unreconciled(held: Iterable[chain.Entry]) -> int:
    """QRIS that nobody found at the bank, by what entries say."""
    amount = 0
    for entry in held:
        if entry.kind in {Kind.SALE_COMPLETED, Kind.ORDER_PAID}:
            paid = [one.amount for one in body_of(entry).tenders if one.method is Method.QRIS]
            amount += sum(max(one, 0) for one in paid)
        elif entry.kind == Kind.PAYMENT_SETTLED:
            settled = [one for one in body_of(entry).payments if one.method is Method.QRIS]
            amount -= sum(_found(one) for one in settled)
    return amount


def totals_of(closed: Iterable[ShiftClosed]) -> list[ShiftTotals]:
    """What each Z says was rung up."""
    return [one.report.totals for one in closed if one.report]


def summed(parts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Amounts of one name together; what came to nothing is left out."""
    sums: Counter[str] = Counter()
    for name, amount in parts:
        sums[str(name)] += amount
    return {name: amount for name, amount in sums.items() if amount}


def rolled_up(organizer: RealOrganizer, question: str) -> Mapping[str, int]:
    """What the organizer's database adds up, by name."""
    with organizer.fair.office.database.read() as connection:
        return summed((row[0], row[1]) for row in connection.execute(text(question)))


def _found(one: PaymentSettled) -> int:
    now, before = (state is PaymentState.RECONCILED for state in (one.state, one.before))
    return one.amount * (now - before)


def _totals_now(work: Work, shift_id: str) -> ShiftTotals:
    return shift_sums.shift_totals(work.db, shift_id)
