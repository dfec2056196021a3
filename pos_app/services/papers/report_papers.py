"""A sales report as a file: PDF pages to print, a workbook to go on calculating with."""

import io
from tempfile import TemporaryDirectory, gettempdir

from pos_app.devices.papers.receipt import ReceiptHeading
from pos_app.domain.errors import LapakError
from pos_app.services.papers import report_workbook
from pos_app.services.sales_reports import Overview, sales_report
from pos_app.spreadsheets.new_workbook import NewWorkbook
from pos_app.store import report_lines
from pos_app.store.database import Work
from resources.translations import Catalog


def report_pdf(overview: Overview, tr: Catalog) -> bytes:
    """A report as it was shown, on A4 pages."""
    from pos_app.devices.papers.report_sheet import ReportPaper, report_sheet

    heading = ReceiptHeading(
        business=overview.booth, booth_code=overview.booth_code, expo=overview.expo
    )
    paper = ReportPaper(
        overview.report, heading, overview.first, overview.last, overview.at, overview.zone
    )
    return report_sheet(paper, tr)


def report_xlsx(work: Work, overview: Overview, tr: Catalog) -> bytes:
    """The same span as a workbook: as it is now, and with all its lines.

    It reads for long: call it by `Till.read_aside`. Raises LapakError `disk_full`, for rows lie in
    the system's folder for such things until they are put together.
    """
    from xlsxwriter.exceptions import XlsxWriterException

    fresh = sales_report(work, overview.report.asked, overview.within)
    lines = report_lines.lines(work.db, overview.within)
    written = io.BytesIO()
    try:
        with TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
            book = NewWorkbook(written, scratch)
            try:
                report_workbook.fill(book, fresh, lines, tr)
            finally:
                book.close()
    except (OSError, XlsxWriterException) as error:
        raise LapakError("disk_full", path=gettempdir(), reason=str(error)) from error
    return written.getvalue()
