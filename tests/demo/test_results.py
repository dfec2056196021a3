"""The summary says what is so: every difference has its words, and none hides the others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos_app.demo import fair as fairs
from pos_app.demo.network import Relay
from pos_app.demo.results import save_receipts, save_summary, summarise, table
from pos_app.devices.virtual_printer import Fault
from pos_app.domain.pricing import price
from pos_app.domain.tender import Method, Tender
from pos_app.services import checkout
from resources.translations import Catalog
from sync.wire import BoothTotals
from tests.drivers.damage import ask
from tests.drivers.fairs import Fair, fair_of, plan_in
from tests.drivers.tills import cart_of

EN = Catalog("en")


@pytest.fixture
def fair(tmp_path: Path) -> Iterator[Fair]:
    with fair_of(plan_in(tmp_path)) as made:
        yield made


def statuses(fair: Fair) -> list[str]:
    return [booth.status for booth in fair.summary.booths]


def with_second(fair: Fair, **fields: object) -> list[str]:
    """What the summary says of each booth when the server tells something else of the second."""
    totals = fair.totals
    first, second = totals.booths
    told = replace(totals, booths=(first, replace(second, **fields)))
    summary = summarise(fair.booths, told)
    assert not summary.ok
    return [booth.status for booth in summary.booths]


def test_a_fair_in_order_agrees_to_the_rupiah(fair: Fair) -> None:
    summary = fair.summary
    assert summary.ok
    assert [(booth.code, booth.sales) for booth in summary.booths] == [("A01", 1), ("A02", 2)]
    assert summary.total == summary.server_total == fair.totals.total > 0
    last = table(summary, EN).splitlines()[-1]
    assert last.startswith("All")
    assert last.endswith("everything agrees")


def test_a_server_that_holds_something_else_is_told_with_its_booth(fair: Fair) -> None:
    second: BoothTotals = fair.totals.booths[1]
    assert with_second(fair, total=second.total + 1) == ["agrees", "server_differs"]
    assert with_second(fair, sales=second.sales - 1) == ["agrees", "server_differs"]
    assert with_second(fair, status="behind", missing=3) == ["agrees", "server_behind 3"]
    assert with_second(fair, code="B99") == ["agrees", "server_differs"]


def test_a_total_that_is_not_the_booths_sum_is_no_agreement(fair: Fair) -> None:
    totals = fair.totals
    assert not summarise(fair.booths, replace(totals, total=totals.total + 1)).ok


def test_a_sale_that_the_till_lost_is_told(fair: Fair) -> None:
    fair.booths[1].sold.append(fair.booths[0].sold[0])
    assert statuses(fair) == ["agrees", "till_differs"]


def test_a_receipt_that_did_not_come_out_is_told_and_no_empty_file_stands_for_it(
    fair: Fair,
) -> None:
    booth = fair.booths[1]
    booth.printer.begin(Fault.PAPER_OUT)
    cart = cart_of(booth.counter.till, booth.products[0].name)
    paid = (Tender(Method.CASH, price(cart).total),)
    sale = booth.counter.till.write(checkout.checkout, price(cart), paid).result().sale
    booth.sold.append(sale)
    booth.counter.spooler.wake()
    booth.counter.organizer.send_now()
    fair.settle(timeout_s=1.0)
    save_receipts(fair.plan, fair.booths)
    receipts = fair.plan.out / "receipts"
    assert statuses(fair) == ["agrees", "not_printed 1"]
    assert "receipts that did not come out: 1" in table(fair.summary, EN)
    assert not (receipts / f"{sale.receipt_number}.bin").exists()
    assert (receipts / f"{sale.receipt_number}.pdf").stat().st_size > 1000
    written = {path.stem: path.read_bytes() for path in receipts.glob("*.bin")}
    assert len(written) == 3
    assert all(number.encode() in data for number, data in written.items())


def test_a_damaged_till_costs_neither_the_table_nor_the_summary(fair: Fair) -> None:
    ask(fair.booths[0].database, "UPDATE journal SET hash = zeroblob(32) WHERE seq = 2")
    fair.settle()
    save_receipts(fair.plan, fair.booths)
    assert statuses(fair) == ["chain_broken", "agrees"]
    assert "trouble: chain_broken" in table(fair.summary, EN)
    assert b'"ok": false' in save_summary(fair.plan, fair.summary).read_bytes()


def test_a_till_whose_window_would_not_open_is_told(fair: Fair) -> None:
    fair.booths[0].counter.close()
    fair.booths[0].trouble = "tour_failed"
    save_receipts(fair.plan, fair.booths)
    assert statuses(fair) == ["tour_failed", "agrees"]


@pytest.mark.parametrize(("offline", "cuts"), [(0.0, 0), (0.5, 2)])
def test_each_booth_is_without_network_once_if_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, offline: float, cuts: int
) -> None:
    cut: list[Relay] = []

    class Watched(Relay):
        def cut(self) -> None:
            cut.append(self)
            super().cut()

    monkeypatch.setattr(fairs, "Relay", Watched)
    with fair_of(plan_in(tmp_path, sales=4, offline=offline)) as fair:
        assert len(cut) == len(set(cut)) == cuts
        assert fair.summary.ok
