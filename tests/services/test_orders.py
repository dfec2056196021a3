"""Orders at the booth: numbered without gaps, paid apart from turnover, their phones purgeable."""

from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pos_app.devices.rendering.document import Document, DrawerPulse, Row, preview
from pos_app.domain.errors import LapakError
from pos_app.domain.order import Buyer, Order, OrderState, OrderStatus, lines_of
from pos_app.domain.permission import Action, Need
from pos_app.domain.pricing import price
from pos_app.domain.slips import Slip
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services import booth, order_payments, orders, shifts
from pos_app.services.papers import order_slips
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.receipts import document_of
from pos_app.services.printing import print_queue
from pos_app.services.till import Till, Work
from pos_app.store import awaited
from pos_app.store.sql import execute
from pos_app.store.verification import verify
from resources.translations import Catalog
from tests.drivers.people import approves, by_of, staffed
from tests.drivers.tills import cart_of, cash, sell

TR = Catalog("id")


def wanted(till: Till, name: str = "Bu Ani", value: int = 1_000_000, **more: Any) -> Order:
    return Order(till.new_id(), "", Buyer(name), text="Kopi 40 bungkus", value=value, **more)


def place(till: Till, name: str = "Bu Ani", phone: str = "", **more: Any) -> Order:
    return till.write(orders.place, wanted(till, name, **more), phone).result().order


def pay(till: Till, order: Order, amount: int, *tenders: Tender) -> order_payments.Paid:
    given = tenders or cash(amount)
    return till.write(order_payments.pay, order.id, till.new_id(), amount, given).result()


def move(till: Till, order: Order, *steps: OrderStatus) -> OrderState:
    for status in steps:
        till.write(orders.move, order.id, status, "Batal membeli").result()
    return till.read(orders.order, order.id).result()


def code_of(future: "Future[Any]") -> str:
    with pytest.raises(LapakError) as caught:
        future.result()
    return caught.value.code


def summary(till: Till) -> shifts.ShiftSummary:
    found = till.read(shifts.shift_summary).result()
    assert found is not None
    return found


def rows(document: Document) -> list[str]:
    return [row.text for row in preview(document, 32) if isinstance(row, Row)]


def test_orders_are_numbered_without_gaps_and_take_no_receipt_number(till: Till) -> None:
    numbers = [place(till).number for _ in range(3)]
    assert numbers == [f"A12-K1-P{number:06d}" for number in (1, 2, 3)]
    assert code_of(till.write(orders.place, wanted(till, " "))) == "buyer_missing"
    assert place(till).number == "A12-K1-P000004"
    assert sell(till).sale.receipt_number == "A12-K1-000001"


def test_the_same_order_pressed_twice_is_placed_once(till: Till) -> None:
    order = wanted(till)
    first, second = (till.write(orders.place, order).result() for _ in range(2))
    assert first == second
    assert len(till.read(orders.listed).result()) == 1


def test_an_order_needs_no_open_shift_but_its_money_does(till: Till) -> None:
    till.write(shifts.close_shift, 300_000).result()
    order = place(till)
    paying = till.write(order_payments.pay, order.id, till.new_id(), 5_000, cash(5_000))
    assert code_of(paying) == "no_shift_open"


def test_orders_come_by_the_day_they_are_due(till: Till) -> None:
    names = {"Nanti": date(2026, 12, 24), "Tanpa hari": None, "Besok": date(2026, 11, 22)}
    for name, due in names.items():
        place(till, name, due=due)
    listed = till.read(orders.listed).result()
    assert [one.order.buyer.name for one in listed] == ["Besok", "Nanti", "Tanpa hari"]


def test_an_order_is_found_again_whole_after_changes(till: Till) -> None:
    priced = price(cart_of(till, "Kopi", "Kain"))
    order = place(till, lines=lines_of(priced), value=96_000)
    changed = msgspec.structs.replace(order, value=90_000, note="Harga kawan")
    till.write(orders.edit, changed).result()
    confirmed = move(till, order, OrderStatus.CONFIRMED)
    assert confirmed.order == msgspec.structs.replace(changed, status=OrderStatus.CONFIRMED)
    assert [line.name for line in confirmed.order.lines] == [
        "Kopi Susu Gula Aren",
        "Kain Batik per Meter",
    ]
    assert move(till, order, OrderStatus.CONFIRMED) == confirmed
    assert code_of(till.write(orders.move, order.id, OrderStatus.PROMISED)) == (
        "order_step_not_allowed"
    )
    assert code_of(till.read(orders.order, "nothing")) == "order_unknown"


def test_an_edit_that_changes_nothing_writes_nothing(till: Till) -> None:
    order = place(till)
    register = till.read(booth.register_in_use).result()
    till.write(orders.edit, order).result()
    assert till.read(booth.register_in_use).result().head == register.head


def test_a_down_payment_is_in_the_drawer_and_not_in_the_turnover(till: Till) -> None:
    order = place(till)
    paid = pay(till, order, 200_000, *cash(250_000))
    assert (paid.body.change, paid.body.paid) == (50_000, 200_000)
    now = summary(till)
    assert (now.totals.sales, now.totals.turnover, now.expected) == (0, 0, 500_000)
    qris = Tender(Method.QRIS, 300_000, "1234", basis=Basis.NOTIFICATION)
    pay(till, order, 300_000, qris)
    taken = {one.method: one.received for one in summary(till).totals.taken}
    assert taken == {Method.CASH: 200_000, Method.QRIS: 300_000}
    assert summary(till).expected == 500_000
    state = till.read(orders.order, order.id).result()
    assert (state.paid, state.left) == (500_000, 500_000)


def test_a_qris_down_payment_waits_for_the_bank_like_any_other(till: Till) -> None:
    order = place(till)
    paid = pay(till, order, 5_000, Tender(Method.QRIS, 5_000, basis=Basis.STATEMENT))

    def waiting(work: Work) -> list[tuple[str, str, int]]:
        sums = awaited.find(work.db, paid.body.id, 1)
        assert sums is not None
        return [(sums.title, sums.method, sums.amount)]

    assert till.read(waiting).result() == [(order.number, "qris", 5_000)]


def test_the_same_payment_twice_is_taken_once(till: Till) -> None:
    order = place(till)
    asked = [till.write(order_payments.pay, order.id, "b1", 5_000, cash(10_000)) for _ in range(4)]
    assert len({repr(future.result()) for future in asked}) == 1
    assert till.read(orders.order, order.id).result().paid == 5_000
    other = till.write(order_payments.pay, order.id, "b1", 6_000, cash(10_000))
    assert code_of(other) == "payment_recorded_otherwise"
    jobs = [job.slip for job in till.read(print_queue.unfinished).result()]
    assert jobs == [Slip.ORDER_PAYMENT]


def test_not_more_than_the_rest_is_taken(till: Till) -> None:
    order = place(till, value=10_000)
    pay(till, order, 4_000)
    more = till.write(order_payments.pay, order.id, till.new_id(), 6_001, cash(10_000))
    assert code_of(more) == "order_paid_too_much"


@pytest.mark.parametrize("in_cash", [True, False])
def test_a_cancelled_orders_money_goes_back_and_the_drawer_agrees(
    till: Till, in_cash: bool
) -> None:
    order = place(till)
    pay(till, order, 30_040, *cash(50_000))
    pay(till, order, 20_000, Tender(Method.QRIS, 20_000, basis=Basis.NOTIFICATION))
    assert summary(till).expected == 330_000
    early = till.write(order_payments.give_back, order.id, "r", "batal", in_cash=in_cash)
    assert code_of(early) == "order_not_cancelled"
    move(till, order, OrderStatus.CANCELLED)
    giving = [
        till.write(order_payments.give_back, order.id, "r", "Batal membeli", in_cash=in_cash)
        for _ in range(2)
    ]
    back = {repr(future.result()) for future in giving}
    assert len(back) == 1
    assert summary(till).expected == (280_000 if in_cash else 300_000)
    totals = till.read(orders.totals).result()
    assert sum(totals.taken.values()) == 0
    assert summary(till).totals.turnover == 0


@pytest.mark.parametrize("in_cash", [False, True])
def test_less_than_a_coin_that_was_paid_is_given_back_as_nothing(till: Till, in_cash: bool) -> None:
    order = place(till)
    pay(till, order, 30, *cash(100_000))
    move(till, order, OrderStatus.CANCELLED)
    giving = [
        till.write(order_payments.give_back, order.id, "r", "batal", in_cash=in_cash).result()
        for _ in range(2)
    ]
    assert giving[0] == giving[1]
    assert (giving[0].body.amount, giving[0].body.rounding) == (-30, 30)
    assert till.read(orders.order, order.id).result().paid == 0
    assert summary(till).expected == 300_000
    assert till.read(order_payments.payment, "r").result() == giving[0]


def test_what_orders_come_to_stands_apart(till: Till) -> None:
    first, second = place(till, value=100_000), place(till, value=250_000)
    place(till, value=40_000)
    move(till, first, OrderStatus.CONFIRMED)
    move(till, second, OrderStatus.CANCELLED)
    pay(till, first, 60_000)
    totals = till.read(orders.totals).result()
    assert [(one.status.value, one.count, one.value, one.paid) for one in totals.by_status] == [
        ("promised", 1, 40_000, 0),
        ("confirmed", 1, 100_000, 60_000),
        ("cancelled", 1, 250_000, 0),
    ]
    assert (totals.count, totals.potential) == (2, 140_000)
    assert totals.taken == {Method.CASH: 60_000}


def test_a_phone_never_comes_near_the_journal_and_can_be_forgotten(till: Till) -> None:
    order = place(till, phone="0812-3456-7890")
    assert till.read(orders.phone_of, order.id).result() == "+6281234567890"

    def journal_bytes(work: Work) -> bytes:
        found = execute(work.db, "SELECT entry FROM journal").fetchall()
        return b"\n".join(row[0] for row in found)

    written = till.read(journal_bytes).result()
    assert order.number.encode() in written
    assert b"81234567890" not in written
    assert till.read(orders.phones_kept).result() == 1
    till.write(orders.edit, order, "0813 1111 2222").result()
    assert till.read(orders.phone_of, order.id).result() == "+6281311112222"
    till.write(orders.forget_phones, order.id).result()
    assert till.read(orders.phone_of, order.id).result() == ""
    assert b"81311112222" not in till.path.read_bytes()


def test_all_phones_are_forgotten_at_once(till: Till) -> None:
    for name in ("Bu Ani", "Pak Budi"):
        place(till, name, phone="081234567890")
    till.write(orders.forget_phones).result()
    assert till.read(orders.phones_kept).result() == 0


def test_an_order_with_a_wrong_phone_is_not_placed_and_takes_no_number(till: Till) -> None:
    assert code_of(till.write(orders.place, wanted(till), "bukan nomor")) == "phone_not_understood"
    assert place(till).number == "A12-K1-P000001"


def test_its_note_tells_what_was_agreed_with_the_phone_masked(till: Till) -> None:
    order = place(
        till,
        phone="081234567890",
        lines=lines_of(price(cart_of(till, "Kopi"))),
        due=date(2026, 12, 10),
    )
    pay(till, order, 300_000)
    till.write(order_slips.print_order, order.id).result()
    job = till.read(print_queue.unfinished).result()[-1]
    text = "\n".join(rows(till.read(document_of, job, Letterhead(TR)).result()))
    for word in (
        "PESANAN",
        order.number,
        "Bu Ani",
        "0812-****-7890",
        "Kopi Susu Gula Aren",
        "Kopi 40 bungkus",
        "Rp1.000.000",
        "300.000",
        "700.000",
        "10 Des 2026",
        "Dijanjikan",
    ):
        assert word in text
    assert "81234567890" not in text


def test_the_slip_of_a_payment_opens_the_drawer_for_cash_and_says_what_is_left(till: Till) -> None:
    order = place(till)
    pay(till, order, 400_000, *cash(500_000))
    pay(till, order, 600_000, Tender(Method.TRANSFER, 600_000, "BCA"))
    documents = [
        till.read(document_of, job, Letterhead(TR)).result()
        for job in till.read(print_queue.unfinished).result()
    ]
    first, second = map(rows, documents)
    assert any("UANG MUKA" in row for row in first)
    assert [row.split()[-1] for row in first if row.startswith(("Sisa", "Kembali"))] == [
        "100.000",
        "600.000",
    ]
    assert any("LUNAS" in row for row in second)
    pulses = [any(isinstance(one, DrawerPulse) for one in each.blocks) for each in documents]
    assert pulses == [True, False]


def test_the_projections_of_orders_follow_from_the_journal(till: Till, tmp_path: Path) -> None:
    order = place(till)
    pay(till, order, 1_000)
    move(till, order, OrderStatus.CONFIRMED, OrderStatus.CANCELLED)
    till.write(order_payments.give_back, order.id, "r", "batal").result()
    assert verify(till.path).sales == 0


def test_what_the_pay_page_shows_is_what_is_taken(till: Till) -> None:
    order = place(till)
    due = till.read(order_payments.due_for, order.id, "b1", 200_040, "Uang muka").result()
    assert (due.total, due.rules.cash_rounding.of(due.total)) == (200_040, 200_000)
    paid = till.write(order_payments.pay_due, due, cash(250_000)).result()
    assert (paid.body.amount, paid.body.rounding, paid.body.change) == (200_040, -40, 50_000)
    assert till.write(order_payments.pay_due, due, cash(250_000)).result() == paid
    much = till.read(order_payments.due_for, order.id, "b2", 800_000, "Sisa")
    assert code_of(much) == "order_paid_too_much"


def cloth(till: Till, value: int) -> Order:
    lines = lines_of(price(cart_of(till, "Kain")))  # 78.000
    return Order(till.new_id(), "", Buyer("Teman"), lines, value=value)


def test_goods_ordered_for_less_than_they_cost_are_a_discount(till: Till) -> None:
    made = staffed(till)
    siti = by_of(made["Siti"])  # may give 10 %
    till.write(orders.place, cloth(till, 70_200), by=siti).result()
    order = cloth(till, 1)
    with pytest.raises(LapakError, match="permission_needed") as caught:
        till.write(orders.place, order, by=siti).result()
    assert caught.value.details["need"] == Need(Action.DISCOUNT, order.id, 9_999, 77_999)
    danu = by_of(made["Pak Danu"])  # may give 50 %
    assert code_of(till.write(orders.place, order, by=danu)) == "permission_needed"
    approval = approves(till, made["Bu Tini"], caught.value.details["need"], made["Siti"])
    placed = till.write(orders.place, order, by=by_of(made["Siti"], approval)).result()
    assert placed.order.value == 1


def test_an_order_is_not_made_cheaper_without_a_word_either(till: Till) -> None:
    made = staffed(till)
    siti = by_of(made["Siti"])
    placed = till.write(orders.place, cloth(till, 78_000), by=siti).result().order
    cheap = msgspec.structs.replace(placed, value=39_000)
    assert code_of(till.write(orders.edit, cheap, by=siti)) == "permission_needed"
    till.write(orders.edit, cheap, by=by_of(made["Pak Danu"])).result()
    noted = msgspec.structs.replace(cheap, note="Dibungkus")
    till.write(orders.edit, noted, by=siti).result()  # no cheaper than it was
    assert till.read(orders.order, placed.id).result().order.note == "Dibungkus"


def test_goods_that_are_not_paid_are_handed_over_with_a_word(till: Till) -> None:
    made = staffed(till)
    siti, danu = by_of(made["Siti"]), by_of(made["Pak Danu"])
    unpaid, paid = (
        till.write(orders.place, cloth(till, 78_000), by=siti).result().order for _ in range(2)
    )
    pay(till, paid, 78_000)
    for one in (unpaid, paid):
        till.write(orders.move, one.id, OrderStatus.CONFIRMED, by=siti).result()
    till.write(orders.move, paid.id, OrderStatus.DELIVERED, by=siti).result()
    refused = till.write(orders.move, unpaid.id, OrderStatus.DELIVERED, by=siti)
    assert code_of(refused) == "permission_needed"
    till.write(orders.move, unpaid.id, OrderStatus.DELIVERED, by=danu).result()
