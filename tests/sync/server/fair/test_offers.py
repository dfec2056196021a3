"""Products that an organizer offers: kept by barcode or name, for all booths or some."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.offer import MAX_OFFERS
from sync.relay_wire import Offered
from sync.server.fair import offers
from sync.server.fair.offer_file import read_offer_file
from sync.server.fair.offers import OfferedRow, OffersChange
from tests.drivers.organizers import Clock, Fair
from tests.drivers.workbook_files import xlsx
from tests.sync.server.fair.test_expo_details import heard

COFFEE = OfferedRow("Kopi Sirap 250 g", 45_000, "8991002101234", "Kopi", "bks", "Kopi Sirap")
BAG = OfferedRow("Tas expo", 15_000)


def put(fair: Fair, *rows: OfferedRow) -> OffersChange:
    return offers.put_offers(fair.office, fair.expo.id, rows)


def offered(fair: Fair) -> tuple[Offered, ...]:
    with fair.office.database.read() as connection:
        return offers.offers_of(connection, fair.expo.id)


def test_a_list_is_taken_in_once_however_often_it_comes(fair: Fair) -> None:
    assert put(fair, COFFEE, BAG) == OffersChange(2, 0, 0)
    first = offered(fair)
    assert put(fair, BAG, COFFEE) == OffersChange(0, 0, 2)
    assert offered(fair) == first
    assert [one.offer.name for one in first] == ["Kopi Sirap 250 g", "Tas expo"]


def test_a_change_keeps_the_id_and_counts_only_its_own_revision_up(fair: Fair) -> None:
    put(fair, COFFEE, BAG)
    coffee, bag = offered(fair)
    dearer = OfferedRow("Kopi Sirap 250 gram", 48_000, COFFEE.barcode, "Kopi", "bks", "Kopi Sirap")
    assert put(fair, dearer) == OffersChange(0, 1, 0)
    after, same = offered(fair)
    assert (after.offer.id, after.offer.price) == (coffee.offer.id, 48_000)
    assert after.offer.revision > coffee.offer.revision
    assert same == bag


def test_an_offer_for_some_booths_reaches_those_alone(fair: Fair) -> None:
    put(fair, OfferedRow("Gelas", 9_000, booths=("a1",)), BAG)
    here, there = fair.till("A1", 1), fair.till("B2", 2)
    told = heard(fair, here)
    assert [one.name for one in told.offers or ()] == ["Gelas", "Tas expo"]
    assert [one.name for one in heard(fair, there).offers or ()] == ["Tas expo"]
    assert heard(fair, here, 0, told.offers_revision).offers is None
    put(fair, OfferedRow("Gelas", 9_000, booths=("A1", "B2")))
    again = heard(fair, here, 0, told.offers_revision)
    assert again.offers == told.offers  # nothing to answer anew where it was answered


def test_what_is_withdrawn_is_offered_no_more(fair: Fair, clock: Clock) -> None:
    put(fair, COFFEE, BAG)
    till = fair.till()
    before = heard(fair, till)
    clock.pass_time(timedelta(minutes=5))
    offers.withdraw_offer(fair.office, fair.expo.id, offered(fair)[0].offer.id)
    after = heard(fair, till, 0, before.offers_revision)
    assert [one.name for one in after.offers or ()] == ["Tas expo"]
    assert after.offers_revision > before.offers_revision
    with pytest.raises(LapakError, match="offer_unknown"):
        offers.withdraw_offer(fair.office, fair.expo.id, "nothing")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (OfferedRow("", 1), "product_name_missing"),
        (OfferedRow("Kopi", -1), "price_out_of_range"),
        (OfferedRow("Kopi", 10**15), "price_out_of_range"),
        (OfferedRow("Kopi", 1, "8" * 65), "barcode_not_usable"),
        (OfferedRow("Kopi", 1, booths=("Z9",)), "booth_unknown"),
        (BAG, "product_twice"),
    ],
)
def test_a_bad_row_keeps_the_whole_list_out(sqlite_fair: Fair, row: OfferedRow, code: str) -> None:
    with pytest.raises(LapakError, match=code):
        put(sqlite_fair, COFFEE, BAG, row)
    assert offered(sqlite_fair) == ()
    assert heard(sqlite_fair, sqlite_fair.till()).offers_revision == 0


def test_no_list_grows_past_what_one_answer_holds(sqlite_fair: Fair) -> None:
    put(sqlite_fair, *(OfferedRow(f"Barang {n}", n) for n in range(MAX_OFFERS)))
    with pytest.raises(LapakError, match="too_many_offers"):
        put(sqlite_fair, BAG)
    assert len(heard(sqlite_fair, sqlite_fair.till()).offers or ()) == MAX_OFFERS


CSV = "Nama Produk;Harga Jual;Kode;Satuan;Stan\nKopi;Rp45.000;8991002101234;bks;a1, b2\n"


def test_a_file_has_the_form_of_the_tills_own_import() -> None:
    [row] = read_offer_file(CSV.encode(), "daftar.csv").rows
    assert row == OfferedRow("Kopi", 45_000, "8991002101234", unit="bks", booths=("a1", "b2"))
    book = xlsx([["Nama", "Harga"], ["Teh", 7_000], ["Gula", "lima ribu"]])
    file = read_offer_file(book, "daftar.xlsx")
    assert [one.name for one in file.rows] == ["Teh"]
    assert [one.line for one in file.problems] == [3]


@pytest.mark.parametrize(
    "data", [b"", b" \n", b"halo", b"PK\x03\x04 rusak", b"\0\1\2", b"nama;harga\n"]
)
def test_a_file_that_is_none_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(LapakError):
        read_offer_file(data, "daftar.csv")


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"nama;harga\n{text}".encode())
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_offer_file(data, "daftar.csv")
    except LapakError:
        return
