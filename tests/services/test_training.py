"""Training: sales like any other that are marked, and that nothing counts."""

import pytest

from pos_app.devices.rendering.document import DrawerPulse, Row, Text, preview
from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.pricing import price
from pos_app.domain.slips import Slip
from pos_app.services import booth, outbox, shifts
from pos_app.services.checkout import Completed, checkout, completed_sale
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.receipts import document_of, receipt
from pos_app.services.printing import print_queue
from pos_app.services.till import Till
from pos_app.store.verification import verify
from resources.translations import Catalog
from tests.drivers.tills import cart_of, cash, sell


def practise(till: Till, *names: str) -> Completed:
    cart = Cart(till.new_id(), cart_of(till, *names).lines, training=True)
    return till.write(checkout, price(cart), cash(price(cart).total)).result()


def test_training_takes_numbers_of_its_own_and_no_receipt_number(till: Till) -> None:
    sell(till, "Kopi")
    numbers = [practise(till, "Kopi").sale.receipt_number for _ in range(3)]
    assert numbers == [f"A12-K1-LATIHAN-{number:04d}" for number in (1, 2, 3)]
    assert sell(till, "Kopi").sale.receipt_number == "A12-K1-000002"


def test_training_counts_nowhere(till: Till) -> None:
    before = till.read(shifts.shift_summary).result()
    practise(till, "Kopi", "Kain")
    after = till.read(shifts.shift_summary).result()
    assert before is not None
    assert after is not None
    assert (after.totals, after.expected) == (before.totals, before.expected)
    register = till.read(booth.current_register).result()
    assert register is not None
    assert register.receipts == 0
    verified = verify(till.path)
    assert (verified.sales, verified.total) == (0, 0)


def test_training_needs_no_shift(till: Till) -> None:
    till.write(shifts.close_shift, 300_000).result()
    practised = practise(till, "Kopi")
    assert (practised.training, practised.sale.shift_id, practised.sale.cashier) == (True, "", "")


def test_training_pressed_twice_is_practised_once(till: Till) -> None:
    cart = Cart(till.new_id(), cart_of(till, "Kopi").lines, training=True)
    asked = [till.write(checkout, price(cart), cash(20_000)) for _ in range(4)]
    assert len({repr(future.result()) for future in asked}) == 1
    with pytest.raises(LapakError, match="sale_recorded_otherwise"):
        till.write(checkout, price(cart), cash(18_000)).result()


@pytest.mark.parametrize("language", ["id", "en"])
def test_its_receipt_says_so_at_top_and_bottom_and_opens_no_drawer(
    till: Till, language: str
) -> None:
    practised = practise(till, "Kopi")
    assert till.read(completed_sale, practised.sale.id).result() == practised
    [job] = till.read(print_queue.unfinished).result()
    assert (job.slip, job.title) == (Slip.SALE, "A12-K1-LATIHAN-0001")
    tr = Catalog(language)
    document = till.read(document_of, job, Letterhead(tr)).result()
    marks = [
        place
        for place, block in enumerate(document.blocks)
        if isinstance(block, Text) and block.text == tr("TRAINING")
    ]
    assert marks[0] == 0
    assert marks[1] == len(document.blocks) - 3
    assert not any(isinstance(block, DrawerPulse) for block in document.blocks)


def test_a_receipt_that_counts_says_nothing_of_training(till: Till) -> None:
    document = till.read(receipt, sell(till, "Kopi").sale.id, Letterhead(Catalog("id"))).result()
    rows = [row.text for row in preview(document, 32) if isinstance(row, Row)]
    assert not any("LATIHAN" in row for row in rows)
    assert any(isinstance(block, DrawerPulse) for block in document.blocks)


def test_training_goes_to_the_organizer_like_every_entry(till: Till) -> None:
    waiting = till.read(outbox.situation).result().waiting
    practise(till, "Kopi")
    assert till.read(outbox.situation).result().waiting == waiting + 1
