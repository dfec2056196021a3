"""`lapak server …`: serving, and what an organizer sets up on the command line.

What goes wrong is raised as LapakError; the caller turns it into a sentence.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from platformdirs import user_data_path

from pos_app.domain.business_day import format_moment
from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from sync.server import accounts, expos, joining
from sync.server.office import Office, open_office, random_secret
from sync.server.projection import reproject
from sync.server.serve import serve
from sync.server.tokens import token_text
from sync.server.totals import expo_totals

HOST, PORT = "127.0.0.1", 8080


def main(
    arguments: Sequence[str], default_database: Path | None = None, language: str | None = None
) -> int:
    """Run `lapak server` with what stands behind these words; returns the exit code.

    Raises LapakError as the parts name.
    """
    database = default_database or _usual_database()
    parser = argparse.ArgumentParser(prog="lapak server", description="The organizer's server.")
    add_arguments(parser, str(database))
    args = parser.parse_args(list(arguments))
    if args.database == str(database):
        database.parent.mkdir(parents=True, exist_ok=True)
    return run(args, Catalog(language or _language()))


def add_arguments(parser: argparse.ArgumentParser, default_database: str) -> None:
    """Describe `lapak server`: without a command it serves."""
    parser.add_argument("--database", default=default_database, help="path or postgresql:// URL")
    parser.add_argument("--host", default=HOST, help="address to listen on; 0.0.0.0 for a hall")
    parser.add_argument("--port", default=PORT, type=int)
    commands = parser.add_subparsers(dest="server_command", metavar="COMMAND")
    new_expo = commands.add_parser("create-expo", help="set an expo up")
    new_expo.add_argument("name", metavar="NAME")
    new_expo.add_argument("--zone", default="Asia/Jakarta")
    new_expo.add_argument("--cutoff", default=0, type=int, help="minutes after midnight")
    new_booth = commands.add_parser("create-booth", help="add a booth to an expo")
    new_booth.add_argument("expo", metavar="EXPO")
    new_booth.add_argument("code", metavar="CODE")
    new_booth.add_argument("name", metavar="NAME")
    code = commands.add_parser("join-code", help="a code with which one till joins a booth")
    code.add_argument("expo", metavar="EXPO")
    code.add_argument("booth", metavar="BOOTH")
    commands.add_parser("create-admin", help="an account").add_argument("name", metavar="NAME")
    commands.add_parser("create-token", help="an API token").add_argument("name", metavar="NAME")
    commands.add_parser("totals", help="what the booths sold").add_argument("expo", metavar="EXPO")
    again = commands.add_parser("reproject", help="make an expo's totals again from its journals")
    again.add_argument("expo", metavar="EXPO")
    revoke = commands.add_parser("revoke", help="make a register's tokens worthless")
    revoke.add_argument("expo", metavar="EXPO")
    revoke.add_argument("register", metavar="REGISTER")


def run(args: argparse.Namespace, tr: Catalog) -> int:
    """Do what the command line says; returns the exit code.

    Raises LapakError as the parts name.
    """
    command = _COMMANDS.get(args.server_command)
    if command is None:
        return _serve(args, tr)
    office = open_office(args.database)
    with closing(office.database):
        command(office, args, tr)
    return 0


def ensure_admin(office: Office) -> str | None:
    """Make the account `admin` if nobody could log in; returns its password, told only now."""
    if accounts.has_accounts(office):
        return None
    password = token_text(office.new_secret())[:16]
    accounts.create_account(office, "admin", password)
    return password


def _serve(args: argparse.Namespace, tr: Catalog) -> int:
    office = open_office(args.database)
    with closing(office.database):
        password = ensure_admin(office)
    if password is not None:
        _say(tr("First start. Log in as admin with this password; it is not shown again:"))
        _say(f"    {password}")

    def ready(url: str) -> None:
        _say(tr("The organizer's server runs at {url}. Ctrl+C stops it.").format(url=url))

    serve(args.database, args.host, args.port, ready)
    return 0


def _create_expo(office: Office, args: argparse.Namespace, tr: Catalog) -> None:
    expo = expos.create_expo(office, args.name, args.zone, args.cutoff)
    _say(tr("Expo {name} is set up. Its id: {id}").format(name=expo.name, id=expo.id))


def _create_booth(office: Office, args: argparse.Namespace, tr: Catalog) -> None:
    booth = expos.create_booth(office, _expo_id(office, args.expo), args.code, args.name)
    _say(tr("Booth {code} {name} is set up.").format(code=booth.code, name=booth.name))


def _join_code(office: Office, args: argparse.Namespace, tr: Catalog) -> None:
    with office.database.read() as connection:
        expo = expos.find_expo(connection, args.expo)
    made = joining.create_join_code(office, expo.id, args.booth)
    until = format_moment(made.expires_at, expo.zone, tr.language)
    _say(f"{made.code[:4]}-{made.code[4:]}")
    text = tr("For one till of booth {booth}, until {time}. It is not shown again.")
    _say(text.format(booth=made.booth.code, time=until))


def _create_admin(office: Office, args: argparse.Namespace, tr: Catalog) -> None:
    typed = _typed_password(tr("Password (Enter for a made-up one): "))
    password = typed or token_text(random_secret())[:16]
    account = accounts.create_account(office, args.name, password)
    _say(tr("Account {name} is set up.").format(name=account.name))
    if not typed:
        _say(tr("Its password, not shown again: {password}").format(password=password))


def _create_token(office: Office, args: argparse.Namespace, tr: Catalog) -> None:
    _say(accounts.create_api_token(office, args.name))
    _say(tr("This API token is not shown again."))


def _totals(office: Office, args: argparse.Namespace, tr: Catalog) -> None:
    with office.database.read() as connection:
        found = expo_totals(connection, expos.find_expo(connection, args.expo).id)
    for booth in found.booths:
        held = f"{booth.held}/{booth.declared}"
        amount = format_rupiah(booth.total)
        _say(
            f"{booth.code:<8} {amount:>18} {booth.sales:>6} {held:>11}  {booth.status:<11}"
            f" {booth.name}"
        )
    text = tr("{amount} in {n} sales; {complete} of {booths} booths complete")
    _say(
        text.format(
            amount=format_rupiah(found.total),
            n=found.sales,
            complete=found.complete,
            booths=len(found.booths),
        )
    )


def _reproject(office: Office, args: argparse.Namespace, tr: Catalog) -> None:
    reproject(office.database, _expo_id(office, args.expo))
    _totals(office, args, tr)


def _revoke(office: Office, args: argparse.Namespace, tr: Catalog) -> None:
    revoked = joining.revoke_register(office, _expo_id(office, args.expo), args.register)
    _say(tr("{n} tokens revoked.").format(n=revoked))


def _expo_id(office: Office, text: str) -> str:
    with office.database.read() as connection:
        return expos.find_expo(connection, text).id


def _usual_database() -> Path:
    return user_data_path("Lapak", appauthor=False) / "server" / "lapak-server.db"


def _language() -> str:
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    spoken = next((name for name in names if name), "id")
    return "en" if spoken.startswith(("en", "C", "POSIX")) else "id"


def _typed_password(prompt: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\r\n")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


_COMMANDS: dict[str | None, Callable[[Office, argparse.Namespace, Catalog], None]] = {
    "create-expo": _create_expo,
    "create-booth": _create_booth,
    "join-code": _join_code,
    "create-admin": _create_admin,
    "create-token": _create_token,
    "totals": _totals,
    "reproject": _reproject,
    "revoke": _revoke,
}
