"""What a demo leaves behind: receipts, PDFs and a summary that says whether all agrees."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from pos_app.demo.fair import DemoBooth
from pos_app.demo.plan import Plan
from pos_app.domain.money import format_rupiah
from pos_app.domain.sale import Sale
from pos_app.services import receipts
from pos_app.store.verification import verify
from resources.translations import Catalog
from sync.wire import BoothTotals, ExpoTotals

_COLUMNS = 32


class BoothResult(msgspec.Struct, frozen=True):
    """One booth: what its till took, what the server holds; `status` is `agrees` or why not."""

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
    agrees = all(result.status == "agrees" for result in results)
    return Summary(results, total, totals.total, agrees and total == totals.total)


def save_receipts(plan: Plan, booths: Sequence[DemoBooth]) -> None:
    """Write each receipt as it was sent to the printer, and as PDF."""
    folder = plan.out / "receipts"
    folder.mkdir(parents=True, exist_ok=True)
    tr = Catalog("id")
    for booth in booths:
        jobs = [job.data for job in booth.printer.jobs]
        for sale in booth.sold:
            _save_receipt(folder, booth, sale, jobs, tr)


def save_summary(plan: Plan, summary: Summary) -> Path:
    """Write `summary.json`."""
    path = plan.out / "summary.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(summary)))
    return path


def table(summary: Summary) -> str:
    """The summary for a terminal."""
    rows = [("BOOTH", "SALES", "TILL", "SERVER", "")]
    rows += [
        (
            booth.code,
            str(booth.sales),
            format_rupiah(booth.total),
            format_rupiah(booth.server_total),
            booth.status,
        )
        for booth in summary.booths
    ]
    sales = sum(booth.sales for booth in summary.booths)
    told = "everything agrees" if summary.ok else "SOMETHING DIFFERS"
    totals = (format_rupiah(summary.total), format_rupiah(summary.server_total))
    rows.append(("ALL", str(sales), *totals, told))
    return "\n".join(f"{a:<8}{b:>8}{c:>18}{d:>18}  {e}" for a, b, c, d, e in rows)


def _result(booth: DemoBooth, server: BoothTotals | None) -> BoothResult:
    return BoothResult(
        code=booth.stall.code,
        till_db=str(booth.database),
        sales=len(booth.sold),
        total=booth.total,
        server_total=server.total if server else 0,
        status=_status(booth, server),
    )


def _status(booth: DemoBooth, server: BoothTotals | None) -> str:
    journal = verify(booth.database)
    if (journal.sales, journal.total) != (len(booth.sold), booth.total):
        return "till differs from what was sold"
    if server is None or (server.sales, server.total) != (len(booth.sold), booth.total):
        return "server differs from till"
    if server.status != "complete":
        return f"server says {server.status}, {server.missing} missing"
    printed = len(booth.printer.jobs)
    return "agrees" if printed >= len(booth.sold) else f"{len(booth.sold) - printed} not printed"


def _save_receipt(
    folder: Path, booth: DemoBooth, sale: Sale, jobs: Sequence[bytes], tr: Catalog
) -> None:
    number = sale.receipt_number
    printed = next((job for job in jobs if number.encode() in job), b"")
    (folder / f"{number}.bin").write_bytes(printed)
    pdf = booth.counter.till.read(receipts.receipt_pdf, sale.id, _COLUMNS, tr).result()
    (folder / f"{number}.pdf").write_bytes(pdf)
