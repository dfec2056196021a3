"""Products that the organizer offers: matched, taken at a price, declined, offered as a change."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.offer import (
    Offer,
    OfferAnswer,
    OffersAnswered,
    Standing,
    open_offers,
)
from pos_app.domain.product import Product
from pos_app.services import catalogue, expo_news, offers
from pos_app.services.offers import TakenOffer
from pos_app.services.till import Till, Work
from pos_app.store import offers as stored
from pos_app.store.written import Written
from tests.drivers.tills import SHELF, open_shop
from tests.services.test_expo_news import joined_till

NEW = Offer("o-new", 1, "Tas expo", 15_000, category="Suvenir")
COFFEE = Offer("o-coffee", 1, "Kopi Susu Aren", 20_000, "8991002101234", "Minuman", brand="Lereng")


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = joined_till(tmp_path)
    open_shop(made)
    yield made
    made.close()


def told(till: Till, revision: int, *rows: Offer) -> None:
    till.write(expo_news.hear_offers, "register-1", revision, rows).result()


def waiting(till: Till) -> list[tuple[str, Standing]]:
    return [(one.offer.id, one.standing) for one in till.read(offers.waiting).result()]


def by_code(till: Till, code: str) -> Product:
    found = till.read(catalogue.find_by_barcode, code).result()
    assert isinstance(found, Product)
    return found


def named(till: Till, name: str) -> list[Product]:
    return [one for one in till.read(catalogue.search, name, 20).result() if one.name == name]


def test_a_new_product_is_taken_at_the_booths_own_price(till: Till) -> None:
    told(till, 1, NEW)
    assert waiting(till) == [("o-new", Standing.NEW)]
    assert till.write(offers.take, [TakenOffer("o-new", 17_500)]).result() == 1
    [bag] = named(till, "Tas expo")
    assert (bag.price, bag.category) == (17_500, "Suvenir")
    assert waiting(till) == []
    assert till.write(offers.take, [TakenOffer("o-new", 1)]).result() == 0
    assert [one.price for one in named(till, "Tas expo")] == [17_500]


def test_what_the_booth_has_by_barcode_is_matched_not_doubled(till: Till) -> None:
    before = by_code(till, "8991002101234")
    told(till, 1, COFFEE)
    assert waiting(till) == [("o-coffee", Standing.MATCHED)]
    till.write(offers.take, [TakenOffer("o-coffee", before.price)]).result()
    after = by_code(till, "8991002101234")
    assert (after.id, after.name, after.price) == (before.id, "Kopi Susu Aren", before.price)
    same = Offer("o-same", 2, "Jamu Beras Kencur", 8_000, "8991002109999", brand="Mbah Karto")
    told(till, 2, COFFEE, same)
    assert waiting(till) == []


def test_a_later_change_is_offered_and_never_forced(till: Till) -> None:
    told(till, 1, NEW)
    till.write(offers.take, [TakenOffer("o-new", 17_500)]).result()
    dearer = msgspec.structs.replace(NEW, revision=2, name="Tas expo 2026", price=20_000)
    told(till, 2, dearer)
    assert waiting(till) == [("o-new", Standing.CHANGED)]
    assert [one.price for one in named(till, "Tas expo")] == [17_500]
    till.write(offers.decline, ["o-new"]).result()
    assert waiting(till) == []
    again = msgspec.structs.replace(dearer, revision=3, price=21_000)
    told(till, 3, again)
    [one] = till.read(offers.waiting).result()
    assert one.own is not None
    assert one.own.name == "Tas expo"
    till.write(offers.take, [TakenOffer("o-new", 21_000)]).result()
    [bag] = named(till, "Tas expo 2026")
    assert (bag.id, bag.price) == (one.own.id, 21_000)


def test_what_was_declined_comes_back_when_it_changes(till: Till) -> None:
    told(till, 1, NEW, COFFEE)
    till.write(offers.decline, ["o-new"]).result()
    told(till, 2, NEW, COFFEE)
    assert waiting(till) == [("o-coffee", Standing.MATCHED)]
    told(till, 3, msgspec.structs.replace(NEW, revision=3, price=12_000))
    assert waiting(till) == [("o-new", Standing.CHANGED)]


def test_a_linked_product_does_not_take_a_code_that_another_one_has(till: Till) -> None:
    told(till, 1, NEW)
    till.write(offers.take, [TakenOffer("o-new", 15_000)]).result()
    told(till, 2, msgspec.structs.replace(NEW, revision=2, name="Tas", barcode="8991002105678"))
    till.write(offers.take, [TakenOffer("o-new", 15_000)]).result()
    assert by_code(till, "8991002105678").name == "Keripik Singkong Balado"
    assert [one.barcodes for one in named(till, "Tas")] == [()]


def test_an_older_list_or_a_bad_one_changes_nothing(till: Till) -> None:
    told(till, 5, NEW)
    told(till, 4, COFFEE)
    assert waiting(till) == [("o-new", Standing.NEW)]
    bad = (
        msgspec.structs.replace(NEW, name="Tas\x1b"),
        msgspec.structs.replace(NEW, name="a" * 10_000_000),
        msgspec.structs.replace(NEW, price=-1),
        msgspec.structs.replace(NEW, barcode=" 89 "),
        msgspec.structs.replace(NEW, id=""),
    )
    for one in bad:
        with pytest.raises(LapakError):
            told(till, 9, COFFEE, one)
    with pytest.raises(LapakError, match="too_many_offers"):
        told(till, 9, *(msgspec.structs.replace(NEW, id=str(n)) for n in range(2001)))
    assert waiting(till) == [("o-new", Standing.NEW)]
    with pytest.raises(LapakError, match="price_out_of_range"):
        till.write(offers.take, [TakenOffer("o-new", -5)]).result()
    assert named(till, "Tas expo") == []


def test_products_of_the_booth_stay_as_they_are_while_nobody_answers(till: Till) -> None:
    told(till, 1, *(Offer(f"o{n}", 1, row.name, 1, row.barcode) for n, row in enumerate(SHELF)))
    found = {
        one.name: one.price for one in till.read(catalogue.products_page, None, 0, 50).result()
    }
    assert found == {row.name: row.price for row in SHELF}


ANSWERS = st.lists(
    st.builds(OfferAnswer, st.just("o"), st.integers(1, 5), st.sampled_from(["", "p"])), max_size=8
)


@settings(max_examples=60, deadline=None)
@given(said=ANSWERS, now=st.integers(1, 5))
def test_only_the_answer_to_the_newest_revision_counts(said: list[OfferAnswer], now: int) -> None:
    """Registers of one booth answer apart; whoever hears of it later, a newer answer stays."""
    newest: dict[str, OfferAnswer] = {}
    for one in said:
        if "o" not in newest or one.revision >= newest["o"].revision:
            newest["o"] = one
    offer = msgspec.structs.replace(NEW, id="o", revision=now)
    shown = open_offers([offer], newest, {}, {})
    assert bool(shown) == (not said or max(one.revision for one in said) < now)


def test_an_older_answer_that_comes_late_changes_nothing(till: Till) -> None:
    def late(work: Work) -> dict[str, OfferAnswer]:
        place = Written("register-2", 1, b"", work.at)
        for one in (OfferAnswer("o", 3, "p"), OfferAnswer("o", 2, ""), OfferAnswer("o", 3, "q")):
            stored.answered(work.db, place, OffersAnswered((one,)))
        return stored.answers(work.db)

    assert till.write(late).result() == {"o": OfferAnswer("o", 3, "q")}
