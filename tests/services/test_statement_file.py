"""Statements of banks, wallets and merchant apps: what came in, when, by which number."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.reconciliation import StatementRow
from pos_app.services.statement_file import StatementFile, read_statement
from tests.drivers.workbook_files import xlsx

ZONE = "Asia/Jakarta"
TODAY = date(2026, 11, 24)
DAY = date(2026, 11, 22)


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, 22, hour, minute, second, tzinfo=ZoneInfo(ZONE))


def read(folder: Path, content: str | bytes) -> StatementFile:
    path = folder / "mutasi.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_statement(path, ZONE, TODAY)


def refusal(folder: Path, content: str) -> LapakError:
    with pytest.raises(LapakError) as caught:
        read(folder, content)
    return caught.value


MERCHANT_APP = """Laporan Transaksi QRIS;;;;;
Merchant: KOPI GAYO BU SITI;;;;;
;;;;;
No.;Tanggal;Waktu;RRN;Nominal (Rp);Status
1;22/11/2026;10:21:07;632610001234;25.000;Berhasil
2;22/11/2026;10.25;632610001235;18.500;Berhasil
3;22/11/2026;10:30:00;632610001236;99.000;Gagal
4;22/11/2026;11:02:00;632610001237;1.250.000;SUKSES
Total;;;;1.293.500;
"""
ROWS = (
    StatementRow(5, 25_000, at(10, 21, 7), DAY, "632610001234"),
    StatementRow(6, 18_500, at(10, 25), DAY, "632610001235"),
    StatementRow(8, 1_250_000, at(11, 2), DAY, "632610001237"),
)


def test_a_merchant_apps_list_is_read_without_failed_payments_and_sums(tmp_path: Path) -> None:
    assert read(tmp_path, MERCHANT_APP) == StatementFile("mutasi.csv", ROWS, (), left_out=2)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_any_delimiter_and_encoding_is_understood(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    content = MERCHANT_APP.replace(";", delimiter).encode(encoding)
    assert read(tmp_path, content).rows == ROWS


def test_a_workbook_is_read_with_its_own_times_and_amounts(tmp_path: Path) -> None:
    moment = at(10, 21, 7).replace(tzinfo=None)
    book = xlsx(
        [
            ["Transaction Report"],
            ["Transaction ID", "Date Time", "Amount (IDR)", "Transaction Status"],
            ["TRX-1", moment, 25_000, "Success"],
            ["TRX-2", moment.date(), 18_500.0, "Settlement"],
            ["TRX-3", "2026-11-22T04:02:00Z", "Rp 1.250.000", "PAID"],
        ]
    )
    assert read(tmp_path, book).rows == (
        StatementRow(3, 25_000, at(10, 21, 7), DAY, "TRX-1"),
        StatementRow(4, 18_500, None, DAY, "TRX-2"),
        StatementRow(5, 1_250_000, at(11, 2), DAY, "TRX-3"),
    )


def test_a_banks_statement_shows_only_what_came_in(tmp_path: Path) -> None:
    content = (
        "Tanggal,Keterangan,Debet,Kredit,Saldo\n"
        ",SALDO AWAL,,,1000000\n"
        '22/11,QRIS 000001234 KOPI,,"25,000.00","1,025,000.00"\n'
        '22/11,TARIKAN ATM,"500,000.00",,"525,000.00"\n'
        'PEND,QRIS 000001235 KOPI,0.00,"18,500.00","543,500.00"\n'
        '22/11,BIAYA,"2,500.00",0,"541,000.00"\n'
        ",Mutasi Kredit,,43500,\n"
    )
    found = read(tmp_path, content)
    assert found.rows == (
        StatementRow(3, 25_000, None, DAY, "QRIS 000001234 KOPI"),
        StatementRow(5, 18_500, None, None, "QRIS 000001235 KOPI"),
    )
    assert (found.problems, found.left_out) == ((), 4)


@pytest.mark.parametrize(
    ("amount", "kind", "read_as"),
    [
        ("25.000,00 CR", "", 25_000),
        ("25.000,00 K", "", 25_000),
        ("+Rp25.000", "", 25_000),
        ("Rp +25.000", "", 25_000),
        ("IDR 25000", "Kredit", 25_000),
        ("25.000", "CR", 25_000),
        ("25.000", "Payment", 25_000),
        ("25.000,00 DB", "", None),
        ("-25.000", "", None),
        ("-Rp25.000", "", None),
        ("(25.000)", "", None),
        ("25.000", "D", None),
        ("25.000", "Debet", None),
        ("25.000", "Penarikan", None),
        ("0", "", None),
        ("", "", None),
        ("-", "", None),
    ],
)
def test_what_went_out_is_left_out_however_it_is_marked(
    tmp_path: Path, amount: str, kind: str, read_as: int | None
) -> None:
    content = f"tanggal;jumlah;d/k\n22/11/2026;{amount};{kind}\n22/11/2026;7.000;\n"
    found = read(tmp_path, content)
    assert [row.amount for row in found.rows] == [one for one in (read_as, 7_000) if one]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("22/11/2026;dua puluh;x", "amount_not_understood"),
        ("22/11/2026;25K;x", "amount_not_understood"),
        ("22/11/2026;12,5;x", "amount_ambiguous"),
        ("22/11/2026;24.925,50;x", "amount_ambiguous"),
        ("22/11/2026;9999999999999;x", "amount_too_large"),
        ("22/11/2026;5000;x;1", "row_too_long"),
        ('"22/11/2026;5000;x', "quote_not_closed"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_by_its_number(
    tmp_path: Path, line: str, code: str
) -> None:
    found = read(tmp_path, f"tanggal;jumlah;ket\n{line}\n22/11/2026;7.000;y\n")
    assert [(one.line, one.code) for one in found.problems] == [(2, code)]
    assert [row.amount for row in found.rows] == [7_000]


def test_the_amount_that_the_buyer_paid_comes_before_what_the_bank_left_of_it(
    tmp_path: Path,
) -> None:
    content = "tanggal;net amount;gross amount\n22/11/2026;24.825;25.000\n"
    assert [row.amount for row in read(tmp_path, content).rows] == [25_000]


def test_american_dates_are_known_by_the_whole_file(tmp_path: Path) -> None:
    content = "date;amount\n11/02/2026;5000\n11/22/2026;6000\n"
    assert [row.day for row in read(tmp_path, content).rows] == [date(2026, 11, 2), DAY]


def test_a_statement_of_amounts_alone_is_read(tmp_path: Path) -> None:
    content = "nominal;keterangan\n5.000;a\nTotal;5.000\n"
    assert read(tmp_path, content).rows == (StatementRow(2, 5_000, None, None, "a"),)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("tanggal;keterangan\n22/11/2026;a\n", "statement_columns_missing"),
        ("nama,harga\nKopi,1000\n", "statement_columns_missing"),
        ("tanggal;jumlah\n", "statement_without_rows"),
        ("tanggal;jumlah\n22/11/2026;-5000\n", "statement_without_rows"),
        ("", "file_empty"),
        ("<html><table>", "file_is_web_page"),
        ("tanggal;jumlah\n" + "22/11/2026;1\n" * 100_001, "file_has_too_many_rows"),
    ],
)
def test_a_file_that_is_no_statement_is_refused_by_its_kind(
    tmp_path: Path, content: str, code: str
) -> None:
    assert refusal(tmp_path, content).code == code


def test_what_a_file_has_instead_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path, "tanggal;keterangan\n").details == {"found": "tanggal, keterangan"}


@given(st.text('tanggal,jumlah;\n"\t0123456789./-Rp CRDB', max_size=120))
def test_any_text_is_read_or_refused_and_never_breaks(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    try:
        found = read(folder, "tanggal;jumlah\n" + text)
    except LapakError as error:
        assert error.code.startswith(("statement_", "file_"))  # noqa: PT017 either is right
    else:
        assert all(row.amount > 0 for row in found.rows)
