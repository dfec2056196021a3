"""Permission: nothing goes on without it, and each approval lets one thing go on."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain import cart as carts
from pos_app.domain.approval import ApprovalGiven, ApprovalUsed
from pos_app.domain.cash import CashWay
from pos_app.domain.credit import Return
from pos_app.domain.discount import Discount
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.people import PersonChanged
from pos_app.domain.permission import NOBODY, Action, By, Need, Permissions
from pos_app.domain.pricing import PricedCart, price
from pos_app.services import people, permission, returns, shifts
from pos_app.services.checkout import checkout
from pos_app.services.pins import Proof
from pos_app.services.product_import import ProductRow, import_products
from pos_app.services.till import Till, Work
from pos_app.store import people as rows
from pos_app.store import rebuilding, verification
from tests.drivers.entries import bodies, kinds
from tests.drivers.people import approves, by_of, staffed, tried
from tests.drivers.tills import Clock, cart_of, cash, sell, selling_till


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shop(tmp_path: Path, clock: Clock) -> Iterator[Till]:
    with selling_till(tmp_path, clock) as till:
        yield till


def needing(till: Till, need: Need, by: By) -> Need | None:
    """What is still needed for an action; None if it went on."""
    refused = till.write(permission.require_all, (need,), by).exception()
    if refused is None:
        return None
    assert isinstance(refused, LapakError)
    found = refused.details["need"]
    assert isinstance(found, Need)
    return found


def discounted(till: Till, percent: int) -> PricedCart:
    cart = carts.set_discount(cart_of(till, "Kain"), 1, Discount(basis_points=percent * 100))
    return price(cart)


def sells(till: Till, priced: PricedCart, by: By) -> str:
    """What becomes of a sale: its cashier, or why it was refused."""
    try:
        sold = till.write(checkout, priced, cash(priced.total), by=by).result()
    except LapakError as error:
        return error.code
    return sold.sale.cashier


@pytest.mark.parametrize("action", Action)
def test_a_booth_without_people_allows_everything(shop: Till, action: Action) -> None:
    assert needing(shop, Need(action, basis_points=10_000), NOBODY) is None


@pytest.mark.parametrize("action", [one for one in Action if one is not Action.CLOSE_SHIFT])
def test_with_people_nothing_goes_on_on_nobodys_or_a_cashiers_word(
    shop: Till, action: Action
) -> None:
    made = staffed(shop)
    need = Need(action, basis_points=1_001)
    assert needing(shop, need, NOBODY) == need
    assert needing(shop, need, By("stranger")) == need
    assert needing(shop, need, by_of(made["Siti"])) == need
    assert needing(shop, need, by_of(made["Bu Tini"])) is None


def test_one_who_was_sent_away_may_nothing_any_more(shop: Till) -> None:
    made = staffed(shop)
    owner = by_of(made["Bu Tini"])
    gone = PersonChanged(made["Pak Danu"].id, active=False)
    shop.write(people.change_person, gone, by=owner).result()
    assert needing(shop, Need(Action.VOID), by_of(made["Pak Danu"])) is not None


def test_an_approval_lets_one_thing_go_on_once(shop: Till) -> None:
    made = staffed(shop)
    need = Need(Action.VOID, "sale-1")
    given = approves(shop, made["Pak Danu"], need, made["Siti"])
    by = by_of(made["Siti"], given)
    assert needing(shop, Need(Action.VOID, "sale-2"), by) is not None
    assert needing(shop, need, by) is None
    assert needing(shop, need, by) == need
    assert bodies(shop, Kind.APPROVAL_USED) == [ApprovalUsed(given, Action.VOID, "sale-1")]


def test_an_approval_is_soon_over(shop: Till, clock: Clock) -> None:
    made = staffed(shop)
    need = Need(Action.CASH_OUT)
    given = approves(shop, made["Bu Tini"], need, made["Siti"])
    clock.move(minutes=3)
    assert needing(shop, need, by_of(made["Siti"], given)) == need


def test_what_is_asked_for_twice_at_once_is_done_once(shop: Till) -> None:
    made = staffed(shop)
    need = Need(Action.OPEN_DRAWER)
    given = approves(shop, made["Pak Danu"], need, made["Siti"])
    by = by_of(made["Siti"], given)
    asked = [shop.write(permission.require_all, (need,), by) for _ in range(5)]
    assert sum(one.exception() is None for one in asked) == 1


def test_one_transaction_cannot_use_an_approval_for_two_things(shop: Till) -> None:
    made = staffed(shop)
    given = approves(shop, made["Pak Danu"], Need(Action.VOID), made["Siti"])
    by = by_of(made["Siti"], given)

    def two_things(work: Work) -> None:
        permission.require(work, Action.VOID, by)
        permission.require(work, Action.VOID, by)

    with pytest.raises(LapakError):
        shop.write(two_things).result()
    assert bodies(shop, Kind.APPROVAL_USED) == []


def test_what_fails_leaves_its_approval_good(shop: Till) -> None:
    made = staffed(shop)
    given = approves(shop, made["Pak Danu"], Need(Action.VOID), made["Siti"])
    by = by_of(made["Siti"], given)

    def failing(work: Work) -> None:
        permission.require(work, Action.VOID, by)
        raise LapakError("disk_full")

    with pytest.raises(LapakError):
        shop.write(failing).result()
    assert needing(shop, Need(Action.VOID), by) is None


def test_nobody_approves_beyond_their_own_permissions_or_for_themselves(shop: Till) -> None:
    made = staffed(shop)
    for approver, person in (("Rina", "Siti"), ("Pak Danu", "Pak Danu")):
        proof = tried(shop, made[approver], {"Rina": "80808", "Pak Danu": "3141"}[approver])
        assert isinstance(proof, Proof)
        asked = shop.write(people.approve, proof, Need(Action.VOID), by=by_of(made[person]))
        with pytest.raises(LapakError, match="approver_not_allowed"):
            asked.result()
    assert bodies(shop, Kind.APPROVAL_GIVEN) == []


def test_a_wrong_pin_approves_nothing_and_is_recorded(shop: Till) -> None:
    made = staffed(shop)
    proof = tried(shop, made["Pak Danu"], "0000")
    assert isinstance(proof, Proof)
    by = by_of(made["Siti"])
    answer = shop.write(people.approve, proof, Need(Action.VOID), by=by).result()
    assert answer == people.PinWrong(0)
    assert bodies(shop, Kind.APPROVAL_GIVEN) == []
    assert len(bodies(shop, Kind.PIN_FAILED)) == 1


def test_an_approval_says_what_by_whom_and_for_whom(shop: Till) -> None:
    made = staffed(shop)
    approves(shop, made["Pak Danu"], Need(Action.DISCOUNT, "cart", 2_500), made["Siti"])
    [given] = bodies(shop, Kind.APPROVAL_GIVEN)
    assert isinstance(given, ApprovalGiven)
    assert (given.approver_name, given.person_name) == ("Pak Danu", "Siti")
    assert (given.subject, given.basis_points) == ("what it is", 2_500)


def test_a_sale_is_of_the_person_at_the_till(shop: Till) -> None:
    made = staffed(shop)
    assert sells(shop, price(cart_of(shop)), by_of(made["Rina"])) == "Rina"
    assert sells(shop, price(cart_of(shop)), NOBODY) == "Siti"  # who opened the shift


def test_a_cashier_gives_small_discounts_alone_and_larger_ones_with_an_approval(
    shop: Till,
) -> None:
    made = staffed(shop)
    siti = by_of(made["Siti"])
    assert sells(shop, discounted(shop, 10), siti) == "Siti"
    large = discounted(shop, 25)
    assert sells(shop, large, siti) == "permission_needed"
    product = large.lines[0].product.id
    approves(
        shop,
        made["Pak Danu"],
        Need(Action.DISCOUNT, f"{large.cart.id}/{product}", 2_500, large.discount),
        made["Siti"],
    )
    assert sells(shop, large, siti) == "Siti"
    assert sells(shop, large, siti) == "Siti"  # the same answer, not another sale
    assert len(bodies(shop, Kind.APPROVAL_USED)) == 1
    assert sells(shop, discounted(shop, 25), siti) == "permission_needed"


def test_a_price_agreed_by_a_cashier_waits_for_an_approval(shop: Till) -> None:
    made = staffed(shop)
    priced = price(carts.set_price(cart_of(shop, "Kopi"), 1, 0, "Sampel"))
    assert sells(shop, priced, by_of(made["Siti"])) == "permission_needed"
    about = f"{priced.cart.id}/{priced.lines[0].product.id}"
    approves(shop, made["Pak Danu"], Need(Action.PRICE, about, 10_000, 18_000), made["Rina"])
    hundred = price(carts.set_quantity(priced.cart, 1, 100_000))
    assert sells(shop, hundred, by_of(made["Siti"])) == "permission_needed"
    assert sells(shop, priced, by_of(made["Siti"])) == "Siti"


def test_the_approval_of_a_small_refund_is_none_of_a_larger_one(shop: Till) -> None:
    made = staffed(shop)
    siti = made["Siti"]
    sale = sell(shop, "Kopi", "Kain").sale
    original = shop.read(returns.original_sale, sale.id).result()
    given = approves(
        shop, made["Pak Danu"], Need(Action.REFUND, sale.id, amount=18_000), made["Siti"]
    )
    whole = Return(shop.new_id(), {1: 1_000, 2: 1_000}, reason="rusak")
    with pytest.raises(LapakError) as refused:
        shop.write(returns.refund_sale, original, whole, by=by_of(siti, given)).result()
    assert refused.value.details["need"] == Need(Action.REFUND, sale.id, amount=96_000)
    part = Return(shop.new_id(), {1: 1_000}, reason="rusak")
    body = shop.write(returns.refund_sale, original, part, by=by_of(siti, given)).result().body
    assert body.total == -18_000


def test_a_plain_sale_asks_nothing_about_permission(
    shop: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = staffed(shop)
    asked: list[object] = []
    monkeypatch.setattr(rows, "everybody", asked.append)
    assert sells(shop, price(cart_of(shop)), by_of(made["Siti"])) == "Siti"
    assert asked == []


def test_an_approval_is_noted_after_the_entry_it_let_through(shop: Till) -> None:
    made = staffed(shop)
    siti = made["Siti"]
    given = approves(shop, made["Pak Danu"], Need(Action.CASH_OUT), siti)
    with pytest.raises(LapakError, match="permission_needed"):
        shop.write(shifts.move_cash, CashWay.OUT, 50_000, "Setoran", by=by_of(siti)).result()
    by = by_of(siti, given)
    shop.write(shifts.move_cash, CashWay.OUT, 50_000, "Setoran", by=by).result()
    assert kinds(shop)[-2:] == [Kind.CASH_MOVED, Kind.APPROVAL_USED]
    verification.verify(shop.path)


def test_products_are_brought_in_by_those_who_may_change_them(shop: Till) -> None:
    made = staffed(shop)
    rows = (ProductRow("Wingko Babat", 40_000),)
    with pytest.raises(LapakError, match="permission_needed"):
        shop.write(import_products, rows, by=by_of(made["Siti"])).result()
    assert shop.write(import_products, rows, by=by_of(made["Pak Danu"])).result().added == 1


def test_a_stock_in_a_file_is_brought_in_by_those_who_may_count(shop: Till) -> None:
    made = staffed(shop)
    rows = (ProductRow("Wingko Babat", 40_000, stock_milli=5_000),)
    siti, danu = made["Siti"], made["Pak Danu"]
    given = ""
    for action in (Action.PRODUCTS, Action.STOCK):
        with pytest.raises(LapakError) as refused:
            shop.write(import_products, rows, "file", by=by_of(siti, given)).result()
        need = refused.value.details["need"]
        assert need == Need(action, "file")
        assert isinstance(need, Need)
        given = approves(shop, danu, need, siti)
    assert shop.write(import_products, rows, "file", by=by_of(siti, given)).result().added == 1
    assert kinds(shop)[-2:] == [Kind.APPROVAL_USED, Kind.APPROVAL_USED]


class Desk:
    """Random people asking and approving, and what they were let do."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.people = staffed(till)
        self.given: list[str] = [""]
        self.done = 0

    def approve(self, approver: str, person: str, need: Need) -> None:
        proof = Proof(self.people[approver].id, right=True)
        asked = self.till.write(people.approve, proof, need, by=by_of(self.people[person]))
        if asked.exception() is None:
            answer = asked.result()
            assert isinstance(answer, str)
            self.given.append(answer)

    def do(self, person: str, need: Need, place: int) -> None:
        by = by_of(self.people[person], self.given[place % len(self.given)])
        if needing(self.till, need, by) is None:
            own = Permissions().of(self.people[person].role)
            self.done += not own.allow(need)

    def rebuild(self) -> None:
        self.till.write(lambda work: rebuilding.rebuild(work.db)).result()


names = st.sampled_from(("Bu Tini", "Pak Danu", "Siti", "Rina"))
needs = st.builds(
    Need,
    st.sampled_from((Action.VOID, Action.SETTINGS, Action.DISCOUNT)),
    st.sampled_from(("", "a", "b")),
    st.sampled_from((0, 2_000, 9_000)),
)
acts = st.one_of(
    st.tuples(st.just("approve"), names, names, needs),
    st.tuples(st.just("do"), names, needs, st.integers(0, 9)),
    st.tuples(st.just("rebuild")),
)


@settings(max_examples=12)
@given(st.lists(acts, min_size=1, max_size=25))
def test_whatever_is_asked_each_thing_beyond_ones_own_has_one_approval_of_its_own(
    history: list[tuple[str, ...]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, selling_till(Path(folder)) as till:
        desk = Desk(till)
        for what, *args in history:
            getattr(desk, what)(*args)
        used = [one.id for one in bodies(till, Kind.APPROVAL_USED) if isinstance(one, ApprovalUsed)]
        assert len(used) == len(set(used)) == desk.done
        assert set(used) <= set(desk.given)
        verification.verify(till.path)
