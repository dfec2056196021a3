"""The command line: `lapak`, `lapak server`, `lapak demo`, `lapak verify`."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pos_app
from pos_app.domain.errors import LapakError

if TYPE_CHECKING:
    from pos_app.services.counter import Counter

_SERVER_PARTS = frozenset({"litestar", "uvicorn", "argon2", "jinja2"})
"""What only the extra `server` brings; a till works without."""

_FIRST_PAGE_S = 0.6
"""Printing and sending begin that much after the till is open, when its first page stands."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the process's exit status.

    0 is well, 1 a number or a journal that differs, 2 something the user can mend, 3 a bug.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except KeyboardInterrupt:
        return 130
    except ModuleNotFoundError as error:
        if error.name not in _SERVER_PARTS:
            return _stopped(error)
        return _stopped(LapakError("server_not_installed"))
    except Exception as error:  # noqa: BLE001 the edge: people read a sentence, the log the rest
        return _stopped(error)


def _stopped(error: Exception) -> int:
    from pos_app.messages import sentence
    from pos_app.paths import places
    from pos_app.settings import SettingsFile
    from resources.translations import Catalog

    tr = Catalog(SettingsFile(places().settings).settings.language)
    sys.stderr.write(f"{sentence(error, tr)}\n")
    if isinstance(error, LapakError):
        return 2
    logging.getLogger(__name__).error("a command broke", exc_info=error)
    return 3


def _run(given: list[str]) -> int:
    if given[:1] == ["server"]:
        return _server(given[1:])
    asked = _parser().parse_args(given)
    match asked.command:
        case "demo":
            return _demo(asked)
        case "verify":
            return _verify(asked)
    return _till(asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lapak", description="The till for expo booths.")
    parser.add_argument("--version", action="version", version=f"lapak {pos_app.__version__}")
    _add_places(parser)
    commands = parser.add_subparsers(dest="command", metavar="{server,demo,verify}")
    commands.add_parser("server", help="the organizer's server", add_help=False)
    verify = commands.add_parser("verify", help="recompute a till's journal and totals")
    _add_places(verify)
    demo = commands.add_parser("demo", help="a whole fair with made-up booths")
    demo.add_argument("--headless", action="store_true", help="open no window")
    demo.add_argument("--booths", type=_positive, default=5, help="how many booths (5)")
    demo.add_argument("--sales", type=_positive, default=40, help="sales of each booth (40)")
    demo.add_argument("--seed", type=int, default=7, help="repeats the same sales (7)")
    demo.add_argument("--offline", type=_share, default=0.3, help="share without network (0.3)")
    demo.add_argument("--out", type=Path, default=Path("demo"), help="folder for results (demo)")
    return parser


def _add_places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=argparse.SUPPRESS, help="data folder")
    parser.add_argument("--db", type=Path, default=argparse.SUPPRESS, help="database file")


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 10_000:
        raise argparse.ArgumentTypeError("a number from 1 to 10000")
    return number


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError("a share from 0 to 1")
    return share


def _till(asked: argparse.Namespace) -> int:
    from pos_app.log import log_to
    from pos_app.paths import places
    from pos_app.settings import SettingsFile
    from ui.app import run

    found = places(getattr(asked, "data", None), getattr(asked, "db", None))
    log_to(found.log)
    settings_file = SettingsFile(found.settings)

    def start() -> "Counter":
        from pos_app.wiring import open_counter

        return open_counter(found.database, settings_file, begin_after_s=_FIRST_PAGE_S)

    return run(start, settings_file)


def _server(given: list[str]) -> int:
    from pos_app.paths import server_database
    from sync.server.commands import main as serve

    return serve(given, server_database())


def _demo(asked: argparse.Namespace) -> int:
    from pos_app.demo import Plan, run

    return run(
        Plan(
            booths=asked.booths,
            sales=asked.sales,
            seed=asked.seed,
            offline=asked.offline,
            out=asked.out,
            headless=asked.headless,
        )
    )


def _verify(asked: argparse.Namespace) -> int:
    from pos_app.domain.money import format_rupiah
    from pos_app.messages import sentence
    from pos_app.paths import places
    from pos_app.settings import SettingsFile
    from pos_app.store.verification import verify
    from resources.translations import Catalog

    found = places(getattr(asked, "data", None), getattr(asked, "db", None))
    tr = Catalog(SettingsFile(found.settings).settings.language)
    try:
        verified = verify(found.database)
    except LapakError as error:
        sys.stderr.write(f"{sentence(error, tr)}\n")
        return 1
    told = tr("Verified: {entries} entries, {sales} sales, {total}.").format(
        entries=verified.entries, sales=verified.sales, total=format_rupiah(verified.total)
    )
    sys.stdout.write(f"{told}\n")
    return 0
