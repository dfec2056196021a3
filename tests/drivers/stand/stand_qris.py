"""QRIS payments of a booth held against what the bank shows: by hand, and by its files."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pos_app.domain.awaited import PaymentState
from pos_app.domain.tender import Method
from pos_app.services import reconciliation
from pos_app.services.reconciliation import Comparison
from pos_app.services.statement_file import read_statement
from tests.drivers.stand.ledger import Slip
from tests.drivers.stand.stand import Stand
from tests.drivers.workbook_files import xlsx

_ZONE = "Asia/Jakarta"
_HEADER = ("Tanggal", "Jam", "Nominal", "No Referensi", "Status")
Row = tuple[datetime, int, str]


def of_day(stand: Stand, day: date) -> list[Slip]:
    """QRIS payments that a cashier took on a day, the first ones first."""
    return [
        slip
        for slip in stand.ledger.slips
        if slip.method is Method.QRIS and _local(slip.at).date() == day
    ]


def say(stand: Stand, slip: Slip, state: PaymentState, reason: str = "") -> None:
    """Somebody looks one payment up in the merchant's app and says what is there."""
    asked = (slip.source, slip.number, state, reason)
    told = stand.do(reconciliation.settle, *asked)
    assert (told.title, told.amount) == (slip.title, slip.amount)
    slip.state = state


def row_of(slip: Slip) -> Row:
    """How the bank shows a payment."""
    return _local(slip.at), slip.amount, slip.reference


def as_csv(folder: Path, rows: Sequence[Row]) -> Path:
    """The merchant's app sends its list."""
    path = folder / "mutasi.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow(_HEADER)
        lines.writerows(
            (f"{at:%d/%m/%Y}", f"{at:%H:%M:%S}", amount, reference, "Berhasil")
            for at, amount, reference in rows
        )
    return path


def as_workbook(folder: Path, rows: Sequence[Row]) -> Path:
    """The same list as a workbook."""
    path = folder / "mutasi.xlsx"
    cells = [(at.date(), at.time(), amount, ref, "Berhasil") for at, amount, ref in rows]
    path.write_bytes(xlsx([_HEADER, *cells]))
    return path


def reconcile(stand: Stand, path: Path) -> Comparison:
    """Hold a file against what cashiers said, and take over what both have."""
    statement = read_statement(path, _ZONE, _local(stand.clock()).date())
    compared = stand.till.read(reconciliation.compare, statement).result()
    settled = stand.do(reconciliation.settle_found, compared.found)
    assert settled.count == len(compared.found)
    assert stand.do(reconciliation.settle_found, compared.found).count == 0
    for slip in stand.ledger.slips:
        if any(_is(slip, one.payment.source, one.payment.number) for one in compared.found):
            slip.state = PaymentState.RECONCILED
    return compared


def _is(slip: Slip, source: str, number: int) -> bool:
    return (slip.source, slip.number) == (source, number)


def _local(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(_ZONE))
