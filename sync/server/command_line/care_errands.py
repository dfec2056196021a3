"""Looking after a server on the command line: keeping a copy, putting it back, looking it over."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from resources.translations import Catalog, mark
from sync.server.command_line.doctor import examine_server
from sync.server.office import Office, system_clock
from sync.server.store import backup
from sync.server.store.database import connect


class Care(msgspec.Struct, frozen=True):
    """A command that opens the database in its own way, if it can."""

    purpose: str
    places: tuple[str, ...]
    run: Callable[[argparse.Namespace, Catalog], Iterator[str]]


def back_up(office: Office, args: argparse.Namespace, tr: Catalog) -> Iterator[str]:
    """Keep everything in one file; into a folder, named for the moment."""
    target = Path(args.file)
    if target.is_dir():
        target /= f"lapak-server-{office.clock():%Y%m%d-%H%M%S}.db"
    kept = backup.back_up(office.database, target)
    told = tr("{path}: {registers} tills, {entries} entries.")
    yield told.format(path=target, registers=kept.registers, entries=kept.entries)
    yield tr("Whoever has this file has the server's key: keep it where nobody else reads it.")


def _restore(args: argparse.Namespace, tr: Catalog) -> Iterator[str]:
    with closing(connect(args.database)) as database:
        kept = backup.restore(database, Path(args.file), system_clock())
    told = tr("Put back: {registers} tills, {entries} entries; generation {n} begins.")
    yield told.format(registers=kept.registers, entries=kept.entries, n=kept.generation)
    yield tr("Tills send again what it lost as soon as they call.")
    yield tr("Block tills again that were blocked since, and look at what the booths are told.")


def _doctor(args: argparse.Namespace, tr: Catalog) -> Iterator[str]:
    return examine_server(args, args.certificate, tr)


CARES = {
    "doctor": Care(mark("look the server over and say what is to be done"), (), _doctor),
    "restore": Care(mark("fill an empty database from a backup"), ("FILE",), _restore),
}
"""Commands that do not open the database as a server does: it may be missing, damaged or away."""
