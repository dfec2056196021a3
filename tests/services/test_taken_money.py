"""Money that was taken in part is kept until it is booked."""

from pos_app.domain.pricing import price
from pos_app.domain.taken_money import TakenMoney
from pos_app.domain.tender import Basis, Card, Method, Tender
from pos_app.services import taken_money
from pos_app.services.checkout import checkout
from pos_app.services.till import Till
from pos_app.store.tables.machine import TAKEN_MONEY
from tests.drivers.tills import cart_of, cash

TENDERS = (
    Tender(Method.QRIS, 5_000, "4417", basis=Basis.NOTIFICATION),
    Tender(Method.CARD, 2_000, "8812", "771", kind=Card.CREDIT),
)


def kept(till: Till) -> tuple[TakenMoney, ...]:
    return till.read(taken_money.kept).result()


def test_what_was_taken_is_there_as_it_was_until_nothing_is(till: Till) -> None:
    taken = TakenMoney("cart-1", TENDERS)
    till.write(taken_money.keep, taken).result()
    assert kept(till) == (taken,)
    assert kept(till)[0].amount == 7_000
    till.write(taken_money.keep, TakenMoney("cart-1", ())).result()
    assert kept(till) == ()


def test_a_later_word_replaces_the_one_before(till: Till) -> None:
    for count in (1, 2):
        till.write(taken_money.keep, TakenMoney("cart-1", TENDERS[:count], "order-1")).result()
    assert kept(till) == (TakenMoney("cart-1", TENDERS, "order-1"),)


def test_what_was_booked_is_no_more_kept_even_if_nobody_said_so(till: Till) -> None:
    priced = price(cart_of(till, "Kopi"))
    till.write(taken_money.keep, TakenMoney(priced.cart.id, TENDERS)).result()
    till.write(checkout, priced, cash(priced.total)).result()
    assert kept(till) == ()


def test_money_goes_with_the_lines_of_a_merged_cart(till: Till) -> None:
    till.write(taken_money.keep, TakenMoney("held", TENDERS[:1])).result()
    till.write(taken_money.move, "held", TakenMoney("at-hand", TENDERS)).result()
    assert kept(till) == (TakenMoney("at-hand", TENDERS),)


def test_what_cannot_be_read_stays_and_hides_nothing_else(till: Till) -> None:
    till.write(taken_money.keep, TakenMoney("cart-1", TENDERS)).result()
    row = {"source_id": "cart-0", "at": "2026-11-21T02:00:00Z", "content": "{"}
    till.write(lambda work: work.db.execute(TAKEN_MONEY.insert().values(**row)).rowcount).result()
    assert kept(till) == (TakenMoney("cart-1", TENDERS),)
