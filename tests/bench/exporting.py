"""Every line of many sales as a workbook: how long it takes, and how much memory."""

from pathlib import Path

from sync.server.fair import expos, joining
from sync.server.intake.receive import receive
from sync.server.office import Office, open_office
from sync.wire import compress
from tests.bench.measure import Figure, Sizes
from tests.bench.processes import run
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import prepared

_MEGABYTE = 1024 * 1024
_EACH = 10_000
_PATIENCE_S = 600


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`export_xlsx_s` and `export_xlsx_memory_mb`."""
    work.mkdir(parents=True, exist_ok=True)
    database = prepared(work / "exported.db")
    office = open_office(str(database))
    try:
        expo = expos.create_expo(office, "Kabupaten Semarang Expo 2026").id
        for number, start in enumerate(range(0, sizes.exported, _EACH)):
            _sell(office, expo, number, min(_EACH, sizes.exported - start))
    finally:
        office.database.close()
    said = run(
        "tests.bench.export_process", database, expo, work / "sales.xlsx", patience_s=_PATIENCE_S
    )
    peak = said["peak_bytes"] / _MEGABYTE
    told = f"{sizes.exported} sales, {(work / 'sales.xlsx').stat().st_size / _MEGABYTE:.1f} MB"
    return (
        Figure("export_xlsx_s", said["took"], told),
        Figure("export_xlsx_memory_mb", peak, told),
    )


def _sell(office: Office, expo: str, number: int, sales: int) -> None:
    till = PaperTill(seed=number)
    booth = expos.create_booth(office, expo, f"B{number}", f"Stan {number}")
    code = joining.create_join_code(office, expo, booth.id).code
    till.joined(joining.join(office, till.join_request(code), f"127.0.{number}.1"))
    till.open()
    till.sell(sales)
    for batch in till.batches():
        receive(office, till.token, till.register, compress(batch), "zstd")
