"""Products set up one by one: new ones, changes, variants, bundles."""

import msgspec
import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.product import MAX_NAME, Part, Product, ProductChange
from pos_app.domain.quantity import ONE
from pos_app.domain.shelf import OnShelf
from pos_app.services import catalogue, product_changes
from pos_app.services.product_editing import (
    VariantRow,
    add_product,
    brands,
    change_product,
    every_variant,
    labels,
    parts_of,
    set_variants,
)
from pos_app.services.till import Till
from tests.drivers.tills import sell, shelf

TEH = Product("teh", "Teh Melati", 9_000, ("8991002107777",), "Minuman", brand="Kopi Lereng")
SIZES = (VariantRow(("M", "Biru"), 75_000, "111"), VariantRow(("L", "Biru"), 80_000, "112"))


def found(till: Till, typed: str) -> list[str]:
    return [one.name for one in till.read(catalogue.search, typed).result()]


def tile(till: Till, start: str) -> OnShelf:
    return next(
        one
        for one in till.read(catalogue.products_page, None, 0, 1000).result()
        if one.name.startswith(start)
    )


def kaos(till: Till) -> OnShelf:
    till.write(add_product, Product("kaos", "Kaos", 70_000)).result()
    till.write(set_variants, "kaos", SIZES).result()
    return tile(till, "Kaos")


def sold_variants(till: Till) -> list[OnShelf]:
    return [one for one in till.read(every_variant, "kaos").result() if one.active]


def refused(till: Till, change: ProductChange) -> str:
    with pytest.raises(LapakError) as caught:
        till.write(change_product, change).result()
    return caught.value.code


def test_a_new_product_is_on_the_shelf_and_under_its_barcode(till: Till) -> None:
    added = till.write(add_product, TEH).result()
    assert (added.name, added.price) == ("Teh Melati", 9_000)
    scanned = till.read(catalogue.find_by_barcode, "8991002107777").result()
    assert scanned == added
    assert tile(till, "Teh").id == "teh"


def test_the_same_new_product_again_adds_one(till: Till) -> None:
    for _ in range(2):
        till.write(add_product, TEH).result()
    assert len([one for one in shelf(till) if one.name == "Teh Melati"]) == 1


def test_texts_become_one_line_and_an_empty_unit_pieces(till: Till) -> None:
    added = till.write(
        add_product, msgspec.structs.replace(TEH, name=" Teh \n Melati ", unit=" ", brand="\tBu ")
    ).result()
    assert (added.name, added.unit, added.brand) == ("Teh Melati", "pcs", "Bu")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": "  "}, "product_name_missing"),
        ({"name": "x" * (MAX_NAME + 1)}, "product_name_too_long"),
        ({"unit": "x" * 61}, "product_label_too_long"),
        ({"price": -1}, "price_out_of_range"),
        ({"barcodes": ("8991002101234",)}, "barcode_taken"),
        ({"low_milli": -1}, "quantity_out_of_range"),
        ({"parts": (Part("gone", ONE),)}, "product_unknown"),
    ],
)
def test_what_cannot_be_set_is_refused_and_changes_nothing(
    till: Till, wrong: dict[str, object], code: str
) -> None:
    till.write(add_product, TEH).result()
    assert refused(till, ProductChange("teh", **wrong)) == code  # type: ignore[arg-type]
    assert tile(till, "Teh").name == "Teh Melati"


def test_a_barcode_that_is_taken_names_whose_it_is(till: Till) -> None:
    with pytest.raises(LapakError) as caught:
        till.write(add_product, msgspec.structs.replace(TEH, barcodes=("8991002101234",))).result()
    assert caught.value.details["name"] == "Kopi Susu Gula Aren"
    assert "teh" not in {one.id for one in shelf(till)}


def test_a_product_whose_barcode_another_register_gave_away_can_still_be_changed(
    till: Till,
) -> None:
    till.write(add_product, TEH).result()
    other = ProductChange("other", name="Teh Botol", price=5_000, barcodes=TEH.barcodes)
    till.write(product_changes.record, [other]).result()
    till.write(change_product, ProductChange("teh", price=9_500)).result()
    assert tile(till, "Teh Melati").price == 9_500
    assert refused(till, ProductChange("other", barcodes=("8991002101234",))) == "barcode_taken"


def test_a_product_that_is_not_there_cannot_be_changed(till: Till) -> None:
    assert refused(till, ProductChange("gone", price=1)) == "product_unknown"


def test_a_change_of_the_price_shows_at_once(till: Till) -> None:
    till.write(add_product, TEH).result()
    till.write(change_product, ProductChange("teh", price=12_500)).result()
    assert tile(till, "Teh").price == 12_500


def test_variants_stand_on_one_tile_and_are_found_by_name_and_barcode(till: Till) -> None:
    group = kaos(till)
    assert (group.variants, group.from_price, group.to_price) == (2, 75_000, 80_000)
    assert [one.name for one in shelf(till) if one.name.startswith("Kaos")] == ["Kaos"]
    assert found(till, "kaos") == ["Kaos", "Kaos · L · Biru", "Kaos · M · Biru"]
    assert found(till, "biru l") == ["Kaos · L · Biru"]
    scanned = till.read(catalogue.find_by_barcode, "111").result()
    assert scanned is not None
    assert (scanned.name, scanned.variant_of) == ("Kaos · M · Biru", "kaos")
    names = [one.name for one in till.read(catalogue.variants, "kaos").result()]
    assert names == ["Kaos · M · Biru", "Kaos · L · Biru"]


def test_a_variant_is_sold_under_its_whole_name(till: Till) -> None:
    kaos(till)
    sold = till.read(catalogue.find_by_barcode, "112").result()
    assert sold is not None
    assert sell_one(till, sold) == "Kaos · L · Biru"


def sell_one(till: Till, product: Product) -> str:
    from pos_app.domain import cart as carts
    from pos_app.domain.cart import Cart
    from pos_app.domain.pricing import price
    from pos_app.services.checkout import checkout
    from tests.drivers.tills import cash

    cart = price(carts.add(Cart(till.new_id()), product))
    return till.write(checkout, cart, cash(cart.total)).result().sale.lines[0].name


def test_variants_that_are_set_anew_keep_their_ids_and_the_others_are_sold_no_more(
    till: Till,
) -> None:
    kaos(till)
    medium, _ = till.read(catalogue.variants, "kaos").result()
    rows = [VariantRow(("M", "Merah"), 70_000, "111", medium.id), VariantRow(("XL",), 90_000)]
    again = till.write(set_variants, "kaos", rows).result()
    assert [(one.name, one.price) for one in again] == [
        ("Kaos · M · Merah", 70_000),
        ("Kaos · XL", 90_000),
    ]
    assert again[0].id == medium.id
    assert till.read(catalogue.find_by_barcode, "112").result() is None
    assert (tile(till, "Kaos").variants, tile(till, "Kaos").from_price) == (2, 70_000)


def test_a_product_without_variants_again_is_sold_itself(till: Till) -> None:
    kaos(till)
    till.write(set_variants, "kaos", ()).result()
    assert (tile(till, "Kaos").variants, tile(till, "Kaos").price) == (0, 70_000)


def test_variants_follow_their_product_in_name_and_in_being_sold(till: Till) -> None:
    kaos(till)
    till.write(change_product, ProductChange("kaos", name="Kaos Expo")).result()
    assert found(till, "expo") == ["Kaos Expo", "Kaos Expo · L · Biru", "Kaos Expo · M · Biru"]
    till.write(change_product, ProductChange("kaos", active=False)).result()
    assert found(till, "expo") == []
    assert sold_variants(till) == []
    till.write(change_product, ProductChange("kaos", active=True)).result()
    assert len(found(till, "expo")) == 3


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((VariantRow(("M",), 1), VariantRow(("m ",), 2)), "variant_twice"),
        ((VariantRow(("M",), 1, "9"), VariantRow(("L",), 2, "9")), "barcode_taken"),
        ((VariantRow(("M",), 1, "8991002101234"),), "barcode_taken"),
        ((VariantRow((), 1),), "options_not_usable"),
        ((VariantRow(("",), 1),), "options_not_usable"),
        ((VariantRow(("M" * 60, "N" * 60), 1),), "product_name_too_long"),
    ],
)
def test_variants_that_cannot_be_are_refused(
    till: Till, rows: tuple[VariantRow, ...], code: str
) -> None:
    kaos(till)
    with pytest.raises(LapakError) as caught:
        till.write(set_variants, "kaos", rows).result()
    assert caught.value.code == code
    assert len(sold_variants(till)) == 2


def test_a_variant_and_a_bundle_have_no_variants(till: Till) -> None:
    kaos(till)
    variant = till.read(catalogue.variants, "kaos").result()[0]
    till.write(add_product, Product("p", "Parsel", 1, parts=(Part(variant.id, ONE),))).result()
    for product_id in (variant.id, "p"):
        with pytest.raises(LapakError, match="variants_not_usable"):
            till.write(set_variants, product_id, SIZES).result()


def test_a_bundle_holds_products_that_are_sold_themselves(till: Till) -> None:
    kaos(till)
    till.write(add_product, TEH).result()
    made = Product("p", "Parsel", 99_000, parts=(Part("teh", 2 * ONE),))
    till.write(add_product, made).result()
    assert [(one.name, qty) for one, qty in till.read(parts_of, made).result()] == [
        ("Teh Melati", 2000)
    ]
    for wrong, code in (
        ("p", "parts_not_usable"),
        ("kaos", "parts_not_usable"),
        ("gone", "product_unknown"),
    ):
        other = Product("q", "Parsel Besar", 1, parts=(Part(wrong, ONE),))
        with pytest.raises(LapakError) as caught:
            till.write(add_product, other).result()
        assert caught.value.code == code


def test_half_a_piece_lies_in_no_bundle(till: Till) -> None:
    till.write(add_product, TEH).result()
    half = Product("p", "Parsel", 1, parts=(Part("teh", 500),))
    with pytest.raises(LapakError, match="quantity_not_whole"):
        till.write(add_product, half).result()


def test_a_sold_bundle_is_one_line(till: Till) -> None:
    kopi = tile(till, "Kopi").id
    till.write(add_product, Product("p", "Parsel", 99_000, parts=(Part(kopi, ONE),))).result()
    sold = sell(till, "Parsel").sale
    assert [(line.name, line.total) for line in sold.lines] == [("Parsel", 99_000)]


def test_what_is_in_use_is_offered(till: Till) -> None:
    assert till.read(labels).result()["unit"] == ("m", "pcs")
    assert "Kopi Lereng" in till.read(brands).result()


def test_what_was_counted_with_a_product_is_its_stock(till: Till) -> None:
    tracked = msgspec.structs.replace(TEH, tracked=True)
    assert till.write(add_product, tracked, stock_milli=12 * ONE).result().left_milli == 12 * ONE
    till.write(change_product, ProductChange("teh", price=1), stock_milli=0).result()
    assert tile(till, "Teh").is_sold_out
    rows = [VariantRow(("M",), 1, stock_milli=3 * ONE), VariantRow(("L",), 1)]
    till.write(add_product, Product("kaos", "Kaos", 70_000)).result()
    counted, other = till.write(set_variants, "kaos", rows).result()
    assert (counted.left_milli, other.left_milli) == (3 * ONE, None)


def test_a_variant_keeps_the_name_of_its_options(till: Till) -> None:
    kaos(till)
    medium = till.read(catalogue.variants, "kaos").result()[0]
    till.write(change_product, ProductChange(medium.id, name="Lain", price=1)).result()
    assert found(till, "kaos m") == ["Kaos · M · Biru"]


def test_what_lies_in_a_parcel_becomes_neither_parcel_nor_tile(till: Till) -> None:
    till.write(add_product, TEH).result()
    till.write(add_product, Product("p", "Parsel", 1, parts=(Part("teh", ONE),))).result()
    kopi = tile(till, "Kopi").id
    with pytest.raises(LapakError, match="part_of_parcel"):
        till.write(set_variants, "teh", SIZES).result()
    assert refused(till, ProductChange("teh", parts=(Part(kopi, ONE),))) == "part_of_parcel"
    kaos(till)
    assert refused(till, ProductChange("kaos", parts=(Part(kopi, ONE),))) == "parts_not_usable"
    till.write(change_product, ProductChange("p", active=False)).result()
    till.write(set_variants, "teh", (VariantRow(("50 g",), 9_000),)).result()
