"""Files and papers that people bring, on the command line."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_rupiah
from pos_app.whole_file import write_whole
from resources.translations import Catalog
from sync.bundle import acknowledgement
from sync.server.fair import expos, registers
from sync.server.figures import z_reports
from sync.server.intake import bundles
from sync.server.intake.bundles import Imported
from sync.server.office import Office
from sync.server.pages import bundle_words
from sync.server.pages.z_words import standing_words
from sync.server.sheets import qr


def import_files(office: Office, args: argparse.Namespace, tr: Catalog) -> Iterator[str]:
    """Take files in, one after another; one that is refused stops none of the others."""
    refused = 0
    for name in args.file:
        path = Path(name)
        yield f"{path.name}:"
        try:
            imported = _imported(office, path)
        except LapakError as error:
            refused += 1
            yield f"  {bundle_words.refused(error, tr).text}"
            continue
        for line in bundle_words.told(imported, tr):
            yield f"  {line.text}"
        if args.ack and imported.acknowledged:
            yield f"  {_written(office, imported, path, Path(args.ack), tr)}"
    if refused:
        raise LapakError("bundles_refused", count=refused)


def acknowledge(office: Office, args: argparse.Namespace, tr: Catalog) -> Iterator[str]:
    """What is held of a till, as a code that its scanner reads."""
    with office.database.read() as connection:
        expo = expos.find_expo(connection, args.expo)
        register = registers.find_register(connection, expo.id, args.register)
    [told] = bundles.acknowledgements(office, expo.id, (register.id,))
    code = acknowledgement.write_code(told)
    yield tr("Scan this at till {code}, on the page Hand data over:").format(code=register.code)
    yield from qr.lines(code)
    yield code


def enter_z_code(office: Office, args: argparse.Namespace, tr: Catalog) -> Iterator[str]:
    """Keep what a Z report on paper declares."""
    entered = z_reports.enter(office, args.code).declared
    text = tr("{code}, Z report {number}: {amount} in {sales} sales.")
    yield text.format(
        code=entered.register,
        number=entered.number,
        amount=format_rupiah(entered.turnover),
        sales=entered.sales,
    )
    yield standing_words(entered, tr).text


def _imported(office: Office, path: Path) -> Imported:
    try:
        with path.open("rb") as file:
            return bundles.import_bundle(office, file, path.name)
    except OSError as error:
        raise LapakError("bundle_not_read", name=path.name, reason=str(error)) from error


def _written(office: Office, imported: Imported, path: Path, folder: Path, tr: Catalog) -> str:
    told = bundles.acknowledgements(office, imported.expo.id, imported.acknowledged)
    place = folder / f"{path.stem}{acknowledgement.SUFFIX}"
    try:
        write_whole(place, acknowledgement.write_file(told))
    except OSError as error:
        raise LapakError("file_not_written", name=place.name, reason=str(error)) from error
    return tr("Confirmation for the till: {path}").format(path=place)
