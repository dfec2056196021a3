"""A QRIS code that asks a buyer for an amount: on the screen, and on paper if wanted."""

import msgspec

from pos_app.domain.money import format_rupiah
from pos_app.domain.qris import LIMIT, StaticCode, with_amount
from pos_app.domain.slips import Slip
from pos_app.services.qris import Modules, code_in_use, drawn
from pos_app.services.terms import term_book
from pos_app.store import print_jobs
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob


class QrisPrompt(msgspec.Struct, frozen=True):
    """What a buyer scans: `modules` as `drawn` gives them.

    `typed` means the merchant's own code without an amount: the buyer types it.
    """

    amount: int
    payload: str
    modules: Modules
    merchant: str
    nmid: str
    typed: bool = False


class QrisTerms(msgspec.Struct, frozen=True):
    """What asking by QRIS goes by: the code in use, None before one is imported, and the limit."""

    code: StaticCode | None = None
    limit: int = LIMIT


def qris_terms(work: Work) -> QrisTerms:
    """What holds now."""
    used = code_in_use(work)
    limit = term_book(work).at(work.at).rules.qris_limit or LIMIT
    return QrisTerms(None if used is None else used.code, limit)


def qris_prompt(
    code: StaticCode, amount: int, *, typed: bool = False, limit: int = LIMIT
) -> QrisPrompt:
    """Make the code that asks for an amount; it takes a moment, mostly the first time.

    Raises LapakError as `with_amount` does, or `qr_too_long`.
    """
    asked = with_amount(code, amount, limit)
    payload = code.payload if typed else asked
    return QrisPrompt(amount, payload, drawn(payload), code.merchant, code.nmid, typed)


def print_qris(work: Work, prompt: QrisPrompt, cart_id: str) -> PrintJob:
    """Queue the code for paper: `cart_id` is what it is paid for."""
    content = msgspec.structs.replace(prompt, modules=())
    job = PrintJob(
        id=work.new_id(work.at),
        slip=Slip.QRIS,
        subject=cart_id,
        title=f"QRIS {format_rupiah(prompt.amount)}",
        content=msgspec.json.encode(content).decode(),
    )
    return print_jobs.add(work.db, job, work.at)


def withdraw_qris(work: Work, cart_id: str) -> int:
    """Print codes of a cart no more that wait still: a late one would be paid twice. How many."""
    waiting = [
        job
        for job in print_jobs.open_jobs(work.db)
        if (job.slip, job.subject) == (Slip.QRIS, cart_id) and job.state != "sending"
    ]
    for job in waiting:
        print_jobs.set_state(work.db, msgspec.structs.replace(job, state="dropped"), work.at)
    return len(waiting)
