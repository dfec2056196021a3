"""Goods without a barcode get a number of the booth, once, and are found by it."""

from pathlib import Path

import pytest

from pos_app.domain.ean import in_store_numbers, is_ean
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.product import Product, ProductChange
from pos_app.services import catalogue, product_export
from pos_app.services.barcodes import give_barcodes
from pos_app.services.product_editing import VariantRow, add_product, change_product, set_variants
from pos_app.services.product_import import ProductRow, import_products
from pos_app.services.till import Till
from pos_app.store.verification import verify
from tests.drivers.entries import kinds
from tests.drivers.people import by_of, staffed
from tests.drivers.tills import Clock, selling_till, shelf


def bare(till: Till) -> list[str]:
    return [one.id for one in shelf(till) if not one.barcodes]


def give(till: Till, *ids: str) -> dict[str, str]:
    return till.write(give_barcodes, ids).result()


def scanned(till: Till, code: str) -> str | None:
    found = till.read(catalogue.find_by_barcode, code).result()
    return None if found is None else found.id


def entries(till: Till) -> int:
    return kinds(till).count(Kind.PRODUCT_CHANGED)


def test_a_product_without_a_barcode_is_found_by_the_number_it_gets(till: Till) -> None:
    ids = bare(till)
    given = give(till, *ids)
    assert sorted(given) == sorted(ids)
    for product_id, number in given.items():
        assert is_ean(number)
        assert scanned(till, number) == product_id
    assert not bare(till)


def test_many_products_are_one_entry(till: Till) -> None:
    before = entries(till)
    give(till, *(one.id for one in shelf(till)))
    assert entries(till) == before + 1


def test_asking_again_changes_nothing(till: Till) -> None:
    first = give(till, *bare(till))
    before = entries(till)
    assert give(till, *first) == {}
    assert entries(till) == before
    assert all(scanned(till, number) == one for one, number in first.items())


def test_a_product_that_has_a_barcode_keeps_it(till: Till) -> None:
    known = next(one for one in shelf(till) if one.barcodes)
    assert give(till, known.id) == {}
    assert scanned(till, known.barcodes[0]) == known.id


def test_a_number_that_another_product_has_is_passed_over(till: Till) -> None:
    [one, *_] = bare(till)
    numbers = in_store_numbers(one)
    taken, also_taken, free = (next(numbers) for _ in range(3))
    till.write(import_products, [ProductRow("Impor", 1_000, taken)]).result()
    other = Product("other", "Lain", 2_000, (also_taken,))
    till.write(add_product, other).result()
    till.write(change_product, ProductChange("other", active=False)).result()
    assert give(till, one) == {one: free}
    assert scanned(till, free) == one


def test_a_variant_gets_a_number_and_the_tile_it_stands_on_none(till: Till) -> None:
    till.write(add_product, Product("kaos", "Kaos", 70_000)).result()
    rows = (VariantRow(("M",), 70_000), VariantRow(("L",), 75_000))
    variants = till.write(set_variants, "kaos", rows).result()
    given = give(till, "kaos", *(one.id for one in variants))
    assert sorted(given) == sorted(one.id for one in variants)


def test_two_registers_that_know_nothing_of_each_other_never_give_one_number_twice(
    tmp_path: Path,
) -> None:
    numbers: list[str] = []
    for name in ("first", "second"):
        with selling_till(tmp_path / name, Clock()) as till:
            numbers += give(till, *bare(till)).values()
    assert len(set(numbers)) == len(numbers)


def test_an_unknown_product_gets_none(till: Till) -> None:
    assert give(till, "nobody") == {}


def test_a_thousand_products_get_different_numbers(till: Till) -> None:
    rows = [ProductRow(f"Barang {number:04d}", 1_000) for number in range(1_000)]
    till.write(import_products, rows).result()
    given = give(till, *(one.id for one in shelf(till)))
    assert len(set(given.values())) == len(given) == 1_000


def test_what_the_journal_tells_and_what_is_exported_hold_the_number(till: Till) -> None:
    given = give(till, *bare(till))
    verify(till.path)
    found = product_export.catalogue([till.read(product_export.portion).result()])
    cells = [cell for row in product_export.rows(found, "id") for cell in row]
    assert all(number in cells for number in given.values())


def test_whoever_may_not_change_products_gives_no_numbers(till: Till) -> None:
    people = staffed(till)
    before = bare(till)
    with pytest.raises(LapakError) as caught:
        till.write(give_barcodes, before, by_of(people["Siti"])).result()
    assert caught.value.code == "permission_needed"
    assert bare(till) == before
