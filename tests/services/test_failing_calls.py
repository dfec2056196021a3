"""The nth call to the database fails, for every n: a step is whole or was not, and is repeated."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.pricing import price
from pos_app.domain.quantity import ONE
from pos_app.domain.refund import Return
from pos_app.services import returns
from pos_app.services.checkout import checkout
from pos_app.services.till import Till, Work
from pos_app.store.tables import PROJECTIONS
from pos_app.store.verification import Verified, verify
from tests.drivers.failing_database import failing_database
from tests.drivers.tills import cart_of, cash, database_in, sell, selling_till

State = dict[str, int]
Press = Callable[[], object]


def rows(work: Work) -> State:
    """How many rows each table has: a half-done step shows in one of them."""
    names = ("journal", "print_job", *(table.name for table in PROJECTIONS))
    return {
        name: work.db.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in names
    }


def checkout_of(till: Till) -> Press:
    cart: Cart = cart_of(till, "Kopi", "Jamu")
    priced = price(cart)
    return lambda: till.write(checkout, priced, cash(priced.total)).result()


def void_of(till: Till) -> Press:
    sale = sell(till, "Kopi").sale.id
    return lambda: till.write(returns.void_sale, sale, "salah ketik").result()


def refund_of(till: Till) -> Press:
    sale = sell(till, "Kopi").sale.id
    original = till.read(returns.original_sale, sale).result()
    back = Return(till.new_id(), {1: ONE}, reason="rusak")
    return lambda: till.write(returns.refund_sale, original, back).result()


@pytest.mark.parametrize(
    ("step", "for_good"),
    [(checkout_of, False), (checkout_of, True), (void_of, False), (refund_of, False)],
)
def test_a_step_at_the_till_fails_whole_and_is_done_once_when_repeated(
    tmp_path: Path, step: Callable[[Till], Press], for_good: bool
) -> None:
    with failing_database(tmp_path) as disk, selling_till(tmp_path) as till:
        told = set()
        for nth in itertools.count(1):
            press = step(till)
            before = till.read(rows).result()
            disk.fail(nth, for_good=for_good)
            try:
                press()
            except LapakError as error:
                told.add(error.code)
            disk.heal()
            after = till.read(rows).result()
            press()
            done = till.read(rows).result()
            assert after in (before, done), f"half done at call {nth}"
            assert done["journal"] == before["journal"] + 1, f"not once at call {nth}"
            if not disk.failed:
                break
        assert nth > 8
        assert told == {"disk_failed"}
    verified: Verified = verify(database_in(tmp_path))
    assert verified.entries == done["journal"]
