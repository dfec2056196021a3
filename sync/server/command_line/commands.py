"""`lapak server …`: serving, and what an organizer sets up on the command line.

What goes wrong is raised as LapakError; the caller turns it into a sentence.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from datetime import date
from functools import partial
from pathlib import Path

from platformdirs import user_data_path

from pos_app.domain.errors import LapakError
from pos_app.domain.invitation import in_groups
from resources.translations import Catalog
from resources.translations.command_line import Parser, number
from sync.server.accounts import first_link
from sync.server.command_line import first_run
from sync.server.command_line.care_errands import CARES, Care
from sync.server.command_line.errands import ERRANDS, Errand
from sync.server.listening.certificate import own_certificate
from sync.server.listening.door import Door, Secure, reached_at
from sync.server.listening.serve import Beside, own_name, serve
from sync.server.listening.workers import MOST as MOST_WORKERS
from sync.server.listening.workers import serve_together
from sync.server.office import Office, open_office
from sync.server.presence import Whereabouts
from sync.server.store.database import database_url

MINUTES_A_DAY = 24 * 60
HOST, PORT, MAX_PORT = "127.0.0.1", 8080, 65_535


PassOn = Callable[[Office, str, Path], AbstractContextManager[None]]
"""Passes on to a central server at an address, with the key in a file, while it is entered."""

BeginWorker = Callable[[int], None]
"""Called in every process of several that serve, with its number: its log, for one."""


def main(
    arguments: Sequence[str],
    default_database: Path | None = None,
    language: str = "id",
    pass_on: PassOn | None = None,
    begin_worker: BeginWorker | None = None,
) -> int:
    """Run `lapak server` with what stands behind these words; returns the exit code.

    Raises LapakError as the parts name.
    """
    database = default_database or _usual_database()
    tr = Catalog(language)
    told = tr("The organizer's server.")
    parser = Parser(tr, prog="lapak server", description=told)
    add_arguments(parser, str(database), tr)
    args = parser.parse_args(list(arguments))
    if args.database == str(database):
        database.parent.mkdir(parents=True, exist_ok=True)
    return run(args, tr, pass_on, begin_worker)


def add_arguments(parser: argparse.ArgumentParser, default_database: str, tr: Catalog) -> None:
    """Describe `lapak server`: without a command it serves."""
    _add_database(parser, default_database, tr)
    host = tr("address to listen on; 0.0.0.0 for a hall")
    parser.add_argument("--host", default=HOST, help=host)
    parser.add_argument(
        "--port", default=PORT, type=number(tr, int, 0, MAX_PORT), help=tr("0 for any free one")
    )
    secure = tr("port for TLS; the next one after --port unless told otherwise")
    parser.add_argument("--tls-port", type=number(tr, int, 0, MAX_PORT), help=secure)
    plain = tr("no TLS here: behind a proxy that has a certificate")
    parser.add_argument("--plain", action="store_true", help=plain)
    quiet = tr("do not announce the server in the local network")
    parser.add_argument("--quiet", action="store_true", help=quiet)
    workers = tr("so many processes; needs PostgreSQL")
    counted = number(tr, int, 1, MOST_WORKERS)
    parser.add_argument("--workers", type=counted, metavar="N", help=workers)
    upstream = tr("pass on to this central server what tills send here")
    parser.add_argument("--upstream", metavar="URL", help=upstream)
    relay_key = tr("file with the line that `lapak server relay-key` told there")
    parser.add_argument("--upstream-key", metavar=tr("FILE"), help=relay_key)
    commands = parser.add_subparsers(dest="server_command", metavar=tr("COMMAND"))
    described: dict[str, Errand | Care] = {**ERRANDS, **CARES}
    made = {
        name: commands.add_parser(name, tr=tr, help=tr(each.purpose))
        for name, each in described.items()
    }
    for name, command in made.items():
        _add_database(command, argparse.SUPPRESS, tr)
        for place in described[name].places:
            _add_place(command, place)
    made["import"].add_argument(
        "--ack", metavar=tr("FOLDER"), help=tr("where to write confirmations for the tills")
    )
    made["create-expo"].add_argument("--zone", default="Asia/Jakarta")
    _add_cutoff(made["create-expo"], 0, tr)
    _add_details(made["expo"], tr)
    _add_sheets(made["join-sheets"], tr)
    made["revoke"].add_argument("--reason", default="", help=tr("what its booth is to read"))


def _add_sheets(command: argparse.ArgumentParser, tr: Catalog) -> None:
    """Which booths get a sheet; nothing given is all."""
    booth = tr("only for this booth; may be given many times")
    command.add_argument("--booth", metavar="BOOTH", action="append", help=booth)
    command.add_argument("--cluster", default="", help=tr("only for booths of this cluster"))
    without = tr("only for booths that no till has joined yet")
    command.add_argument("--without-till", action="store_true", help=without)


def _add_details(command: argparse.ArgumentParser, tr: Catalog) -> None:
    """What can be changed of an expo; nothing given changes nothing."""
    for name in ("--name", "--zone"):
        command.add_argument(name)
    _add_cutoff(command, None, tr)
    for name in ("--first-day", "--last-day"):
        command.add_argument(name, type=_day, metavar="2026-11-22")
    header = tr("lines for the top of receipts; none takes them away")
    command.add_argument("--header", nargs="*", metavar=tr("LINE"), help=header)
    told = tr('one line for everybody at the tills; "" withdraws it')
    command.add_argument("--announce", metavar=tr("TEXT"), help=told)


def _add_cutoff(command: argparse.ArgumentParser, usual: int | None, tr: Catalog) -> None:
    minutes = number(tr, int, 0, MINUTES_A_DAY - 1)
    command.add_argument("--cutoff", default=usual, type=minutes, help=tr("minutes after midnight"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(text) from error


def _add_place(command: argparse.ArgumentParser, place: str) -> None:
    if place.endswith("…"):
        name = place.removesuffix("…")
        command.add_argument(name.lower(), metavar=name, nargs="+")
    else:
        command.add_argument(place.lower(), metavar=place)


def _add_database(parser: argparse.ArgumentParser, default: str, tr: Catalog) -> None:
    parser.add_argument("--database", default=default, help=tr("path or postgresql:// URL"))


def run(
    args: argparse.Namespace,
    tr: Catalog,
    pass_on: PassOn | None = None,
    begin_worker: BeginWorker | None = None,
) -> int:
    """Do what the command line says; returns the exit code.

    Raises LapakError as the parts name.
    """
    if args.server_command is None:
        return _serve(args, tr, pass_on, begin_worker)
    if args.server_command in CARES:
        secure = _secure(args)
        args.certificate = secure.certificate if secure else None
        for line in CARES[args.server_command].run(args, tr):
            _say(line)
        return 0
    office = open_office(args.database)
    args.here = _whereabouts(args, office) if args.server_command in _pictures(args) else None
    args.pictured = sys.stdout.isatty()
    with closing(office.database):
        for line in ERRANDS[args.server_command].run(office, args, tr):
            _say(line)
    return 0


def _serve(
    args: argparse.Namespace,
    tr: Catalog,
    pass_on: PassOn | None,
    begin_worker: BeginWorker | None,
) -> int:
    office = open_office(args.database)
    with closing(office.database):
        link = first_link.new_link(office)
    secure, announce, beside = _secure(args), _announces(args), _beside(args, pass_on)
    pictured = sys.stdout.isatty()

    def ready(door: Door) -> None:
        for line in _where(door, tr, announce=announce):
            _say(line)
        for line in first_run.told(link, door.addresses, tr, pictured=pictured) if link else ():
            _say(line)
        told = tr("The organizer's server runs at {url}. Ctrl+C stops it.")
        _say(told.format(url=door.url))

    place = args.database, args.host, args.port
    if args.workers is None:
        serve(*place, ready, secure, announce=announce, beside=beside)
        return 0
    serve_together(
        *place,
        args.workers,
        ready,
        secure,
        announce=announce,
        beside=beside,
        begin=begin_worker,
    )
    return 0


def _where(door: Door, tr: Catalog, *, announce: bool) -> Iterator[str]:
    """How tills find the server, and by what a person knows it."""
    if door.certificate:
        words = tr("Tills connect to {url}. Fingerprint to compare: {fingerprint}")
        yield words.format(url=door.addresses[0], fingerprint=in_groups(door.certificate))
    if announce:
        named = tr("Tills in this network find it by itself, under the name {name}.")
        yield named.format(name=own_name())
    elif not door.reaches_out:
        yield tr("Only this computer reaches it; for tills in the hall add --host 0.0.0.0.")


def _beside(args: argparse.Namespace, pass_on: PassOn | None) -> Beside | None:
    if not args.upstream or pass_on is None:
        return None
    if not args.upstream_key:
        raise LapakError("upstream_key_missing")
    return partial(_passing_on, pass_on, args.upstream, Path(args.upstream_key))


def _passing_on(
    pass_on: PassOn, address: str, key: Path, office: Office
) -> AbstractContextManager[None]:
    """A function of its own, so that another process finds it by its name."""
    return pass_on(office, address, key)


def _announces(args: argparse.Namespace) -> bool:
    """Whether the network is to hear of it: not of a server for this machine alone."""
    return not args.quiet and _reaches_out(args)


def _reaches_out(args: argparse.Namespace) -> bool:
    return args.host not in {"127.0.0.1", "::1", "localhost"}


def _pictures(args: argparse.Namespace) -> set[str]:
    """Commands that draw a picture of a code; a program that reads one gets it without."""
    in_terminal = sys.stdout.isatty() and not args.quiet
    return {"join-sheets", *(["join-code"] if in_terminal else ())}


def _whereabouts(args: argparse.Namespace, office: Office) -> Whereabouts | None:
    """Where a server with these options is reached; None for one for this machine alone."""
    if not (_reaches_out(args) and args.port):
        return None
    here, secure = Whereabouts(), _secure(args)
    ports = [("https", secure.port)] if secure else []
    certificate = own_certificate(secure.certificate, office.clock()).fingerprint if secure else ""
    here.tell("", certificate, reached_at(args.host, [*ports, ("http", args.port)]))
    return here


def _secure(args: argparse.Namespace) -> Secure | None:
    """TLS as the command line wants it; the certificate lies beside a database in a file."""
    if args.plain:
        return None
    next_port = args.port + 1 if args.port else 0
    port = next_port if args.tls_port is None else args.tls_port
    if port > MAX_PORT:
        raise LapakError("port_taken", port=port)
    file = database_url(args.database).database
    is_file = "://" not in args.database and file
    folder = Path(str(file)).parent if is_file else _usual_database().parent
    stem = Path(str(file)).stem if is_file else "postgresql"
    return Secure(folder / f"{stem}-tls.pem", port)


def _usual_database() -> Path:
    return user_data_path("Lapak", appauthor=False) / "server" / "lapak-server.db"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
