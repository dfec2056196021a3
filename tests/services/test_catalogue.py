"""Products: found by what a cashier types or scans, and brought in all at once or not at all."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from pos_app.domain.errors import LapakError
from pos_app.domain.product import Product
from pos_app.services import catalogue
from pos_app.services.catalogue import search
from pos_app.services.product_import import ImportResult, ProductRow, import_products
from pos_app.services.till import Till, Work
from tests.drivers.tills import SHELF, selling_till, shelf


def found(till: Till, typed: str) -> list[str]:
    return [product.name for product in till.read(search, typed).result()]


def bring_in(till: Till, *rows: ProductRow) -> ImportResult:
    return till.write(import_products, rows).result()


def by_name(till: Till, name: str) -> Product:
    return next(product for product in shelf(till) if product.name == name)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("kopi", ["Kopi Susu Gula Aren"]),
        ("KOPI SUSU", ["Kopi Susu Gula Aren"]),
        ("aren kopi", ["Kopi Susu Gula Aren"]),
        ("aren jamu", []),
        ("ingkon", ["Keripik Singkong Balado"]),
        ("bu tini", ["Keripik Singkong Balado"]),
        ("8991002105678", ["Keripik Singkong Balado"]),
        ("5678", ["Keripik Singkong Balado"]),
        ("k", ["Kain Batik per Meter", "Keripik Singkong Balado", "Kopi Susu Gula Aren"]),
        ("ke", ["Keripik Singkong Balado", "Jamu Beras Kencur"]),
        ("jamu ke", ["Jamu Beras Kencur"]),
        ("ke be ja", ["Jamu Beras Kencur"]),
        ("Jámu  bërás", ["Jamu Beras Kencur"]),
        ("batik & kain", ["Kain Batik per Meter"]),
        ("kopi -", ["Kopi Susu Gula Aren"]),
        ("", []),
        ("   ", []),
        ("&", []),
        ('"', []),
    ],
)
def test_typing_finds_products_that_have_every_word(
    till: Till, typed: str, names: list[str]
) -> None:
    assert set(names) <= set(found(till, typed))
    if typed.strip() != "k":
        assert found(till, typed) == names


def test_products_that_start_with_what_is_typed_come_first(till: Till) -> None:
    bring_in(till, ProductRow("Es Kopi", 9_000), ProductRow("Kopi Tubruk", 7_000))
    assert found(till, "kopi")[:2] == ["Kopi Susu Gula Aren", "Kopi Tubruk"]
    assert "Es Kopi" in found(till, "kopi")


def test_no_more_is_found_than_asked_for(till: Till) -> None:
    bring_in(till, *(ProductRow(f"Kaos {number}", 50_000) for number in range(300)))
    assert len(till.read(search, "kaos").result()) == 200
    assert len(till.read(search, "kaos", limit=7).result()) == 7
    assert len(till.read(search, "ka", limit=7).result()) == 7


def test_nothing_that_can_be_typed_upsets_the_search(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with selling_till(tmp_path_factory.mktemp("typed")) as till:

        @given(st.text(max_size=30) | st.text('"*()^-+:{}&\\ \0ko\ud800', max_size=12))
        def typed(words: str) -> None:
            assert len(found(till, words)) <= len(SHELF)

        typed()


@pytest.mark.parametrize("code", ["8991002101234", " 8991002101234\r\n", "\x028991002101234\x03"])
def test_a_scanned_code_finds_its_product(till: Till, code: str) -> None:
    product = till.read(catalogue.find_by_barcode, code).result()
    assert product is not None
    assert product.name == "Kopi Susu Gula Aren"


def test_a_code_without_its_leading_zero_is_the_same_code(till: Till) -> None:
    bring_in(till, ProductRow("Madu", 60_000, "0012345678905"))
    product = till.read(catalogue.find_by_barcode, "012345678905").result()
    assert product == by_name(till, "Madu")


def test_an_unknown_code_finds_nothing_and_a_blank_one_is_refused(till: Till) -> None:
    assert till.read(catalogue.find_by_barcode, "12345").result() is None
    with pytest.raises(LapakError, match="barcode_not_usable"):
        till.read(catalogue.find_by_barcode, " ").result()


def test_pages_of_the_shelf_follow_one_another_by_name(till: Till) -> None:
    names = [product.name for product in shelf(till)]
    assert names == sorted(names)
    pages = [till.read(catalogue.products_page, None, at, 2).result() for at in (0, 2, 4, 6)]
    assert [product.name for page in pages for product in page] == names
    assert till.read(catalogue.count_products).result() == 5


def test_categories_tell_how_much_is_under_them(till: Till) -> None:
    told = {one.name: one.products for one in till.read(catalogue.categories).result()}
    assert told == {"Batik": 1, "Kerajinan": 1, "Makanan": 1, "Minuman": 2}
    assert till.read(catalogue.count_products, "Minuman").result() == 2
    drinks = till.read(catalogue.products_page, "Minuman", 0, 9).result()
    assert [product.name for product in drinks] == ["Jamu Beras Kencur", "Kopi Susu Gula Aren"]


def test_the_same_file_again_changes_nothing(till: Till) -> None:
    before = shelf(till)
    assert bring_in(till, *SHELF) == ImportResult(0, 0, 5)
    assert shelf(till) == before


def test_a_row_is_the_product_with_its_barcode_whatever_its_name(till: Till) -> None:
    before = by_name(till, "Kopi Susu Gula Aren")
    told = bring_in(till, ProductRow("Es Kopi Susu", 20_000, "8991002101234", brand="Kopi Lereng"))
    assert told == ImportResult(0, 1, 0)
    after = by_name(till, "Es Kopi Susu")
    assert (after.id, after.price) == (before.id, 20_000)
    assert found(till, "gula aren") == []
    assert found(till, "es susu") == ["Es Kopi Susu"]


def test_a_row_without_barcode_is_the_product_with_its_name_and_brand(till: Till) -> None:
    told = bring_in(
        till,
        ProductRow("kain  batik per METER", 80_000, unit="m", brand="BATIK POLOKARTO"),
        ProductRow("Kain Batik per Meter", 90_000, unit="m", brand="Batik Lain"),
    )
    assert told == ImportResult(added=1, changed=1, unchanged=0)
    assert {product.price for product in shelf(till) if "atik" in product.name} == {80_000, 90_000}


def test_a_product_without_barcode_gets_the_one_a_later_file_knows(till: Till) -> None:
    named = ProductRow("Gantungan Kunci Wayang", 15_000, "2900010000015", brand="Sanggar Wayang")
    assert bring_in(till, named).added == 0
    product = till.read(catalogue.find_by_barcode, "2900010000015").result()
    assert product is not None
    assert product.name == "Gantungan Kunci Wayang"


def test_two_rows_of_one_product_in_one_file_are_one_product_with_all_it_has(till: Till) -> None:
    told = bring_in(
        till,
        ProductRow("Kaos", 50_000, category="Baju", unit="lusin"),
        ProductRow("Kaos", 60_000, category="Baju", unit="lusin"),
    )
    assert told == ImportResult(added=1, changed=0, unchanged=1)
    [kaos] = till.read(catalogue.products_page, "Baju", 0, 9).result()
    assert (kaos.name, kaos.price, kaos.unit) == ("Kaos", 60_000, "lusin")


def test_a_name_that_a_row_gave_away_names_a_new_product(till: Till) -> None:
    old = by_name(till, "Kopi Susu Gula Aren")
    told = bring_in(
        till,
        ProductRow("Kopi Baru", 21_000, "8991002101234", "Minuman", brand="Kopi Lereng"),
        ProductRow("Kopi Susu Gula Aren", 18_000, "", "Minuman", brand="Kopi Lereng"),
    )
    assert told == ImportResult(added=1, changed=1, unchanged=0)
    assert by_name(till, "Kopi Baru").id == old.id
    assert by_name(till, "Kopi Susu Gula Aren").id != old.id


def test_an_import_of_which_one_row_cannot_be_brings_in_nothing(till: Till) -> None:
    before = shelf(till)
    with pytest.raises(LapakError, match="product_name_missing"):
        bring_in(till, *(ProductRow(f"Barang {n}", 1000) for n in range(700)), ProductRow("", 1))
    assert shelf(till) == before


def test_a_large_import_is_several_entries_that_fit_a_batch_and_one_step(till: Till) -> None:
    def entries(work: Work) -> list[int]:
        chosen = text("SELECT length(entry) FROM journal WHERE kind = 'product.changed'")
        return list(work.db.scalars(chosen))

    many = tuple(
        ProductRow(f"{'Barang ' * 16}{n}"[:120], 10**11, f"{n:013d}" * 4, "K" * 40, brand="B" * 40)
        for n in range(1, 2_501)
    )
    before = len(till.read(entries).result())
    assert bring_in(till, *many) == ImportResult(2_500, 0, 0)
    sizes = till.read(entries).result()[before:]
    assert len(sizes) == 10
    assert max(sizes) < 1024 * 1024 // 2
    assert till.read(catalogue.count_products).result() == 2_505
    assert bring_in(till, *many) == ImportResult(0, 0, 2_500)


def test_a_file_without_a_column_leaves_what_products_have_there(till: Till) -> None:
    code = "8991234567891"
    bring_in(till, ProductRow("Kopi Uji", 10_000, code, "Minuman", "pak", "Uji"))
    [before] = till.read(search, "kopi uji").result()
    bring_in(till, ProductRow("Kopi Uji", 9_000, code))
    [after] = till.read(search, "kopi uji").result()
    assert after == msgspec.structs.replace(before, price=9_000)


def test_words_that_are_brought_in_stand_on_one_line(till: Till) -> None:
    row = ProductRow(" Kopi\nTubruk\t", 9_000, category="Mi\tnum ", unit=" gelas", brand="Bu\nTini")
    assert bring_in(till, row).added == 1
    made = by_name(till, "Kopi Tubruk")
    assert (made.category, made.unit, made.brand) == ("Mi num", "gelas", "Bu Tini")
    assert bring_in(till, row).unchanged == 1
