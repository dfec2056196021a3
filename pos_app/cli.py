"""The command line: `lapak`, `lapak server`, `lapak demo`, `lapak verify`."""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pos_app
from pos_app.domain.errors import LapakError
from pos_app.paths import Places, places, server_database, server_log
from pos_app.settings import SettingsFile
from resources.translations import Catalog
from resources.translations.command_line import Parser, number

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from pos_app.services.counter import Counter
    from sync.server.office import Office

_SERVER_PARTS = frozenset({"litestar", "uvicorn", "jinja2"})
"""What only the extra `server` brings; a till works without."""

_FIRST_PAGE_S = 0.6
"""Printing and sending begin that much after the till is open, when its first page stands."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the process's exit status.

    0 is well, 1 a number or a journal that differs, 2 something the user can mend, 3 a bug.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    usual = places()
    tr = _catalog(usual)
    if given[:1] == ["server"]:
        return _guarded(lambda: _server(given[1:], tr), server_log(), tr)
    asked = _parser(tr).parse_args(given)
    found = places(getattr(asked, "data", None), getattr(asked, "db", None))
    if found != usual:
        tr = _catalog(found)
    match asked.command:
        case "demo":
            return _guarded(lambda: _demo(asked, tr), found.log, tr)
        case "verify":
            return _guarded(lambda: _verify(found, tr), found.log, tr)
        case "reset-pin":
            return _guarded(lambda: _reset_pin(found, asked.name, tr), found.log, tr)
    return _guarded(lambda: _till(found), found.log, tr)


def _guarded(command: Callable[[], int], log_file: Path, tr: Catalog) -> int:
    """Let people read a sentence and the log have the rest, whatever a command raises."""
    try:
        return command()
    except KeyboardInterrupt:
        return 130
    except ModuleNotFoundError as error:
        if error.name not in _SERVER_PARTS:
            return _stopped(error, log_file, tr)
        return _stopped(LapakError("server_not_installed"), log_file, tr)
    except Exception as error:  # noqa: BLE001 the edge of the program
        return _stopped(error, log_file, tr)


def _stopped(error: Exception, log_file: Path, tr: Catalog) -> int:
    from pos_app.log import log_path, log_to
    from pos_app.messages import is_known, sentence

    told = sentence(error, tr)
    if isinstance(error, LapakError) and is_known(error.code):
        _tell(told)
        return 2
    if log_path() is None:
        log_to(log_file)
    logging.getLogger(__name__).error("a command broke", exc_info=error)
    _tell(told)
    _tell(tr("The log: {path}").format(path=log_path() or "–"))
    return 3


def _parser(tr: Catalog) -> argparse.ArgumentParser:
    parser = Parser(tr, prog="lapak", description=tr("The till for expo booths."))
    version = f"lapak {pos_app.__version__}"
    parser.add_argument(
        "--version", action="version", version=version, help=tr("say the version and end")
    )
    _add_places(parser, tr)
    commands = parser.add_subparsers(dest="command", metavar="{server,demo,verify,reset-pin}")
    commands.add_parser("server", tr=tr, help=tr("the organizer's server"), add_help=False)
    told = tr("recompute a till's journal and totals")
    _add_places(commands.add_parser("verify", tr=tr, help=told), tr)
    told = tr("give the owner a new PIN")
    reset = commands.add_parser("reset-pin", tr=tr, help=told)
    reset.add_argument("--name", default="", help=tr("which owner, where there are several"))
    _add_places(reset, tr)
    _add_demo(commands.add_parser("demo", tr=tr, help=tr("a whole fair with made-up booths")), tr)
    return parser


def _add_places(parser: argparse.ArgumentParser, tr: Catalog) -> None:
    usual = argparse.SUPPRESS
    parser.add_argument("--data", type=Path, default=usual, help=tr("data folder"))
    parser.add_argument("--db", type=Path, default=usual, help=tr("database file"))


def _add_demo(demo: argparse.ArgumentParser, tr: Catalog) -> None:
    count, share = number(tr, int, 1, 10_000), number(tr, float, 0, 1)
    demo.add_argument("--headless", action="store_true", help=tr("open no window"))
    demo.add_argument("--booths", type=count, default=5, help=tr("how many booths (5)"))
    demo.add_argument("--sales", type=count, default=40, help=tr("sales of each booth (40)"))
    seed = number(tr, int, 0, 2**31)
    demo.add_argument("--seed", type=seed, default=7, help=tr("repeats the same sales (7)"))
    demo.add_argument(
        "--offline", type=share, default=0.3, help=tr("share of the sales without network (0.3)")
    )
    demo.add_argument(
        "--out", type=Path, default=Path("demo"), help=tr("folder for results (demo)")
    )


def _till(found: Places) -> int:
    if not _has_screen() and not os.environ.get("QT_QPA_PLATFORM"):
        raise LapakError("screen_missing")
    from pos_app.log import log_to
    from ui.app import run

    log_to(found.log)
    settings_file = SettingsFile(found.settings)

    def start() -> "Counter":
        from pos_app.wiring import open_counter

        return open_counter(found.database, settings_file, begin_after_s=_FIRST_PAGE_S)

    return run(start, settings_file)


def _server(given: list[str], tr: Catalog) -> int:
    from pos_app.log import log_to
    from sync.server.command_line.commands import main as serve

    log_to(server_log())
    return serve(given, server_database(), tr.language, _pass_on, _begin_worker)


def _pass_on(office: "Office", address: str, key: Path) -> "AbstractContextManager[None]":
    from sync.relay.relay import relaying

    return relaying(office, address, key)


def _begin_worker(number: int) -> None:
    """Each process of a server has a log of its own: they could not turn one over together."""
    from pos_app.log import log_to

    log = server_log()
    log_to(log.with_name(f"{log.stem}-{number}{log.suffix}"))


def _demo(asked: argparse.Namespace, tr: Catalog) -> int:
    from pos_app.demo import Plan, run

    plan = Plan(
        booths=asked.booths,
        sales=asked.sales,
        seed=asked.seed,
        offline=asked.offline,
        out=asked.out,
        headless=asked.headless or not _has_screen(),
    )
    return run(plan, tr, _say)


def _verify(found: Places, tr: Catalog) -> int:
    from pos_app.domain.money import format_rupiah
    from pos_app.messages import sentence
    from pos_app.store.verification import verify

    try:
        verified = verify(found.database)
    except LapakError as error:
        _tell(sentence(error, tr))
        return 1
    told = tr("Verified: {entries} entries, {sales} sales, {total}.")
    total = format_rupiah(verified.total)
    _say(told.format(entries=verified.entries, sales=verified.sales, total=total))
    return 0


def _reset_pin(found: Places, name: str, tr: Catalog) -> int:
    from pos_app.services import people, pins
    from pos_app.services.till import open_till

    if not found.database.exists():
        raise LapakError("database_missing", path=str(found.database))
    till = open_till(found.database)
    try:
        owner = till.read(people.forgetful_owner, name).result()
        _say(tr("A new PIN for {name}").format(name=owner.name))
        hashed = pins.hash_pin(_typed_pin(tr("PIN: ")))
        if not pins.compare(pins.Try(owner.id, hashed), _typed_pin(tr("Again: "))).right:
            raise LapakError("pins_differ")
        till.write(people.reset_pin, owner.name, hashed).result()
    finally:
        till.close()
    _say(tr("{name} has a new PIN.").format(name=owner.name))
    return 0


def _typed_pin(prompt: str) -> str:
    """What somebody types, unseen on a terminal."""
    import getpass

    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().strip()


def _has_screen() -> bool:
    """Whether Qt finds a screen; without one it aborts the process."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _catalog(found: Places) -> Catalog:
    return Catalog(SettingsFile(found.settings).settings.language)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _tell(sentence: str) -> None:
    """Say what went wrong."""
    sys.stderr.write(f"{sentence}\n")
