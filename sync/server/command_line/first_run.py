"""What a terminal says while nobody has an account yet, or has forgotten their password."""

import argparse
import getpass
import sys
from collections.abc import Iterator, Sequence

from pos_app.domain.errors import LapakError
from resources.translations import Catalog
from sync.server.accounts import first_link, people
from sync.server.accounts.tokens import token_text
from sync.server.listening.door import reached_at
from sync.server.office import Office, random_secret
from sync.server.sheets import qr


def told(path: str, addresses: Sequence[str], tr: Catalog, *, pictured: bool) -> Iterator[str]:
    """The link for whoever sits here, and for a phone where one can reach the server.

    `addresses` are URLs of the server, those of other machines first, this machine's last;
    `pictured`: the terminal is one that a person looks at.
    """
    yield tr("Nobody has an account yet. Open this link: it makes yours, once, within 24 hours.")
    yield f"    {addresses[-1]}{path}"
    outside = addresses[0]
    if "//127." in outside or "//[::1]" in outside or not pictured:
        return
    yield tr("Or scan it with a phone in this network (it warns of the certificate once):")
    yield from qr.lines(f"{outside}{path}")


def tell_first_link(office: Office, args: argparse.Namespace, tr: Catalog) -> Iterator[str]:
    """Another link, with the addresses of a server that was started with these options."""
    path = first_link.new_link(office)
    if path is None:
        raise LapakError("first_link_worthless")
    yield from told(path, reached_at(args.host, _ports(args)), tr, pictured=args.pictured)


def create_admin(office: Office, args: argparse.Namespace, tr: Catalog) -> Iterator[str]:
    """Another account that may do everything."""
    typed, password = _password(tr)
    account = people.create_account(office, args.name, password)
    yield tr("Account {name} is set up.").format(name=account.name)
    yield from _made_up(typed, password, tr)


def new_password(office: Office, args: argparse.Namespace, tr: Catalog) -> Iterator[str]:
    """Another password for an account; whoever is logged in with it is logged out."""
    typed, password = _password(tr)
    name = people.set_password(office, args.name, password)
    told = tr("Account {name} has a new password; the old one and its sessions are void.")
    yield told.format(name=name)
    yield from _made_up(typed, password, tr)


def _password(tr: Catalog) -> tuple[bool, str]:
    """Whether somebody typed it, and the password."""
    prompt = tr("Password (Enter for a made-up one): ")
    typed = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    return bool(typed), typed or token_text(random_secret())[:16]


def _made_up(typed: bool, password: str, tr: Catalog) -> Iterator[str]:  # noqa: FBT001
    if not typed:
        yield tr("Its password, not shown again: {password}").format(password=password)


def _ports(args: argparse.Namespace) -> list[tuple[str, int]]:
    secure = args.port + 1 if args.tls_port is None else args.tls_port
    return [*([] if args.plain else [("https", secure)]), ("http", args.port)]
