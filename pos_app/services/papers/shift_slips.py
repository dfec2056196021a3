"""X and Z reports: for the printer, for the screen, as PDF, and the signed code on a Z."""

import msgspec

from pos_app.devices.papers.shift_slip import x_slip, z_slip
from pos_app.devices.rendering.document import Document
from pos_app.domain import journal as chain
from pos_app.domain import z_code
from pos_app.domain.business_day import format_clock
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import body_of
from pos_app.domain.permission import NOBODY, Action, By
from pos_app.domain.register import report_number
from pos_app.domain.shift import Closing
from pos_app.domain.shift_totals import ShiftReport
from pos_app.domain.slips import Slip
from pos_app.domain.z_code import ZCode
from pos_app.services import permission
from pos_app.services.papers import views
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.views import PaperRow
from pos_app.services.shifts import shift_summary
from pos_app.store import journal, print_jobs, registers, shifts
from pos_app.store.database import Work
from pos_app.store.install import Install, is_signed
from pos_app.store.print_jobs import PrintJob
from pos_app.store.registers import RegisterState


class XReport(msgspec.Struct, frozen=True):
    """An X report as it was asked for, and the register that it is of."""

    register: str
    report: ShiftReport


def x_report(work: Work, *, by: By = NOBODY) -> XReport:
    """How the open shift stands now.

    Raises LapakError `no_shift_open` or what `permission.require` raises, for it tells what must
    be in the drawer.
    """
    permission.require(work, Action.SEE_EXPECTED, by)
    register, summary = registers.current_register(work.db), shift_summary(work)
    if register is None or summary is None:
        raise LapakError("no_shift_open")
    return XReport(register.id, summary.report)


def print_x(work: Work, asked: XReport) -> PrintJob:
    """Queue an X report as it was shown."""
    until, zone = asked.report.until, asked.report.zone
    job = PrintJob(
        id=work.new_id(work.at),
        slip=Slip.SHIFT_X,
        subject=asked.register,
        title=f"X {format_clock(until, zone)}",
        content=msgspec.json.encode(asked).decode(),
    )
    return print_jobs.add(work.db, job, work.at)


def reprint_z(work: Work, shift_id: str) -> PrintJob:
    """Queue a copy of a Z report, marked as such; raises LapakError `shift_unknown`."""
    closing, register = _closing(work, shift_id)
    job = PrintJob(
        work.new_id(work.at), Slip.SHIFT_Z, shift_id, _number(closing, register), copy=True
    )
    return print_jobs.add(work.db, job, work.at)


def x_document(work: Work, asked: XReport, look: Letterhead) -> Document:
    """An X report as a document."""
    register = registers.register_by_id(work.db, asked.register)
    return x_slip(asked.report, register.code, views.heading_of(register, look), look.tr)


def x_of_job(work: Work, job: PrintJob, look: Letterhead) -> Document:
    """The X report that a print job holds."""
    return x_document(work, msgspec.json.decode(job.content, type=XReport), look)


def z_document(
    work: Work, shift_id: str, look: Letterhead, install: Install | None, *, copy: bool = False
) -> Document:
    """A closed shift's Z report as a document, from its entry alone.

    It has a code where `install` can sign for its register. Raises LapakError `shift_unknown`.
    """
    closing, register = _closing(work, shift_id)
    return z_slip(
        closing,
        _number(closing, register),
        views.heading_of(register, look),
        look.tr,
        code=_signed_code(closing, register, install),
        copy=copy,
    )


def x_preview(work: Work, asked: XReport, columns: int, look: Letterhead) -> tuple[PaperRow, ...]:
    """An X report's rows as they stand on paper of that many columns."""
    return views.shown(x_document(work, asked, look), columns)


def z_preview(
    work: Work, shift_id: str, columns: int, look: Letterhead, install: Install
) -> tuple[PaperRow, ...]:
    """A Z report's rows as they stand on paper; raises LapakError `shift_unknown`."""
    return views.shown(z_document(work, shift_id, look, install), columns)


def x_pdf(work: Work, asked: XReport, columns: int, look: Letterhead) -> bytes:
    """An X report as a PDF page like the roll."""
    return views.as_pdf(x_document(work, asked, look), columns)


def z_pdf(work: Work, shift_id: str, columns: int, look: Letterhead, install: Install) -> bytes:
    """A Z report as a PDF page like the roll; raises LapakError `shift_unknown`."""
    return views.as_pdf(z_document(work, shift_id, look, install), columns)


def z_number(work: Work, shift_id: str) -> str:
    """A Z report's printed number; raises LapakError `shift_unknown`."""
    return _number(*_closing(work, shift_id))


def checked_z_code(text: str, public_key: str) -> ZCode:
    """What a scanned Z report says, vouched for by its register's key (hex).

    Raises LapakError `z_code_unreadable` or `z_code_not_genuine`.
    """
    code, signature = z_code.read(text)
    if not is_signed(public_key, z_code.message(code), signature):
        raise LapakError("z_code_not_genuine")
    return code


def _closing(work: Work, shift_id: str) -> tuple[Closing, RegisterState]:
    past = shifts.past_shift(work.db, shift_id)
    if past is None:
        raise LapakError("shift_unknown", shift=shift_id)
    register = registers.register_by_id(work.db, past.register)
    data, digest = journal.entry_at(work.db, past.register, past.seq)
    entry = chain.decode(data)
    closing = Closing(
        closed=body_of(entry),
        number=past.number,
        register=past.register,
        seq=past.seq,
        hash=digest,
        at=entry.at,
        zone=register.zone,
    )
    return closing, register


def _number(closing: Closing, register: RegisterState) -> str:
    return report_number(register.booth.code, register.code, closing.number)


def _signed_code(closing: Closing, register: RegisterState, install: Install | None) -> str:
    """The text of the code; empty on a machine that has not got the register's key."""
    if install is None or install.public_key != register.public_key:
        return ""
    closed = closing.closed
    code = ZCode(
        register=closing.register,
        hash=closing.hash.hex(),
        seq=closing.seq,
        number=closing.number,
        sales=closed.sales,
        turnover=closed.turnover,
        expected=closed.expected,
        counted=closed.counted,
    )
    return z_code.write(code, install.sign(z_code.message(code)))
