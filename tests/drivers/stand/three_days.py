"""Three days of an expo at one booth, told as a story: whatever happens to a till happens in it."""

from datetime import timedelta

from pos_app.domain import cart as carts
from pos_app.domain.awaited import PaymentState
from pos_app.domain.cash import CashWay
from pos_app.domain.order import Buyer, OrderStatus
from pos_app.domain.reconciliation import MatchedBy
from pos_app.domain.shift import ShiftClosed
from pos_app.domain.tender import Method, Tender
from pos_app.services import carts as held_carts
from pos_app.services import drawer, orders
from pos_app.services.papers import receipts
from pos_app.services.shifts import OpenCarts
from tests.drivers.stand import stand_buyers as buyers
from tests.drivers.stand import stand_qris as qris
from tests.drivers.stand import stand_stock as stock
from tests.drivers.stand.stand import Stand
from tests.drivers.stand.stand_goods import (
    CLOTH,
    COFFEE,
    CRISPS,
    JAMU,
    KEYRING,
    PARCEL,
    SHIRT_L,
    SHIRT_M,
    SHIRT_S,
)

FLOAT = 300_000
UNPACKED = {
    COFFEE: 400_000,
    CRISPS: 400_000,
    CLOTH: 150_000,
    SHIRT_S: 60_000,
    SHIRT_M: 60_000,
    SHIRT_L: 60_000,
}
HADI, LIES = Buyer("Pak Hadi", "Koperasi Maju"), Buyer("Bu Lies")


def first_day(stand: Stand) -> ShiftClosed:
    """Rina learns the till; buyers want everything there is; a cart is left for tomorrow."""
    stock.count_first(stand, UNPACKED)
    stand.enter("Rina")
    assert stand.practise((COFFEE, 2_000), (SHIRT_M, 1_000)).total == 121_000
    stand.open_shift("Siti", FLOAT)
    sell_at_known_prices(stand)
    morning(stand)
    afternoon(stand)
    order = buyers.promise(stand, HADI, "50 hampers", 2_500_000)
    buyers.pay_for_order(stand, order, Tender(Method.CASH, 500_000))
    buyers.pay_for_order(stand, order, stand.tender(Method.QRIS, 250_000))
    look_two_payments_up(stand)
    stand.hold(stand.cart((PARCEL, 3_000)), "Bu Rini")
    closed = stand.close_shift()
    assert left_over(closed) == (1, 0)
    return closed


def second_day(stand: Stand) -> ShiftClosed:
    """The bank's list is in; taxes are added; Bu Rini comes back, Bu Lies wants nothing more."""
    compare_with_the_banks_list(stand)
    stock.receive(stand, CRISPS, 120_000)
    stand.open_shift("Siti", FLOAT)
    cart = stand.resume("Bu Rini")
    assert stand.serve(cart, Method.CARD).total == 120_000 + 3_000 + 12_300
    morning(stand)
    stock.throw_away(stand, COFFEE, 2_000)
    order = buyers.promise(stand, LIES, "20 kain", 1_500_000)
    buyers.pay_for_order(stand, order, stand.tender(Method.EWALLET, 100_000))
    buyers.move_order(stand, order, OrderStatus.CANCELLED, "batal")
    afternoon(stand)
    stand.practise((KEYRING, 5_000))
    stand.hold(stand.cart((JAMU, 4_000)), "Mas Budi")
    closed = stand.close_shift(OpenCarts.THROW_AWAY)
    assert left_over(closed) == (0, 1)
    assert stand.till.read(held_carts.held).result() == ()
    return closed


def third_day(stand: Stand) -> ShiftClosed:
    """What was missing at the bank came late; Pak Hadi fetches his hampers; a shirt was stolen."""
    compare_with_the_banks_workbook(stand)
    stand.open_shift("Siti", FLOAT)
    morning(stand)
    [waiting] = stand.till.read(orders.listed, orders.OPEN).result()
    order = waiting.order.id
    buyers.move_order(stand, order, OrderStatus.CONFIRMED)
    buyers.pay_for_order(stand, order, stand.tender(Method.TRANSFER, 1_750_000))
    assert buyers.move_order(stand, order, OrderStatus.DELIVERED).left == 0
    afternoon(stand)
    stock.count(stand, SHIRT_L, lost_milli=1_000)
    stock.send_home(stand, CLOTH, 2_500)
    stand.serve(stand.cart((SHIRT_S, 1_000)), Method.QRIS)
    closed = stand.close_shift()
    assert left_over(closed) == (0, 0)
    return closed


def sell_at_known_prices(stand: Stand) -> None:
    """What anybody could work out with a pencil."""
    shirts = stand.cart((SHIRT_M, 1_000), (SHIRT_L, 1_000))
    assert stand.serve(shirts, Method.QRIS).total == 2 * 85_000
    assert stand.serve(stand.cart((PARCEL, 2_000)), Method.CARD).total == 2 * 40_000
    assert stand.serve(stand.cart((CRISPS, 5_000)), Method.QRIS).total == 5 * 11_777
    assert stand.serve(stand.cart((JAMU, 3_000)), Method.VOUCHER).total == 2 * 8_000
    assert stand.serve(stand.cart((CLOTH, 2_750)), Method.EWALLET).total == 214_500
    cloth = carts.set_price(stand.cart((CLOTH, 2_750)), 1, 70_000, "langganan")
    gift = carts.add(cloth, stand.product(KEYRING))
    gift = carts.set_price(gift, 2, 0, "hadiah")
    assert stand.serve(gift, Method.TRANSFER).total == 192_500


def morning(stand: Stand) -> None:
    """Buyers, a mistake, small change, a cart that waits over a restart, a power cut."""
    for _ in range(10):
        stand.clock.move(minutes=11)
        stand.sell()
    buyers.void_last(stand)
    stand.move_cash(CashWay.IN, 150_000, "uang receh")
    waiting = stand.fill_cart().cart
    stand.hold(waiting, "Bu Wati")
    stand.sell()
    stand.restart()
    assert stand.serve(stand.resume("Bu Wati"), Method.CARD).id == waiting.id
    stand.crash(sales=3)
    stand.enter("Siti")
    buyers.refund(stand)


def afternoon(stand: Stand) -> None:
    """Rina goes on with the same drawer; goods come back; lunch is paid out of the drawer."""
    stand.mistype("Rina")
    stand.hand_over("Rina")
    for _ in range(12):
        stand.clock.move(minutes=13)
        stand.sell()
    buyers.exchange(stand)
    stand.do(receipts.reprint, stand.sold_here[-1].id)
    stand.do(drawer.open_drawer, "tukar uang")
    stand.restart()
    stand.enter("Rina")
    stand.move_cash(CashWay.OUT, 75_000, "makan siang")
    buyers.refund(stand)
    buyers.void_last(stand)


def look_two_payments_up(stand: Stand) -> None:
    """Pak Danu has the merchant's app on his phone: the first payment is there, the second not."""
    here, missing, *_ = qris.of_day(stand, stand.clock().date())
    qris.say(stand, here, PaymentState.RECONCILED)
    qris.say(stand, missing, PaymentState.DISPUTED, "tidak ada di notifikasi")


def compare_with_the_banks_list(stand: Stand) -> None:
    """The list of yesterday lacks the payment that was missing, and shows one of another booth."""
    stand.enter("Pak Danu")
    here, missing, *others = qris.of_day(stand, stand.clock().date() - timedelta(days=1))
    stranger = (qris.row_of(here)[0], 77_777, "99999999")
    shown = [*map(qris.row_of, (here, *others)), stranger]
    compared = qris.reconcile(stand, qris.as_csv(stand.folder, shown))
    assert {one.payment.title for one in compared.found} == {slip.title for slip in others}
    assert {one.by for one in compared.found} == {MatchedBy.REFERENCE}
    assert compared.known == 1
    assert [one.title for one in compared.missing] == [missing.title]
    assert [row.amount for row in compared.surplus] == [77_777]


def compare_with_the_banks_workbook(stand: Stand) -> None:
    """It shows all of yesterday, and what was missing the day before."""
    stand.enter("Pak Danu")
    yesterday = stand.clock().date() - timedelta(days=1)
    _, late, *_ = qris.of_day(stand, yesterday - timedelta(days=1))
    shown = [late, *qris.of_day(stand, yesterday)]
    rows = [qris.row_of(slip) for slip in shown]
    compared = qris.reconcile(stand, qris.as_workbook(stand.folder, rows))
    assert {one.payment.title for one in compared.found} == {slip.title for slip in shown}
    assert (compared.missing, compared.surplus) == ((), ())


def left_over(closed: ShiftClosed) -> tuple[int, int]:
    """How many carts wait for the next shift, and how many were thrown away."""
    assert closed.report
    return closed.report.held, closed.report.discarded


DAYS = (first_day, second_day, third_day)
