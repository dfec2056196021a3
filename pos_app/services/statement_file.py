"""Reading the statement of a bank, a wallet or a QRIS merchant app: money that came in."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.money import parse_rupiah
from pos_app.domain.product import fold
from pos_app.domain.reconciliation import StatementRow
from pos_app.domain.words import one_line
from pos_app.domain.written_moments import is_month_first, read_moment
from pos_app.services.table_reading import read_tables
from pos_app.spreadsheets.sheets import MAX_ROWS, Header, RowProblem, find_header


def _meanings(*names: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(some.split(" | ")) for some in names)


_COLUMNS = {
    "credit": _meanings("kredit | credit | cr | masuk | uang masuk | dana masuk | pemasukan"),
    "debit": _meanings("debit | debet | db | keluar | uang keluar | dana keluar | pengeluaran"),
    "amount": _meanings(
        "jumlah transaksi | nominal transaksi | nilai transaksi | transaction amount | gross"
        " | gross amount | jumlah kotor | nominal kotor",
        "jumlah | nominal | amount | nilai | jumlah rp | nominal rp | amount idr"
        " | jumlah pembayaran | total pembayaran | payment amount | mutasi",
        "total | total amount | net | net amount | jumlah bersih | nominal bersih",
    ),
    "day": _meanings(
        "tanggal transaksi | waktu transaksi | tgl transaksi | transaction date | transaction time"
        " | tanggal & waktu | tanggal dan waktu | tanggal waktu | tanggal/waktu | tanggal / waktu"
        " | date & time | date/time | datetime | date time",
        "tanggal | tgl | date | tanggal bayar | tanggal pembayaran | payment date",
        "created at | paid at | dibuat | posting date | tanggal posting | waktu | time",
    ),
    "clock": _meanings(
        "jam | pukul | waktu | time | jam transaksi", "waktu transaksi | transaction time"
    ),
    "reference": _meanings(
        "rrn | retrieval reference number | no rrn | nomor rrn",
        "no referensi | nomor referensi | referensi | no ref | reference | reference number"
        " | reference no | ref | ref no | reff | no reff | ref id | reference id",
        "id transaksi | transaction id | no transaksi | nomor transaksi | order id | id pesanan"
        " | id pembayaran | payment id | kode transaksi | invoice",
    ),
    "words": _meanings(
        "keterangan | deskripsi | description | uraian | berita | remark | remarks | ket"
        " | catatan | note | notes | detail | details | uraian transaksi | narasi"
    ),
    "status": _meanings("status | status transaksi | transaction status | status pembayaran"),
    "kind": _meanings(
        "d/k | db/cr | cr/db | dk | k/d | d/c | c/d | debit/kredit | debet/kredit",
        "tipe | type | jenis | jenis transaksi | tipe transaksi | transaction type",
    ),
}
_FAILED = (
    *("gagal", "fail", "batal", "cancel", "void", "expire", "kedaluwarsa", "kadaluarsa", "ditolak"),
    *("reject", "declin", "tolak", "pending", "menunggu", "tertunda", "diproses", "processing"),
    *("refund", "revers", "dikembalikan", "belum"),
)
"""Beginnings of words for a payment that has not come in."""

_OUT = (
    *("d", "db", "debit", "debet", "keluar", "withdraw", "withdrawal", "penarikan", "refund"),
    *("pencairan", "payout", "biaya", "fee", "transfer keluar", "pengembalian dana"),
)
_MOST_WORDS = 120
_SUMS = ("total", "subtotal", "sub total", "grand total", "jumlah", "saldo", "balance", "mutasi")
"""How a row begins that adds others up."""

# Compiled at the first use: a till starts without.
_SIGNED = r"(?i)(\(?)\s*([+-]?)\s*(?:rp\.?|idr)?\s*([+-]?)\s*(.*?)\s*\)?(?:\s*(cr|db)|\s+([kd]))?"


class StatementFile(msgspec.Struct, frozen=True):
    """What a statement shows: money that came in, and the lines that could not be read.

    `left_out` counts the others: money that went out, payments that failed, sums.
    """

    name: str
    rows: tuple[StatementRow, ...]
    problems: tuple[RowProblem, ...] = ()
    left_out: int = 0


def read_statement(path: Path, zone: str, today: date) -> StatementFile:
    """Read a statement; its times are in `zone` unless they say otherwise.

    Raises LapakError `statement_columns_missing` (with `found`), `statement_without_rows`,
    `file_has_too_many_rows` and what `read_tables` raises.
    """
    header = find_header(read_tables(path), _COLUMNS)
    if not header.places.keys() & {"amount", "credit"}:
        raise LapakError("statement_columns_missing", found=", ".join(header.cells)[:120])
    lines = list(_lines(header))
    reader = _Reader(
        places=header.places,
        width=len(header.cells),
        zone=zone,
        today=today,
        month_first=is_month_first(_column(lines, header.places.get("day"))),
    )
    found = [_read(reader, line, cells) for line, cells in lines]
    rows = tuple(one for one in found if isinstance(one, StatementRow))
    problems = tuple(one for one in found if isinstance(one, RowProblem))
    if not rows and not problems:
        raise LapakError("statement_without_rows")
    return StatementFile(path.name, rows, problems, len(found) - len(rows) - len(problems))


def _lines(header: Header) -> Iterator[tuple[int, list[str] | None]]:
    for count, record in enumerate(header.below()):
        if count >= MAX_ROWS:
            raise LapakError("file_has_too_many_rows", limit=MAX_ROWS)
        yield record


def _column(lines: Sequence[tuple[int, list[str] | None]], place: int | None) -> list[str]:
    if place is None:
        return []
    return ["".join(cells[place : place + 1]) for _, cells in lines if cells]


class _Reader(msgspec.Struct, frozen=True):
    """What is the same for every line of a file."""

    places: dict[str, int]
    width: int
    zone: str
    today: date
    month_first: bool

    def cell(self, cells: list[str], column: str) -> str:
        place = self.places.get(column, len(cells))
        return one_line("".join(cells[place : place + 1]))


def _read(reader: _Reader, line: int, cells: list[str] | None) -> StatementRow | RowProblem | None:
    """A line's money; None where it brought none in."""
    try:
        return _row(reader, line, _whole(reader, cells))
    except LapakError as error:
        return RowProblem(line, error.code, error.details)


def _whole(reader: _Reader, cells: list[str] | None) -> list[str]:
    if cells is None:
        raise LapakError("quote_not_closed")
    if any(cells[reader.width :]):
        raise LapakError("row_too_long", found=len(cells), columns=reader.width)
    return cells


def _row(reader: _Reader, line: int, cells: list[str]) -> StatementRow | None:
    day, clock = reader.cell(cells, "day"), reader.cell(cells, "clock")
    moment = read_moment(
        day,
        "" if reader.places.get("clock") == reader.places.get("day") else clock,
        zone=reader.zone,
        today=reader.today,
        month_first=reader.month_first,
    )
    if moment is None and (("day" in reader.places and not day) or _is_sum(cells)):
        return None
    amount = _amount(reader, cells) if _came_in(reader, cells) else 0
    if amount <= 0:
        return None
    return StatementRow(
        line=line,
        amount=amount,
        at=moment.at if moment else None,
        day=moment.day if moment else None,
        reference=reader.cell(cells, "reference") or reader.cell(cells, "words")[:_MOST_WORDS],
    )


def _is_sum(cells: list[str]) -> bool:
    """Whether a row adds others up: it begins with such a word."""
    first = fold(next(filter(None, cells), "")).rstrip(" :")
    return any(first == word or first.startswith(f"{word} ") for word in _SUMS)


def _came_in(reader: _Reader, cells: list[str]) -> bool:
    status = fold(reader.cell(cells, "status"))
    if any(word.startswith(_FAILED) for word in re.findall(r"\w+", status)):
        return False
    return fold(reader.cell(cells, "kind")) not in _OUT


def _amount(reader: _Reader, cells: list[str]) -> int:
    """What a line brought in: nothing for a blank cell, below zero for what went out."""
    written = reader.cell(cells, "credit") if "credit" in reader.places else ""
    if not written and "debit" not in reader.places:
        written = reader.cell(cells, "amount")
    if not written.strip(" -–"):
        return 0
    found = re.fullmatch(_SIGNED, written)
    assert found is not None  # every part of it may be missing
    amount = parse_rupiah(found[4])
    signs = {*found.group(1, 2, 3), (found[5] or found[6] or "").casefold()}
    return -amount if signs & {"(", "-", "db", "d"} else amount
