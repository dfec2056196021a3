"""What a demo leaves behind: receipts, PDFs and a summary that says whether all agrees."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from pos_app.demo.fair import DemoBooth
from pos_app.demo.plan import Plan
from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_rupiah
from pos_app.services.papers import receipts
from pos_app.services.papers.letterhead import Letterhead
from pos_app.store.verification import verify
from resources.translations import Catalog, mark
from sync.wire import BoothTotals, ExpoTotals

_COLUMNS = 32

AGREES = "agrees"
_WORDS = {
    AGREES: mark("agrees"),
    "till_differs": mark("the till's tables hold something else than was sold"),
    "server_differs": mark("the server holds something else than the till"),
    "server_behind": mark("entries missing at the server: {n}"),
    "not_printed": mark("receipts that did not come out: {n}"),
}
_OTHERWISE = mark("trouble: {code}")


class BoothResult(msgspec.Struct, frozen=True):
    """One booth: what its till took, what the server holds.

    `status` is `agrees`, or a code of what does not, perhaps with a number behind it.
    """

    code: str
    till_db: str
    sales: int
    total: int
    server_total: int
    status: str


class Summary(msgspec.Struct, frozen=True):
    """The whole fair; `ok` if every booth agrees and every journal was verified."""

    booths: tuple[BoothResult, ...]
    total: int
    server_total: int
    ok: bool


def summarise(booths: Sequence[DemoBooth], totals: ExpoTotals) -> Summary:
    """Hold each till beside the server."""
    at_server = {booth.code: booth for booth in totals.booths}
    results = tuple(_result(booth, at_server.get(booth.stall.code)) for booth in booths)
    total = sum(result.total for result in results)
    agrees = all(result.status == AGREES for result in results)
    return Summary(results, total, totals.total, agrees and total == totals.total)


def save_receipts(plan: Plan, booths: Sequence[DemoBooth]) -> None:
    """Write each receipt as it came out of the printer, and as PDF; none for one that is lost."""
    folder = plan.out / "receipts"
    folder.mkdir(parents=True, exist_ok=True)
    tr = Catalog("id")
    for booth in booths:
        for number, data in _printed(booth).items():
            (folder / f"{number}.bin").write_bytes(data)
        if not booth.trouble:
            _save_pdfs(folder, booth, tr)


def save_summary(plan: Plan, summary: Summary) -> Path:
    """Write `summary.json`."""
    path = plan.out / "summary.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(summary)))
    return path


def table(summary: Summary, tr: Catalog) -> str:
    """The summary for a terminal."""
    rows = [(tr("Booth"), tr("Sales"), tr("Till"), tr("Server"), "")]
    rows += [
        (
            booth.code,
            str(booth.sales),
            format_rupiah(booth.total),
            format_rupiah(booth.server_total),
            _in_words(booth.status, tr),
        )
        for booth in summary.booths
    ]
    sales = sum(booth.sales for booth in summary.booths)
    told = tr("everything agrees") if summary.ok else tr("SOMETHING DIFFERS")
    totals = (format_rupiah(summary.total), format_rupiah(summary.server_total))
    rows.append((tr("All"), str(sales), *totals, told))
    return "\n".join(f"{a:<8}{b:>10}{c:>18}{d:>18}  {e}".rstrip() for a, b, c, d, e in rows)


def _result(booth: DemoBooth, server: BoothTotals | None) -> BoothResult:
    return BoothResult(
        code=booth.stall.code,
        till_db=str(booth.database),
        sales=booth.sales,
        total=booth.total,
        server_total=server.total if server else 0,
        status=_status(booth, server),
    )


def _status(booth: DemoBooth, server: BoothTotals | None) -> str:
    try:
        journal = verify(booth.database)
    except LapakError as error:
        return error.code
    sold = (booth.sales, booth.total)
    lost = len(booth.sold) - len(_printed(booth))
    if (journal.sales, journal.total) != sold:
        return "till_differs"
    if server is None or (server.sales, server.total) != sold:
        return "server_differs"
    if server.status != "complete":
        return f"server_{server.status} {server.missing}"
    return booth.trouble or (f"not_printed {lost}" if lost else AGREES)


def _in_words(status: str, tr: Catalog) -> str:
    code, _, number = status.partition(" ")
    return tr(_WORDS.get(code, _OTHERWISE)).format(code=code, n=number)


def _printed(booth: DemoBooth) -> dict[str, bytes]:
    """What came out of the printer whole, by receipt number."""
    jobs = [job.data for job in booth.printer.jobs if job.complete]
    found = {}
    for sale in booth.sold:
        number = sale.receipt_number
        job = next((job for job in jobs if number.encode() in job), None)
        if job is not None:
            jobs.remove(job)
            found[number] = job
    return found


def _save_pdfs(folder: Path, booth: DemoBooth, tr: Catalog) -> None:
    for sale in booth.sold:
        with suppress(LapakError):  # a till that is damaged; its status says so
            pdf = booth.counter.till.read(
                receipts.receipt_pdf, sale.id, _COLUMNS, Letterhead(tr)
            ).result()
            (folder / f"{sale.receipt_number}.pdf").write_bytes(pdf)
