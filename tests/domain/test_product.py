"""Products: changes that merge, barcodes that compare, names that are found."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.ean import has_gtin_check_digit
from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.product import (
    MAX_BARCODE,
    MAX_NAME,
    Product,
    ProductChange,
    apply_change,
    change_between,
    checked,
    fold,
    normalise_barcode,
)
from tests.domain.strategies import products, texts

KOPI = Product(id="p1", name="Kopi Temanggung 200 g", price=45_000)
same_product = products(st.just("p1"))


@given(st.none() | same_product, same_product)
def test_a_change_turns_the_state_before_into_the_state_after(
    before: Product | None, after: Product
) -> None:
    change = change_between(before, after)
    assert (change is None) == (before == after)
    if change is not None:
        assert apply_change(before, change) == after


@given(st.none() | same_product, same_product)
def test_a_change_means_the_same_after_its_travel(before: Product | None, after: Product) -> None:
    change = change_between(before, after)
    if change is not None:
        travelled = msgspec.json.decode(msgspec.json.encode(change), type=ProductChange)
        assert travelled == change
        assert apply_change(before, travelled) == after


def test_only_the_fields_that_were_set_travel() -> None:
    dearer = msgspec.structs.replace(KOPI, price=50_000)
    assert msgspec.json.encode(change_between(KOPI, dearer)) == b'{"id":"p1","price":50000}'


@given(same_product)
def test_changes_of_different_fields_both_win_in_any_order(before: Product) -> None:
    price = ProductChange(id="p1", price=before.price + 1)
    name = ProductChange(id="p1", name=before.name + "!")
    one_way = apply_change(apply_change(before, price), name)
    assert one_way == apply_change(apply_change(before, name), price)
    assert (one_way.price, one_way.name) == (before.price + 1, before.name + "!")


def test_a_change_of_an_unknown_product_makes_a_bare_one() -> None:
    assert apply_change(None, ProductChange(id="new")) == Product(id="new", name="", price=0)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": ""}, "product_name_missing"),
        ({"name": " \t "}, "product_name_missing"),
        ({"name": "x" * (MAX_NAME + 1)}, "product_name_too_long"),
        ({"price": -1}, "price_out_of_range"),
        ({"price": MAX_AMOUNT + 1}, "price_out_of_range"),
        ({"barcodes": ("",)}, "barcode_not_usable"),
        ({"barcodes": ("8991", " 8992")}, "barcode_not_usable"),
        ({"barcodes": ("x" * (MAX_BARCODE + 1),)}, "barcode_not_usable"),
    ],
)
def test_a_product_that_cannot_be_sold_says_why(wrong: dict[str, object], code: str) -> None:
    with pytest.raises(LapakError) as caught:
        checked(msgspec.structs.replace(KOPI, **wrong))
    assert caught.value.code == code


def test_a_product_may_be_free_and_have_any_usable_barcode() -> None:
    fine = msgspec.structs.replace(KOPI, price=0, barcodes=("8991234567891", "KOPI-01"))
    assert checked(fine) is fine


@given(texts)
def test_a_normalised_barcode_stays_as_it_is(text: str) -> None:
    try:
        code = normalise_barcode(text)
    except LapakError as error:
        assert error.code == "barcode_not_usable"  # noqa: PT017 - junk may be refused
    else:
        assert normalise_barcode(code) == code
        assert 0 < len(code) <= MAX_BARCODE
        assert code.isprintable()


@pytest.mark.parametrize(
    ("scanned", "stored"),
    [
        ("8991234567891\r\n", "8991234567891"),
        ("\x02KOPI-01\x03", "KOPI-01"),
        ("  B 12 ", "B 12"),
        ("036000291452", "0036000291452"),
        ("036000291453", "036000291453"),
        ("03600029145٢", "03600029145٢"),
        ("0036000291452", "0036000291452"),
    ],
)
def test_a_scanned_code_compares_equal_however_the_scanner_sends_it(
    scanned: str, stored: str
) -> None:
    assert normalise_barcode(scanned) == stored


@pytest.mark.parametrize("junk", ["", "  ", "\r\n", "\x00\x01", "x" * (MAX_BARCODE + 1)])
def test_a_code_without_anything_printable_or_too_long_is_refused(junk: str) -> None:
    with pytest.raises(LapakError) as caught:
        normalise_barcode(junk)
    assert caught.value.code == "barcode_not_usable"
    assert len(caught.value.details["barcode"]) <= MAX_BARCODE


@pytest.mark.parametrize("good", ["4006381333931", "036000291452", "73513537", "8991002101104"])
def test_the_gs1_check_digit_is_known(good: str) -> None:
    assert has_gtin_check_digit(good)


@given(
    st.from_regex(r"[0-9]{7,12}", fullmatch=True),
    st.integers(min_value=0),
    st.integers(min_value=1, max_value=9),
)
def test_a_single_wrong_digit_is_noticed(digits: str, place: int, off: int) -> None:
    [good] = [digits + last for last in "0123456789" if has_gtin_check_digit(digits + last)]
    place %= len(good)
    wrong = str((int(good[place]) + off) % 10)
    assert not has_gtin_check_digit(good[:place] + wrong + good[place + 1 :])


@given(texts)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Kopi   LUWAK ", "kopi luwak"),
        ("Café Crème", "cafe creme"),
        ("Ｋｏｐｉ", "kopi"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_names_are_found_without_case_accents_and_extra_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded
