"""Every sale line and every order of an expo as files: written to the disk, sent piece by piece.

Buyers' personal data is in them only where somebody asks who may, with a reason, which is noted.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import msgspec
from sqlalchemy import Connection

from pos_app.domain.errors import LapakError
from pos_app.domain.words import one_line
from pos_app.spreadsheets.new_workbook import NewWorkbook
from resources.translations import Catalog
from sync.server.accounts import audit
from sync.server.fair.expos import expo_by_id
from sync.server.office import Office
from sync.server.reports.files import add_sheet, csv_of
from sync.server.reports.orders import order_columns, order_rows
from sync.server.reports.rollups import ALWAYS, Span
from sync.server.reports.sale_lines import line_columns, sale_lines
from sync.server.reports.table import Column, Row
from sync.server.store.database import Database

_Told = tuple[tuple[Column, ...], Iterable[Row]]

MAX_REASON = 200
PIECE = 64 * 1024


class Export(msgspec.Struct, frozen=True):
    """What is wanted: sale lines and orders as a workbook, or the `orders` or lines as CSV."""

    expo: str
    span: Span = ALWAYS
    has_personal: bool = False
    ending: str = "xlsx"
    is_orders: bool = False


def note_reading(office: Office, export: Export, reason: str) -> None:
    """Write down who reads buyers' personal data, and why.

    Raises LapakError `expo_unknown`, `reason_missing` or `text_too_long`.
    """
    why = one_line(reason)
    if not why:
        raise LapakError("reason_missing")
    if len(why) > MAX_REASON:
        raise LapakError("text_too_long", limit=MAX_REASON)
    days = [day.isoformat() if day else "" for day in (export.span.first, export.span.last)]
    what = "orders" if export.is_orders else "sales"
    with office.database.write() as connection:
        expo = expo_by_id(connection, export.expo)
        told = {"days": days} if any(days) else {}
        audit.note(
            connection,
            office,
            "buyers.read",
            expo.id,
            file=f"{what}.{export.ending}",
            reason=why,
            **told,
        )


def write_export(connection: Connection, file: BinaryIO, export: Export, tr: Catalog) -> None:
    """Write it; the connection's transaction must be one snapshot.

    Raises LapakError `expo_unknown` before anything is written.
    """
    expo_by_id(connection, export.expo)
    if export.ending == "csv":
        columns, rows = (_orders if export.is_orders else _lines)(connection, export, tr)
        file.writelines(csv_of(columns, rows))
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        book = NewWorkbook(file, scratch)
        try:
            add_sheet(book, tr("Sale lines"), *_lines(connection, export, tr), tr)
            add_sheet(book, tr("Orders"), *_orders(connection, export, tr), tr)
        finally:
            book.close()


def exported(database: Database, export: Export, tr: Catalog) -> Iterator[bytes]:
    """The file piece by piece; raises LapakError `expo_unknown` or as `spooled` does."""

    def write(file: BinaryIO) -> None:
        with database.read() as connection:
            write_export(connection, file, export, tr)

    return spooled(write)


def spooled(write: Callable[[BinaryIO], object]) -> Iterator[bytes]:
    """What is written, piece by piece: whoever reads slowly holds no transaction and no memory.

    Raises LapakError `server_disk_full` before the first piece.
    """
    from xlsxwriter.exceptions import XlsxWriterException

    file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by whoever reads it, or forgotten with it)
    try:
        write(file)
        file.flush()  # what is little is written here
    except (OSError, XlsxWriterException) as error:
        file.close()
        raise LapakError("server_disk_full", retry_after=60) from error
    except BaseException:
        file.close()
        raise
    return _pieces(file)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _lines(connection: Connection, export: Export, tr: Catalog) -> _Told:
    has = export.has_personal
    rows = sale_lines(connection, export.expo, export.span, tr, has_personal=has)
    return line_columns(tr, has_personal=has), rows


def _orders(connection: Connection, export: Export, tr: Catalog) -> _Told:
    has = export.has_personal
    rows = order_rows(connection, export.expo, export.span, tr, has_personal=has)
    return order_columns(tr, has_personal=has), rows
