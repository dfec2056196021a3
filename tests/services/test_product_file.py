"""Product files as people have them: what can be read is read, the rest is told by its line."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.services.catalogue import search
from pos_app.services.product_file import ProductFile, read_product_file, sample_products
from pos_app.services.product_import import ImportResult, ProductRow, import_products
from pos_app.services.till import Till

KOPI = ProductRow("Kopi Susu", 18_000, "8991002101234", "Minuman", "gelas", "Kopi Lereng")
CREME = ProductRow("Crème Brûlée “Spesial”", 25_000)
FULL = "nama;harga;barcode;kategori;satuan;merek"


def read(folder: Path, content: bytes | str, encoding: str = "utf-8") -> ProductFile:
    path = folder / "produk.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return read_product_file(path)


def refusal(path: Path) -> LapakError:
    with pytest.raises(LapakError) as caught:
        read_product_file(path)
    return caught.value


def test_the_sample_catalogue_reads_without_a_problem_and_imports(till: Till) -> None:
    found = read_product_file(sample_products())
    assert len(found.rows) >= 120
    assert found.problems == ()
    told = till.write(import_products, found.rows).result()
    assert told == ImportResult(len(found.rows), 0, 0)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_line_end_is_understood(tmp_path: Path, delimiter: str, end: str) -> None:
    lines = (FULL, "Kopi Susu;18.000;8991002101234;Minuman;gelas;Kopi Lereng", "")
    content = end.join(lines).replace(";", delimiter)
    assert read(tmp_path, content) == ProductFile((KOPI,), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_encoding_that_spreadsheets_write_is_understood(tmp_path: Path, encoding: str) -> None:
    content = f"Nama Produk;Harga Jual\n{CREME.name};25000\n"
    assert read(tmp_path, content, encoding) == ProductFile((CREME,), ())


def test_columns_are_known_by_their_names_in_any_order(tmp_path: Path) -> None:
    content = "No,PRICE,Merk,Catatan,Name\n1,Rp 18.000,Kopi Lereng,enak,Kopi\n"
    assert read(tmp_path, content).rows == (ProductRow("Kopi", 18_000, brand="Kopi Lereng"),)


def test_blank_lines_and_missing_cells_are_no_problem(tmp_path: Path) -> None:
    content = f"\n\n{FULL}\n\n;;;;;\nKopi;1000\n   \nTeh;2000;;;;;;;\n"
    assert read(tmp_path, content).rows == (ProductRow("Kopi", 1000), ProductRow("Teh", 2000))


def test_control_characters_are_spaces_that_nobody_sees(tmp_path: Path) -> None:
    padding = "".join(f"Jamu {n},5000,,\n" for n in range(400))  # a NUL at the start is no text
    content = f"nama,harga,kategori,merek\n{padding}Kopi\0Susu\x1b[1m,18000,Mi\x01num,Bu\0Tin\n"
    row = read(tmp_path, content).rows[-1]
    assert (row.name, row.category, row.brand) == ("Kopi Susu [1m", "Mi num", "Bu Tin")


def test_a_million_blank_lines_hold_nobody_up(tmp_path: Path) -> None:
    content = "nama;harga\nKopi;1000\n" + ";;\n" * 1_048_574
    assert [row.name for row in read(tmp_path, content).rows] == ["Kopi"]
    with pytest.raises(LapakError, match="file_has_too_many_rows"):
        read(tmp_path, "nama,harga\nKopi,1000\n" + "\n" * 2_000_000)


def test_a_line_break_within_quotes_is_a_space_and_lines_are_counted_as_editors_do(
    tmp_path: Path,
) -> None:
    content = 'nama,harga\n"Kopi\nSusu",18000\nTeh,murah\n'
    found = read(tmp_path, content)
    assert found.rows == (ProductRow("Kopi Susu", 18_000),)
    assert [(problem.line, problem.code) for problem in found.problems] == [
        (4, "amount_not_understood")
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Teh;murah;;;;", "amount_not_understood"),
        ("Teh;;;;;", "price_missing"),
        ("Teh;-500;;;;", "amount_not_understood"),
        ("Teh;12,5;;;;", "amount_ambiguous"),
        ("Teh;12.50;;;;", "amount_ambiguous"),
        ("Teh;5000;;;;;900", "row_too_long"),
        ("Teh;5000;8,99123E+12;;;", "barcode_ruined"),
        ("Teh;5000;8.99E+12;;;", "barcode_ruined"),
        ("Teh;5000;9e+12;;;", "barcode_ruined"),
        ('"Teh;5000;;;;', "quote_not_closed"),
        ('"Teh" manis;5000;;;;', "quote_not_closed"),
        ("Teh;9999999999999;;;;", "amount_too_large"),
        (";5000;;;;", "product_name_missing"),
        (f"{'x' * 121};5000;;;;", "product_name_too_long"),
        (f"Teh;5000;;{'x' * 61};;", "product_label_too_long"),
        (f"Teh;5000;{'9' * 65};;;", "barcode_not_usable"),
    ],
)
def test_a_line_that_cannot_be_is_told_and_the_others_are_read(
    tmp_path: Path, line: str, code: str
) -> None:
    found = read(tmp_path, f"{FULL}\nKopi;1000\n{line}\nTeh;2000\n")
    assert [row.name for row in found.rows] == ["Kopi", "Teh"]
    assert [(problem.line, problem.code) for problem in found.problems] == [(3, code)]


def test_a_barcode_that_stands_twice_is_told_with_both_lines(tmp_path: Path) -> None:
    found = read(tmp_path, "nama,harga,kode\nA,1,012345678905\nB,2,77\nC,3,0012345678905\n")
    assert [row.name for row in found.rows] == ["A", "B"]
    [problem] = found.problems
    assert (problem.line, problem.code) == (4, "barcode_twice")
    assert problem.details == {"barcode": "0012345678905", "line": 2}


@pytest.mark.parametrize("code", ["12E3", "E+12", "KOPI-8E+12", "1E12"])
def test_a_code_of_letters_and_digits_is_no_number_that_a_spreadsheet_spoilt(
    tmp_path: Path, code: str
) -> None:
    assert read(tmp_path, f"nama,harga,kode\nA,1,{code}\n").rows[0].barcode == code


@pytest.mark.parametrize(
    ("price", "amount"),
    [
        ("150.000", 150_000),
        ("150,000", 150_000),
        ("12500.00", 12_500),
        ("12.500,00", 12_500),
        ("Rp 12.500", 12_500),
        ("Rp\xa012.500,00", 12_500),
        ("IDR 12,500.00", 12_500),
        ("0", 0),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_price_is_read_in_every_clear_spelling(
    tmp_path: Path, price: str, amount: int, delimiter: str
) -> None:
    found = read(tmp_path, f'nama{delimiter}harga\nKopi{delimiter}"{price}"\n')
    assert found.rows == (ProductRow("Kopi", amount),)


def test_a_price_with_a_comma_and_no_quotes_is_told_and_never_cut(tmp_path: Path) -> None:
    found = read(tmp_path, "nama,harga,barcode\nKopi,12,500,899\nTeh,5000,77\n")
    assert [(row.name, row.price) for row in found.rows] == [("Teh", 5000)]
    assert found.problems[0].details == {"found": 4, "columns": 3}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("nama,harga", "Kopi,12,500"),
        ("nama,harga", "Kopi,1,250,000"),
        ("nama,harga", "Kopi,Rp 12,500"),
        ("nama,harga,barcode", "Kopi,12,500,"),
        ("nama,harga,barcode", "Kopi,12,500"),
        ("nama,harga,barcode", "Kopi,12500,00"),
        ("nama,harga,stok", "Kopi,12,500.00"),
        ("nama,harga,stok,kategori", "Kopi,IDR 12,500"),
        ("nama,harga,stok,kategori", "Kopi,1,250,000"),
    ],
)
def test_a_price_that_its_comma_may_have_cut_in_two_is_told(
    tmp_path: Path, header: str, row: str
) -> None:
    found = read(tmp_path, f"{header}\nTeh,4000\n{row}\n")
    assert found.rows == (ProductRow("Teh", 4000),)
    [problem] = found.problems
    assert problem.line == 3
    assert problem.code in {"row_too_long", "price_cut_in_two"}


@pytest.mark.parametrize(
    "content",
    [
        "nama,harga,barcode\nPermen,500,1234\n",
        "nama,harga,stok\nPermen,500,10\n",
        "nama;harga;barcode\nPermen;500;100\n",
        'nama,barcode,harga\nPermen,100,500\n"Permen, besar",100000,"1,500"\n',
    ],
)
def test_a_small_price_beside_another_number_is_read(tmp_path: Path, content: str) -> None:
    found = read(tmp_path, content)
    assert found.rows[0].price == 500
    assert found.problems == ()


@given(st.integers(0, MAX_AMOUNT), st.sampled_from(",;\t"), st.sampled_from(["", "K-1", "99"]))
def test_no_price_of_a_file_ever_becomes_another_one(
    tmp_path_factory: pytest.TempPathFactory, amount: int, delimiter: str, barcode: str
) -> None:
    columns = ["nama", "harga", *(["catatan", "kategori"] if barcode else [])]
    dots = f"{amount:,}".replace(",", ".")
    spellings = (str(amount), f"{amount:,}", dots, f"{dots},00", f"{amount:,}.00", f"{amount}.00")
    lines = [
        delimiter.join([f"Barang {number}", price, *filter(None, [barcode])])
        for number, price in enumerate(spellings)
    ]
    content = "\n".join([delimiter.join(columns), *lines])
    found = read(tmp_path_factory.getbasetemp(), content)
    assert {row.price for row in found.rows} == {amount}
    assert len(found.rows) + len(found.problems) == len(spellings)


@pytest.mark.parametrize(
    ("header", "barcode"),
    [
        ("kode,barcode,nama,harga", "B"),
        ("sku,nama,harga,EAN", "D"),
        ("kode,gtin,nama,harga", "B"),
        ("ean,barcode,nama,harga", "A"),
        ("sku,kode,nama,harga", "A"),
    ],
)
def test_a_barcode_column_comes_before_one_of_codes_and_else_the_leftmost_counts(
    tmp_path: Path, header: str, barcode: str
) -> None:
    cells = dict(zip(header.split(","), "ABCD", strict=True)) | {"nama": "Kopi", "harga": "5000"}
    content = f"{header}\n{','.join(cells.values())}\n"
    assert read(tmp_path, content).rows == (ProductRow("Kopi", 5000, barcode),)


def test_the_selling_price_comes_before_another_price(tmp_path: Path) -> None:
    content = "nama,harga,harga jual\nKopi,4000,5000\n"
    assert read(tmp_path, content).rows == (ProductRow("Kopi", 5000),)


@pytest.mark.parametrize(
    "header",
    [
        "Nama*;Harga (Rp)",
        "NAMA PRODUK :;Harga Jual (IDR) *",
        "nama_produk;harga_jual",
        '"Nama\n(wajib)";"Harga\n(Rp)"',
    ],
)
def test_marks_and_remarks_in_a_header_are_passed_over(tmp_path: Path, header: str) -> None:
    assert read(tmp_path, f"{header}\nKopi;1000\n").rows == (ProductRow("Kopi", 1000),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "above",
    [
        ["sep={}"],
        ["Daftar produk Kopi Lereng{}{}", "Per 21 November 2026, harga eceran", ""],
        ["sep={}", "Daftar harga", "Toko: Kopi Lereng; Semarang", "", "", "No.{}1"],
    ],
)
def test_what_stands_above_the_header_is_passed_over(
    tmp_path: Path, above: list[str], delimiter: str, end: str
) -> None:
    lines = [line.replace("{}", delimiter) for line in above]
    rows = [f"nama{delimiter}harga", f"Kopi{delimiter}1000", f"Teh{delimiter}murah"]
    found = read(tmp_path, end.join([*lines, *rows]))
    assert found.rows == (ProductRow("Kopi", 1000),)
    assert [problem.line for problem in found.problems] == [len(lines) + 3]


def test_a_header_too_far_down_is_not_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "produk.csv"
    path.write_text("Catatan\n" * 50 + "nama;harga\nKopi;1000\n", encoding="utf-8")
    assert refusal(path).code == "columns_missing"


def test_a_quote_that_is_not_closed_costs_its_own_line_only(tmp_path: Path) -> None:
    content = 'nama,harga\n"Kopi,1000\nTeh,2000\n"Susu, sapi",3000\n"Jamu\nGendong",4000\n'
    found = read(tmp_path, content)
    assert found.rows == (
        ProductRow("Teh", 2000),
        ProductRow("Susu, sapi", 3000),
        ProductRow("Jamu Gendong", 4000),
    )
    assert [(one.line, one.code) for one in found.problems] == [(2, "quote_not_closed")]


def test_very_many_loose_quotes_are_told_one_by_one(tmp_path: Path) -> None:
    found = read(tmp_path, "nama,harga\n" + '"Kopi,1000\n' + '"Kopi, susu,1000\n"' * 20_000)
    assert {one.code for one in found.problems} == {"quote_not_closed"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kopi;5000;;;;", "kopi;6000;;;;"),
        ("Kopi;5000;;;;", "Kopi;5000;;;;"),
        ("Kopi;5000;899;;;", "Kopi;6000;;;;"),
        ("Kopi;5000;;;;", "Kopi;6000;899;;;"),
        ("Kopi;5000;;;;Bu Tini", "KOPI;6000;;;;bu  tini"),
    ],
)
def test_a_product_that_stands_twice_is_told_with_both_lines(
    tmp_path: Path, first: str, second: str
) -> None:
    found = read(tmp_path, f"{FULL}\n{first}\nTeh;1000;;;;\n{second}\n")
    assert [(row.name, row.price) for row in found.rows] == [("Kopi", 5000), ("Teh", 1000)]
    [problem] = found.problems
    assert (problem.line, problem.code) == (4, "product_twice")
    assert problem.details["line"] == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kopi;5000;899;;;", "Kopi;6000;900;;;"),
        ("Kopi;5000;;;;Bu Tini", "Kopi;6000;;;;Bu Sri"),
        ("Kopi;gratis;;;;", "Kopi;6000;;;;"),
    ],
)
def test_one_name_of_two_products_is_no_problem(tmp_path: Path, first: str, second: str) -> None:
    found = read(tmp_path, f"{FULL}\n{first}\n{second}\n")
    assert found.rows[-1].price == 6000
    assert "product_twice" not in {problem.code for problem in found.problems}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b" \r\n\t\n", "file_empty"),
        (b"\xef\xbb\xbf", "columns_missing"),
        (b"nama,harga\n", "file_has_no_rows"),
        (b"nama;harga\n\n;\n", "file_has_no_rows"),
        (b"produk yang kami jual\nKopi\n", "columns_missing"),
        (b"nama,stok\nKopi,3\n", "columns_missing"),
        (b"harga\n3\n", "columns_missing"),
        (b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)) * 40, "file_not_text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(3000), "file_not_text"),
        ("nama,harga\nKopi,1\n".encode("utf-16-le"), "file_not_text"),
        (b"\xff\xfen", "file_not_text"),
        (b"nama,harga\nKopi\x81,1\n", "file_not_text"),
        (b'nama,harga\n"' + b"x" * 200_000, "file_not_text"),
        (b"nama,harga\n" + b"x" * 200_000, "file_not_text"),
    ],
)
def test_a_file_that_is_no_product_list_is_refused_by_its_kind(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "produk.csv"
    path.write_bytes(content)
    error = refusal(path)
    assert error.code == code
    if code in {"file_empty", "file_not_text"}:
        assert error.details["name"] == "produk.csv"


def test_missing_columns_are_named(tmp_path: Path) -> None:
    path = tmp_path / "produk.csv"
    path.write_text("kode,stok\n1,2\n", encoding="utf-8")
    assert refusal(path).details == {"missing": "name, price", "found": "kode, stok"}


def test_a_huge_file_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "produk.csv"
    with path.open("wb") as file:
        file.write(b"nama,harga\n")
        file.truncate(100 * 1024 * 1024)
    assert refusal(path).code == "file_too_large"


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "produk.csv"
    path.write_bytes(b"nama,harga\n" + b"Kopi,1\n" * 100_001)
    assert refusal(path).code == "file_has_too_many_rows"


@pytest.mark.parametrize("name", ["", "missing.csv", "pipe"])
def test_what_is_no_file_cannot_be_read(tmp_path: Path, name: str) -> None:
    if name == "pipe":
        os.mkfifo(tmp_path / name)
    error = refusal(tmp_path / name)
    assert error.code == "file_not_readable"
    assert error.details["name"] == (tmp_path / name).name


@given(st.binary(max_size=300) | st.text('nama,harga;\n"\tK1.', max_size=80).map(str.encode))
def test_any_bytes_are_read_or_refused_and_never_break(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "anything.csv"
    path.write_bytes(content)
    try:
        found = read_product_file(path)
    except LapakError as error:
        assert error.code.startswith(("file_", "columns_"))  # noqa: PT017 either is right
    else:
        assert found.rows or found.problems


def test_variants_and_stock_are_read_and_brought_in_once(till: Till, tmp_path: Path) -> None:
    file = tmp_path / "kaos.csv"
    file.write_text(
        "nama;varian;harga;stok;stok minimum;kategori\n"
        "Kaos;M / Biru;75000;5;2;Batik\nKaos;L / Biru;80000;0;;Batik\nPulpen;;5000;12;;Alat\n",
        encoding="utf-8",
    )
    rows = read_product_file(file).rows
    assert (rows[0].name, rows[0].group, rows[0].options) == (
        "Kaos · M · Biru",
        "Kaos",
        ("M", "Biru"),
    )
    for _ in range(2):
        till.write(import_products, rows).result()
    found = {one.name: one for one in till.read(search, "kaos").result()}
    assert (found["Kaos"].variants, found["Kaos"].from_price) == (2, 75_000)
    assert (found["Kaos · M · Biru"].left_milli, found["Kaos · M · Biru"].low_milli) == (5000, 2000)
    assert found["Kaos · L · Biru"].is_sold_out
    assert till.read(search, "pulpen").result()[0].left_milli == 12_000


@pytest.mark.parametrize(
    ("stock", "unit", "qty_milli"),
    [("1.000", "pcs", 1_000_000), ("1,500", "kg", 1_500), ("1,5", "kg", 1_500)],
)
def test_a_thousand_in_stock_is_no_single_one(
    tmp_path: Path, stock: str, unit: str, qty_milli: int
) -> None:
    found = read(tmp_path, f"nama;harga;stok;satuan\nGula;9000;{stock};{unit}\n")
    assert [row.stock_milli for row in found.rows] == [qty_milli]


@pytest.mark.parametrize(
    "cells", ["1.500;kg;", "1,000;pcs;", "1.000;;", "1,000;;", "1;pcs;1.500 x Gula"]
)
def test_what_may_be_one_or_a_thousand_keeps_its_line_out(tmp_path: Path, cells: str) -> None:
    found = read(tmp_path, f"nama;harga;stok;satuan;isi parsel\nParsel;9000;{cells}\n")
    assert [problem.code for problem in found.problems] == ["quantity_ambiguous"]


@pytest.mark.parametrize("stock", ["-1", "banyak", "1,5", "100000"])
def test_a_stock_that_cannot_be_keeps_its_line_out(tmp_path: Path, stock: str) -> None:
    file = tmp_path / "stok.csv"
    file.write_text(f"nama;harga;stok\nPulpen;5000;{stock}\n", encoding="utf-8")
    read = read_product_file(file)
    assert (len(read.rows), len(read.problems)) == (0, 1)
