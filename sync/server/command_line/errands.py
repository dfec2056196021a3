"""What an organizer asks for on the command line: each errand gives the lines to be shown."""

import argparse
import getpass
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import msgspec

from pos_app.domain.business_day import format_moment
from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_rupiah
from pos_app.messages import sentence
from resources.translations import Catalog, mark
from sync.server.accounts import programs
from sync.server.command_line.bundle_errands import acknowledge, enter_z_code, import_files
from sync.server.command_line.care_errands import back_up
from sync.server.command_line.first_run import create_admin, new_password, tell_first_link
from sync.server.command_line.sheet_errands import print_sheets
from sync.server.fair import (
    expos,
    invitations,
    joining,
    moves,
    offer_file,
    offers,
    registers,
)
from sync.server.fair.expo_details import DetailsChange
from sync.server.figures import changed_details, closings
from sync.server.figures.continued import continuations
from sync.server.figures.losses import confirm_restored
from sync.server.figures.projection import reproject
from sync.server.figures.totals import expo_totals
from sync.server.office import Office
from sync.server.pages.continued_words import continued_lines
from sync.server.pages.glance import hints, on_paper, status_word
from sync.server.pages.offer_words import imported_words
from sync.server.presence import Whereabouts
from sync.server.relays import relayed
from sync.server.sheets import qr
from sync.wire import BoothTotals

Lines: TypeAlias = Iterator[str]


class Errand(msgspec.Struct, frozen=True):
    """A command: what it is for, what stands behind it, and what it does."""

    purpose: str
    places: tuple[str, ...]
    """What is to be named; a last one that ends in `…` may be named many times."""
    run: Callable[[Office, argparse.Namespace, Catalog], Lines]


def _expos(office: Office, _args: argparse.Namespace, tr: Catalog) -> Lines:
    with office.database.read() as connection:
        found = expos.all_expos(connection)
    for expo in found:
        yield f"{expo.id}  {expo.name}"
    if not found:
        yield tr("No expo yet")


def _booths(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    with office.database.read() as connection:
        found = expos.booths_of(connection, expos.find_expo(connection, args.expo).id)
    for booth in found:
        yield f"{booth.code:<8}  {booth.name}"
    if not found:
        yield tr("No booth yet.")


def _registers(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    with office.database.read() as connection:
        expo = expos.find_expo(connection, args.expo)
        found = registers.registers_of(connection, expo.id)
        going_on = continuations(connection, expo.id)
    codes = {each.id: each.code for each in found}
    for each in found:
        seen = format_moment(each.last_seen, expo.zone, tr.language) if each.last_seen else "-"
        state = tr("blocked") if each.is_revoked else ""
        yield f"{each.code:<12} {each.id:<36}  {seen:<22} {state}".rstrip()
        for line in continued_lines(each, going_on, codes, expo.zone, tr):
            yield f"{'':<12} {line}"
    if not found:
        yield tr("No till has joined yet.")


def _tokens(office: Office, _args: argparse.Namespace, tr: Catalog) -> Lines:
    with office.database.read() as connection:
        found = programs.programs(connection)
    for program in found:
        yield f"{program.created_at:%Y-%m-%d}  {program.name}"
    if not found:
        yield tr("There is no API token.")


def _revoke_token(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    programs.revoke_api_token(office, args.name)
    yield tr("The API token {name} is blocked.").format(name=args.name)


def _create_expo(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    expo = expos.create_expo(office, args.name, args.zone, args.cutoff)
    yield tr("Expo {name} is set up. Its id: {id}").format(name=expo.name, id=expo.id)


def _create_booth(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    booth = expos.create_booth(office, _expo_id(office, args.expo), args.code, args.name)
    yield tr("Booth {code} {name} is set up.").format(code=booth.code, name=booth.name)


def _join_code(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    with office.database.read() as connection:
        expo = expos.find_expo(connection, args.expo)
    here: Whereabouts | None = args.here
    invited = invitations.invite(office, expo.id, args.booth, here) if here else None
    made = invited.code if invited else joining.create_join_code(office, expo.id, args.booth)
    until = format_moment(made.expires_at, expo.zone, tr.language)
    yield f"{made.code[:4]}-{made.code[4:]}"
    text = tr("For one till of booth {booth}, until {time}. It is not shown again.")
    yield text.format(booth=made.booth.code, time=until)
    if invited:
        yield from qr.lines(invited.text)


def _move_code(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    with office.database.read() as connection:
        expo = expos.find_expo(connection, args.expo)
    made, register = moves.create_move_code(office, expo.id, args.register)
    until = format_moment(made.expires_at, expo.zone, tr.language)
    yield f"{made.code[:4]}-{made.code[4:]}"
    text = tr("Brings {register} to one empty laptop, until {time}. It is not shown again.")
    yield text.format(register=register.code, time=until)


def _create_token(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    yield programs.create_api_token(office, args.name)
    yield tr("This API token is not shown again.")


def _relay_key(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    yield relayed.create_relay_key(office, args.name)
    yield tr("For a hall's server: put this line in a file there and name it with --upstream-key.")
    yield tr("It is not shown again; `lapak server revoke-token` locks it out.")


def _totals(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    with office.database.read() as connection:
        found = expo_totals(connection, expos.find_expo(connection, args.expo).id)
    for booth in found.booths:
        yield _booth_line(booth, tr)
    text = tr("{amount} in {n} sales; {complete} of {booths} booths complete")
    yield text.format(
        amount=format_rupiah(found.total),
        n=found.sales,
        complete=found.complete,
        booths=len(found.booths),
    )


def _close_expo(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    with office.database.read() as connection:
        expo = expos.find_expo(connection, args.expo)
    closing = closings.close_expo(office.used_by(getpass.getuser()), expo.id)
    told = tr("Expo {name} is closed, revision {n}: {amount}. What comes later is told apart.")
    yield told.format(name=expo.name, n=closing.revision, amount=format_rupiah(closing.total))


def _closings(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    with office.database.read() as connection:
        expo = expos.find_expo(connection, args.expo)
        found = closings.closings(connection, expo.id)
    for each in found:
        when = format_moment(each.at, expo.zone, tr.language)
        yield f"{each.revision:>3}  {when:<22} {format_rupiah(each.total):>18}  {each.by}"
    if not found:
        yield tr("The expo is open.")


def _reproject(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    reproject(office.database, _expo_id(office, args.expo))
    yield from _totals(office, args, tr)


def _revoke(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    expo = _expo_id(office, args.expo)
    register = registers.revoke_register(office, expo, args.register, args.reason)
    yield tr("Register {register} is blocked.").format(register=register.code)
    yield tr("It sells on; a new join code lets it send again.")


def _restored(office: Office, _args: argparse.Namespace, tr: Catalog) -> Lines:
    generation = confirm_restored(office)
    yield tr("The server counts as put back from a backup from now on (generation {n}).").format(
        n=generation
    )
    yield tr("Tills send again what it lost as soon as they call.")
    yield tr("Block tills again that were blocked since, and look at what the booths are told.")


def _details(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    expo, cutoff = _expo_id(office, args.expo), args.cutoff
    typed = {
        "name": args.name,
        "zone": args.zone,
        "cutoff_minutes": cutoff,
        "first_day": args.first_day,
        "last_day": args.last_day,
        "header": tuple(args.header) if args.header is not None else None,
        "announcement": args.announce,
    }
    told = {name: value for name, value in typed.items() if value is not None}
    found = changed_details.change_details(office, expo, DetailsChange(**told))
    days = " – ".join(day.isoformat() for day in (found.first_day, found.last_day) if day)
    rows = (
        (tr("Name"), found.name),
        (tr("Days"), days),
        (tr("Time zone"), found.zone),
        (tr("The day ends at"), "{:02d}.{:02d}".format(*divmod(found.cutoff_minutes, 60))),
        (tr("Header of receipts"), " / ".join(found.header)),
        (tr("Announcement"), found.announcement),
    )
    for name, value in rows:
        yield f"{name}: {value or '-'}"


def _offers(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    with office.database.read() as connection:
        expo = expos.find_expo(connection, args.expo)
        codes = {booth.id: booth.code for booth in expos.booths_of(connection, expo.id)}
        found = offers.offers_of(connection, expo.id)
    for one in found:
        booths = ", ".join(sorted(codes[each] for each in one.booths))
        price, code = format_rupiah(one.offer.price), one.offer.barcode or "-"
        yield f"{code:<14} {price:>14}  {one.offer.name}{booths and f' ({booths})'}"
    if not found:
        yield tr("No product is offered to the booths yet.")


def _import_offers(office: Office, args: argparse.Namespace, tr: Catalog) -> Lines:
    file = offer_file.read_offer_file(_chosen(Path(args.file)), Path(args.file).name)
    done = offers.put_offers(office, _expo_id(office, args.expo), file.rows)
    yield imported_words(done, tr)
    for problem in file.problems:
        reason = sentence(LapakError(problem.code, **problem.details), tr)
        yield tr("Line {line} was left out: {reason}").format(line=problem.line, reason=reason)


def _chosen(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(offer_file.MAX_FILE + 1)
    except OSError as error:
        raise LapakError("file_not_readable", name=path.name, reason=str(error)) from error
    if len(data) > offer_file.MAX_FILE:
        raise LapakError("file_too_large", limit=f"{offer_file.MAX_FILE // 1024 // 1024} MB")
    return data


def _booth_line(booth: BoothTotals, tr: Catalog) -> str:
    held = f"{booth.held}/{booth.declared}"
    state = status_word(booth.status, tr)
    hint = "; ".join(filter(None, (*hints(booth, tr), on_paper(booth, tr))))
    return (
        f"{booth.code:<8} {format_rupiah(booth.total):>18} {booth.sales:>6} {held:>11}"
        f"  {state:<18} {booth.name}{hint and f' ({hint})'}"
    )


def _expo_id(office: Office, text: str) -> str:
    with office.database.read() as connection:
        return expos.find_expo(connection, text).id


ERRANDS = {
    "expos": Errand(mark("list the expos"), (), _expos),
    "create-expo": Errand(mark("set an expo up"), ("NAME",), _create_expo),
    "booths": Errand(mark("list an expo's booths"), ("EXPO",), _booths),
    "create-booth": Errand(mark("add a booth to an expo"), ("EXPO", "CODE", "NAME"), _create_booth),
    "join-code": Errand(
        mark("a code with which one till joins a booth"), ("EXPO", "BOOTH"), _join_code
    ),
    "join-sheets": Errand(
        mark("sheets with join codes to print, as a PDF"), ("EXPO", "FILE"), print_sheets
    ),
    "move-code": Errand(
        mark("a code that brings a till's booth to another laptop"),
        ("EXPO", "REGISTER"),
        _move_code,
    ),
    "expo": Errand(mark("show or change what an expo's booths are told"), ("EXPO",), _details),
    "offers": Errand(mark("list the products offered to the booths"), ("EXPO",), _offers),
    "import-offers": Errand(
        mark("offer the products of a CSV or XLSX file"), ("EXPO", "FILE"), _import_offers
    ),
    "registers": Errand(mark("list the tills that joined"), ("EXPO",), _registers),
    "revoke": Errand(mark("lock a till out, by code or id"), ("EXPO", "REGISTER"), _revoke),
    "create-admin": Errand(mark("an account"), ("NAME",), create_admin),
    "new-password": Errand(
        mark("another password for an account, where it was forgotten"), ("NAME",), new_password
    ),
    "first-link": Errand(mark("another link that makes the first account"), (), tell_first_link),
    "tokens": Errand(mark("list the API tokens"), (), _tokens),
    "create-token": Errand(mark("an API token"), ("NAME",), _create_token),
    "relay-key": Errand(mark("let a hall's server pass on to this one"), ("NAME",), _relay_key),
    "revoke-token": Errand(mark("lock an API token out"), ("NAME",), _revoke_token),
    "import": Errand(mark("take in what tills wrote on sticks"), ("FILE…",), import_files),
    "ack": Errand(
        mark("what is held of a till, as a code for its scanner"), ("EXPO", "REGISTER"), acknowledge
    ),
    "z-code": Errand(mark("what the code on a Z report declares"), ("CODE",), enter_z_code),
    "totals": Errand(mark("what the booths sold"), ("EXPO",), _totals),
    "close-expo": Errand(mark("keep the figures as they stand"), ("EXPO",), _close_expo),
    "closings": Errand(mark("list the figures that were kept"), ("EXPO",), _closings),
    "backup": Errand(
        mark("keep everything in one file, while the server runs"), ("FILE",), back_up
    ),
    "restored": Errand(mark("say that the database was put back from a backup"), (), _restored),
    "reproject": Errand(mark("make totals again from the journals"), ("EXPO",), _reproject),
}
