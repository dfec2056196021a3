"""The sample expo: products, booths and dates that a till and a server can be tried with."""

import csv
import re
import tomllib
from datetime import date
from zoneinfo import ZoneInfo

import resources

IN_STORE_EAN_13 = "2[0-9]{12}"  # GS1 prefixes 20-29
LONGEST_NAME = 40
CATEGORIES = {"Batik", "Fesyen", "Kriya", "Makanan", "Minuman", "Herbal", "Parsel"}
UNITS = {"pcs", "m", "kg", "botol", "pak"}


def rows(file_name: str, header: str) -> list[dict[str, str]]:
    """The rows of a sample table, after checking its header and that no field hangs over."""
    with resources.path("samples", file_name).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        found = list(reader)
    assert reader.fieldnames == header.split(",")
    assert all(None not in row and None not in row.values() for row in found)
    return found


def products() -> list[dict[str, str]]:
    return rows("products.csv", "name,price,barcode,category,unit,brand")


def booths() -> list[dict[str, str]]:
    return rows("booths.csv", "code,name,owner,regency,cluster,brand")


def check_digit(first_twelve: str) -> str:
    """Thirteenth digit of an EAN-13 (GS1 General Specifications, 7.9)."""
    weighted = sum(int(digit) * (1, 3)[i % 2] for i, digit in enumerate(first_twelve))
    return str(-weighted % 10)


def test_the_check_digit_agrees_with_a_known_barcode() -> None:
    assert check_digit("400638133393") == "1"


def test_there_are_enough_products_of_enough_makers() -> None:
    assert len(products()) >= 130
    assert len({product["brand"] for product in products()}) >= 12


def test_product_names_are_unique_tidy_and_fit_a_tile() -> None:
    names = [product["name"] for product in products()]
    assert len(set(names)) == len(names)
    assert [n for n in names if not 3 <= len(n) <= LONGEST_NAME or n != " ".join(n.split())] == []


def test_product_names_can_be_printed_by_any_printer() -> None:
    assert [p["name"] for p in products() if not p["name"].isascii()] == []


def test_prices_are_whole_positive_rupiah_that_can_be_paid_in_cash() -> None:
    prices = [product["price"] for product in products()]
    assert all(price.isascii() and price.isdigit() for price in prices)
    assert all(int(price) > 0 and int(price) % 100 == 0 for price in prices)


def test_barcodes_are_unique_in_store_ean_13() -> None:
    codes = [product["barcode"] for product in products() if product["barcode"]]
    assert len(set(codes)) == len(codes)
    for code in codes:
        assert re.fullmatch(IN_STORE_EAN_13, code), code
        assert code[-1] == check_digit(code[:-1]), code


def test_a_few_products_have_no_barcode() -> None:
    without = [product for product in products() if not product["barcode"]]
    assert 0 < len(without) < len(products()) / 5


def test_every_category_and_unit_is_used_and_most_goods_are_counted() -> None:
    assert {product["category"] for product in products()} == CATEGORIES
    units = [product["unit"] for product in products()]
    assert set(units) == UNITS
    assert units.count("pcs") > len(units) / 2


def test_booths_have_unique_codes_and_every_field() -> None:
    codes = [booth["code"] for booth in booths()]
    assert len(codes) >= 12
    assert len(set(codes)) == len(codes)
    assert all(value.strip() for booth in booths() for value in booth.values())


def test_the_first_booth_sells_every_brand_and_each_other_one_of_its_own() -> None:
    first, *others = booths()
    assert (first["code"], first["name"], first["brand"]) == ("A01", "Galeri UMKM Jateng", "*")
    brands = [booth["brand"] for booth in others]
    assert len(set(brands)) == len(brands)
    assert set(brands) == {product["brand"] for product in products()}


def test_the_expo_lasts_three_days_in_a_known_zone() -> None:
    expo = tomllib.loads(resources.path("samples", "expo.toml").read_text(encoding="utf-8"))
    assert set(expo) == {"name", "city", "venue", "zone", "first_day", "last_day"}
    assert (expo["name"], expo["city"]) == ("Kabupaten Semarang Expo 2026", "Ungaran")
    assert (expo["first_day"], expo["last_day"]) == (date(2026, 11, 20), date(2026, 11, 22))
    assert ZoneInfo(expo["zone"]).key == "Asia/Jakarta"
