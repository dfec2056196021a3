"""Stock: counted, brought, sold, thrown away, given back; always the sum over the journal."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain import journal as chain
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind, body_of
from pos_app.domain.product import Part, Product, ProductChange
from pos_app.domain.quantity import ONE
from pos_app.domain.refund import Return
from pos_app.domain.stock import MoveKind
from pos_app.domain.words import MAX_REASON
from pos_app.services import catalogue
from pos_app.services.product_editing import add_product, change_product
from pos_app.services.returns import original_sale, refund_sale, void_sale
from pos_app.services.stock import MoveRow, NewMove, latest_moves, move_stock
from pos_app.services.till import Till, Work
from pos_app.store import journal, products
from pos_app.store import stock as stored
from tests.drivers.histories.histories import Step, steps
from tests.drivers.tills import Clock, make_till, sell, set_up, shelf


def named(till: Till, start: str) -> Product:
    return next(product for product in shelf(till) if product.name.startswith(start))


def move(till: Till, kind: MoveKind, *rows: tuple[str, int], reason: str = "") -> None:
    asked = NewMove(
        till.new_id(), kind, tuple(MoveRow(named(till, name).id, qty) for name, qty in rows), reason
    )
    till.write(move_stock, asked).result()


def left(till: Till, name: str) -> int | None:
    return next(one for one in till.read(catalogue.search, name).result()).left_milli


def all_stock(work: Work) -> dict[str, int]:
    return stored.in_stock(work.db, [product.id for product in products.every(work.db)])


def summed(work: Work) -> dict[str, int]:
    """Stock by the journal's own bytes, added up by other means than the projection."""
    found: dict[str, int] = {}
    for _, entries in journal.chains(work.db):
        for _, data, _ in entries:
            entry = chain.decode(data)
            if entry.kind == Kind.STOCK_MOVED:
                for line in body_of(entry).lines:
                    found[line.product_id] = found.get(line.product_id, 0) + line.qty_milli
            elif entry.kind in (Kind.SALE_COMPLETED, Kind.SALE_VOIDED, Kind.SALE_REFUNDED):
                for line in body_of(entry).lines:
                    for one in line.takes or ():
                        found[one.product_id] = found.get(one.product_id, 0) - one.qty_milli
    return found


def test_what_nobody_counts_has_no_stock(till: Till) -> None:
    sell(till, "Kopi")
    assert left(till, "Kopi") is None
    assert till.read(summed).result() == {}


def test_stock_is_what_was_brought_and_counted_less_what_was_sold_and_thrown_away(
    till: Till,
) -> None:
    move(till, MoveKind.OPENING, ("Kopi", 10 * ONE))
    assert left(till, "Kopi") == 10_000
    move(till, MoveKind.RECEIVE, ("Kopi", 5 * ONE))
    sell(till, "Kopi", "Kopi")
    move(till, MoveKind.WASTE, ("Kopi", ONE), reason="tumpah")
    move(till, MoveKind.RETURN, ("Kopi", 2 * ONE))
    assert left(till, "Kopi") == (10 + 5 - 2 - 1 - 2) * ONE


def test_a_count_keeps_what_lay_there_and_what_differed(till: Till) -> None:
    move(till, MoveKind.OPENING, ("Kopi", 10 * ONE))
    sell(till, "Kopi")
    move(till, MoveKind.COUNT, ("Kopi", 7 * ONE))
    assert left(till, "Kopi") == 7000
    counted = till.read(latest_moves).result()[0]
    assert (counted.kind, counted.qty_milli, counted.counted_milli) == (MoveKind.COUNT, -2000, 7000)
    assert counted.cashier == "Siti"


def test_nothing_counted_is_a_count_too(till: Till) -> None:
    move(till, MoveKind.RECEIVE, ("Kopi", 3 * ONE))
    move(till, MoveKind.COUNT, ("Kopi", 0))
    assert left(till, "Kopi") == 0


def test_a_product_counted_twice_in_one_go_counts_up(till: Till) -> None:
    move(till, MoveKind.COUNT, ("Kopi", 2 * ONE), ("Jamu", ONE), ("Kopi", ONE))
    assert (left(till, "Kopi"), left(till, "Jamu")) == (3000, 1000)
    assert len(till.read(latest_moves).result()) == 2


def test_goods_by_length_have_stock_in_parts_of_a_unit(till: Till) -> None:
    move(till, MoveKind.OPENING, ("Kain", 12_500))
    assert left(till, "Kain") == 12_500


def test_the_same_move_again_records_nothing(till: Till) -> None:
    asked = NewMove(
        till.new_id(), MoveKind.RECEIVE, (MoveRow(named(till, "Kopi").id, 4 * ONE),), "pagi"
    )
    till.write(move_stock, asked).result()
    till.write(move_stock, asked).result()
    assert left(till, "Kopi") == 4000


@pytest.mark.parametrize(
    ("kind", "qty_milli", "reason", "code"),
    [
        (MoveKind.RECEIVE, 0, "", "stock_not_moved"),
        (MoveKind.WASTE, -1000, "", "stock_not_moved"),
        (MoveKind.COUNT, -1000, "", "stock_not_moved"),
        (MoveKind.RECEIVE, 100_000 * ONE, "", "quantity_out_of_range"),
        (MoveKind.COUNT, 1500, "", "quantity_not_whole"),
        (MoveKind.RECEIVE, 1000, "x" * (MAX_REASON + 1), "text_too_long"),
    ],
)
def test_a_move_that_cannot_be_is_refused_and_nothing_is_recorded(
    till: Till, kind: MoveKind, qty_milli: int, reason: str, code: str
) -> None:
    with pytest.raises(LapakError) as caught:
        move(till, kind, ("Kopi", qty_milli), reason=reason)
    assert caught.value.code == code
    assert left(till, "Kopi") is None
    assert till.read(latest_moves).result() == ()


def test_a_move_of_nothing_or_of_nobody_is_refused(till: Till) -> None:
    for rows, code in (((), "move_empty"), ((MoveRow("gone", ONE),), "product_unknown")):
        with pytest.raises(LapakError) as caught:
            till.write(move_stock, NewMove("m", MoveKind.RECEIVE, rows)).result()
        assert caught.value.code == code


def parcel(till: Till) -> Product:
    parts = (Part(named(till, "Kopi").id, 2 * ONE), Part(named(till, "Kain").id, 1500))
    made = Product("parsel", "Parsel Lebaran", 120_000, parts=parts)
    till.write(add_product, made).result()
    return made


def test_a_bundle_takes_stock_of_its_parts_and_has_as_much_as_they_allow(till: Till) -> None:
    parcel(till)
    assert left(till, "Parsel") is None
    move(till, MoveKind.OPENING, ("Kopi", 7 * ONE), ("Kain", 10 * ONE))
    assert left(till, "Parsel") == 3000
    sell(till, "Parsel", "Parsel")
    assert (left(till, "Kopi"), left(till, "Kain"), left(till, "Parsel")) == (3000, 7000, 1000)
    sell(till, "Kopi", "Kopi", "Kopi", "Kopi")
    assert (left(till, "Kopi"), left(till, "Parsel")) == (-1000, 0)


def test_a_bundle_has_no_stock_of_its_own(till: Till) -> None:
    parcel(till)
    with pytest.raises(LapakError, match="stock_not_own"):
        move(till, MoveKind.RECEIVE, ("Parsel", ONE))


def test_selling_tells_which_tiles_tell_of_it(till: Till) -> None:
    parcel(till)
    kopi = named(till, "Kopi").id
    again = till.read(catalogue.shelf_again, [kopi]).result()
    assert {one.name for one in again} == {"Kopi Susu Gula Aren", "Parsel Lebaran"}


def test_what_comes_back_is_in_stock_again(till: Till) -> None:
    parcel(till)
    move(till, MoveKind.OPENING, ("Kopi", 7 * ONE), ("Kain", 10 * ONE))
    sold = sell(till, "Parsel", "Parsel", "Kopi").sale
    assert (left(till, "Kopi"), left(till, "Kain")) == (2000, 7000)
    original = till.read(original_sale, sold.id).result()
    back = Return(till.new_id(), {1: ONE}, reason="batal")
    till.write(refund_sale, original, back).result()
    assert (left(till, "Kopi"), left(till, "Kain")) == (4000, 8500)
    flaw = Return(till.new_id(), {1: ONE, 2: ONE}, reason="rusak", unsellable=True)
    till.write(refund_sale, original, flaw).result()
    assert (left(till, "Kopi"), left(till, "Kain")) == (4000, 8500)


def test_of_what_comes_back_only_what_can_be_sold_again_is_in_stock(till: Till) -> None:
    move(till, MoveKind.OPENING, ("Kopi", 7 * ONE), ("Kain", 10 * ONE))
    sold = sell(till, "Kopi", "Kain").sale
    original = till.read(original_sale, sold.id).result()
    back = Return(till.new_id(), {1: ONE, 2: ONE}, reason="rusak", unsellable_lines=frozenset({2}))
    refunded = till.write(refund_sale, original, back).result().body
    assert (left(till, "Kopi"), left(till, "Kain")) == (7000, 9000)
    assert [bool(line.unsellable) for line in refunded.lines] == [False, True]
    assert not refunded.unsellable


def test_a_voided_sale_took_nothing(till: Till) -> None:
    move(till, MoveKind.OPENING, ("Kopi", 7 * ONE))
    sold = sell(till, "Kopi", "Kopi").sale
    till.write(void_sale, sold.id, "salah ketik").result()
    assert left(till, "Kopi") == 7000


def test_what_is_no_longer_tracked_takes_nothing(till: Till) -> None:
    move(till, MoveKind.OPENING, ("Kopi", ONE))
    untracked = ProductChange(id=named(till, "Kopi").id, tracked=False)
    till.write(change_product, untracked).result()
    assert not sell(till, "Kopi").sale.lines[0].takes
    assert left(till, "Kopi") is None


@settings(max_examples=20)
@given(st.lists(steps, min_size=1, max_size=14))
def test_in_any_history_stock_is_the_sum_over_the_journal(history: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        till = make_till(Path(folder), clock)
        try:
            set_up(till)
            for step in history:
                step(till, clock)
            held = till.read(all_stock).result()
            journals = till.read(summed).result()
            assert {key: qty for key, qty in held.items() if qty} == {
                key: qty for key, qty in journals.items() if qty
            }
        finally:
            till.close()
