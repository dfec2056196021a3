"""Products as a file: what is written reads back to the same products."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.product import Part, Product, ProductChange, fold
from pos_app.domain.quantity import ONE
from pos_app.domain.stock import MoveKind
from pos_app.domain.words import one_line
from pos_app.services import booth
from pos_app.services.product_cells import NamedPart, listed, unlisted
from pos_app.services.product_editing import (
    VariantRow,
    add_product,
    change_product,
    set_variants,
)
from pos_app.services.product_export import (
    PORTION,
    Catalogue,
    as_csv,
    as_xlsx,
    catalogue,
    portion,
    rows,
)
from pos_app.services.product_file import read_product_file
from pos_app.services.product_import import ProductRow, import_products
from pos_app.services.stock import MoveRow, NewMove, move_stock
from pos_app.services.till import Till
from pos_app.spreadsheets.formulas import guarded, unguarded
from tests.drivers.tills import make_till

FORMS = {"csv": as_csv, "xlsx": as_xlsx}


def bare(folder: Path) -> Till:
    till = make_till(folder)
    till.write(booth.create_booth, till.install, "Batik Polokarto", "A12").result()
    return till


def everything(till: Till) -> Catalogue:
    portions = [till.read(portion).result()]
    while (after := portions[-1].after) is not None:
        portions.append(till.read(portion, after).result())
    return catalogue(portions)


def written(till: Till, file: Path, language: str = "id") -> Path:
    found = everything(till)
    file.write_bytes(FORMS[file.suffix[1:]](rows(found, language)))
    return file


def brought_in(till: Till, file: Path) -> None:
    read = read_product_file(file)
    assert read.problems == ()
    till.write(import_products, read.rows).result()


def told(found: Catalogue) -> set[tuple[Any, ...]]:
    """All of the products but their ids."""
    names = {one.id: one.name for one in found.products}
    return {
        (
            *(one.name, one.price, one.barcodes, one.category, one.unit, one.brand, one.active),
            *(names.get(one.variant_of, ""), one.options, one.tracked, one.low_milli),
            tuple((names[part.product_id], part.qty_milli) for part in one.parts),
            found.in_stock.get(one.id, 0),
        )
        for one in found.products
    }


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Till]:
    """Variants, one of them sold no more, a parcel, stock, and names that are trouble."""
    till = bare(tmp_path / "one")
    add = [
        Product("kopi", "Kopi; Susu, 1/2 kg", 18_000, ("0123", "=A1", "4,5"), "Minuman", "gelas"),
        Product("kain", "Kain", 78_000, unit="m", brand="Bu Tini", tracked=True, low_milli=2_500),
        Product("lain", "Kain", 60_000, unit="m", brand="Bu Sri"),
        Product("kaos", "Kaos", 75_000, category="-Batik", tracked=True),
        Product("jahat", "=HYPERLINK(A1)", 1, brand="'@x"),
        Product("habis", "Dulu", 5_000),
    ]
    for one in add:
        till.write(add_product, one).result()
    sizes = [VariantRow(("M", "1/2 panjang"), 75_000, "77"), VariantRow(('12"', "Biru"), 80_000)]
    both = till.write(set_variants, "kaos", sizes).result()
    till.write(change_product, ProductChange(both[1].id, active=False)).result()
    parts = (Part("kain", 1_500), Part("kopi", 2 * ONE), Part(both[0].id, ONE))
    till.write(add_product, Product("parsel", "A Parsel", 150_000, parts=parts)).result()
    till.write(change_product, ProductChange("habis", active=False)).result()
    stock = (MoveRow("kain", 12_250), MoveRow(both[0].id, 7 * ONE))
    till.write(move_stock, NewMove("m", MoveKind.RECEIVE, stock)).result()
    yield till
    till.close()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_reads_back_to_the_same_products(
    full: Till, tmp_path: Path, form: str, language: str
) -> None:
    other = bare(tmp_path / "other")
    try:
        brought_in(other, written(full, tmp_path / f"produk.{form}", language))
        assert told(everything(other)) == told(everything(full))
    finally:
        other.close()


def test_a_file_that_comes_back_changes_nothing(full: Till, tmp_path: Path) -> None:
    before = told(everything(full))
    read = read_product_file(written(full, tmp_path / "produk.csv"))
    result = full.write(import_products, read.rows).result()
    assert (result.added, result.changed) == (0, 0)
    assert told(everything(full)) == before


def test_thousands_are_read_in_portions_and_stand_by_name(till: Till) -> None:
    many = [ProductRow(f"Barang {number:04}", 1_000) for number in range(2 * PORTION)]
    till.write(import_products, many[::-1]).result()
    assert len(till.read(portion).result().products) == PORTION
    names = [one.name for one in everything(till).products]
    assert len(names) == 2 * PORTION + 5
    assert names == sorted(names, key=fold)


def test_no_cell_is_a_formula(full: Till, tmp_path: Path) -> None:
    text = written(full, tmp_path / "produk.csv").read_text("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(text), delimiter=";") for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "'=HYPERLINK(A1)" in cells
    assert "''@x" in cells


_LETTERS = st.text(st.sampled_from("aB1 é=+-@'\"/·|;,x×().#·\t"), max_size=12)
_WORDS = (_LETTERS | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)).map(one_line)
_NAMES = _WORDS.filter(bool)


@given(st.lists(_NAMES, max_size=4), st.sampled_from([(",", ", "), ("/·|;", " · "), (";", "; ")]))
def test_several_values_of_a_cell_read_back(values: list[str], between: tuple[str, str]) -> None:
    separators, joined = between
    assert unlisted(listed(values, joined, separators), separators) == tuple(values)


@given(_WORDS, st.booleans())
def test_a_guarded_text_reads_back(text: str, is_text: bool) -> None:
    assert unguarded(guarded(text, is_text=is_text)) == text
    assert guarded(text)[:1] not in set("=+-@")


@st.composite
def _catalogues(draw: st.DrawFn) -> list[tuple[Product, tuple[VariantRow, ...]]]:
    """Products with their variants; parts lie in the last ones."""
    names = draw(st.lists(_NAMES, min_size=1, max_size=5, unique_by=fold))
    codes = iter(draw(st.lists(_NAMES, min_size=20, max_size=20, unique_by=fold)))
    made: list[tuple[Product, tuple[VariantRow, ...]]] = []
    single: list[str] = []
    for place, name in enumerate(names):
        parts = draw(st.lists(st.sampled_from(single), max_size=2, unique=True)) if single else []
        options = draw(st.lists(st.lists(_NAMES, min_size=1, max_size=2), max_size=2))
        product = Product(
            str(place),
            name,
            draw(st.integers(0, 9_999_999)),
            tuple(next(codes) for _ in range(draw(st.integers(0, 2)))),
            draw(_WORDS),
            "pcs" if parts else draw(st.sampled_from(["pcs", "kg"])),
            draw(_WORDS),
            tracked=draw(st.booleans()),
            low_milli=draw(st.integers(0, 5)) * ONE,
            parts=tuple(Part(one, draw(st.integers(1, 9)) * ONE) for one in parts),
        )
        variants = () if parts else tuple(VariantRow(tuple(one), 5) for one in options)
        if not parts and not variants:
            single.append(product.id)
        made.append((product, variants))
    return made


@settings(max_examples=25)
@given(_catalogues(), st.sampled_from(sorted(FORMS)))
def test_any_catalogue_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    made: list[tuple[Product, tuple[VariantRow, ...]]],
    form: str,
) -> None:
    folder = tmp_path_factory.mktemp("catalogue")
    one, other = bare(folder / "one"), bare(folder / "other")
    try:
        for product, variants in made:
            try:
                one.write(add_product, product).result()
                if variants:
                    one.write(set_variants, product.id, variants).result()
            except LapakError as error:
                assume(error.code not in {"variant_twice", "product_name_too_long"})
                raise
        found = everything(one)
        assume(len({fold(each.name) for each in found.products}) == len(found.products))
        brought_in(other, written(one, folder / f"produk.{form}"))
        assert told(everything(other)) == told(found)
    finally:
        one.close()
        other.close()


def test_a_part_that_nobody_knows_stops_the_whole_file(till: Till, tmp_path: Path) -> None:
    file = tmp_path / "parsel.csv"
    file.write_text("nama;harga;isi paket\nParsel;9000;2 x Madu; \nTeh;5000;\n", encoding="utf-8")
    read = read_product_file(file)
    with pytest.raises(LapakError) as caught:
        till.write(import_products, read.rows).result()
    assert caught.value.code == "part_unknown"
    assert caught.value.details == {"name": "Parsel", "part": "Madu"}


@pytest.mark.parametrize("lying", ["Parsel", "Kaos"])
def test_neither_a_parcel_nor_a_tile_lies_in_a_parcel(till: Till, lying: str) -> None:
    given = (
        ProductRow("Kaos · M", 1, group="Kaos", options=("M",)),
        ProductRow("Parsel", 1, parts=(NamedPart("Kopi Susu Gula Aren", ONE),)),
        ProductRow("Besar", 2, parts=(NamedPart(lying, ONE),)),
    )
    with pytest.raises(LapakError, match="parts_not_usable"):
        till.write(import_products, given).result()
