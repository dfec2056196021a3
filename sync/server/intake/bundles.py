"""Taking in bundle files: the same way as a push, from a stick instead of a network.

A file is taken in only once it is known to be whole, for this server, and signed by a register
that joined here. Its batches then go through `receive.take`, which a repetition does not harm.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import BinaryIO

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from pos_app.domain.errors import LapakError
from pos_app.domain.register import Expo
from sync import wire
from sync.bundle import acknowledgement, form, introduction, reading
from sync.bundle.acknowledgement import Acknowledged
from sync.bundle.form import Manifest
from sync.bundle.reading import Whole
from sync.server.accounts.access import Seat, seat_of_register
from sync.server.fair import joining
from sync.server.fair.continuing import continue_register
from sync.server.fair.expos import expo_by_id
from sync.server.fair.registers import registers_of
from sync.server.intake import receive
from sync.server.intake.receive import RefusalError
from sync.server.journals import heads
from sync.server.office import Office
from sync.server.store.database import storage_error

MAX_PARTS = form.MAX_REGISTERS


class Outcome(StrEnum):
    """What became of one register's part of a file."""

    TAKEN = "taken"
    KNOWN = "known"
    GAP = "gap"
    FORK = "fork"
    REFUSED = "refused"


class Part(msgspec.Struct, frozen=True):
    """One register's part: `new` entries were stored, `held` of `declared` are here now.

    `after` is the entry behind which the file begins.

    `code` is as on its receipts, empty for a register that never joined; `problem` is the code of
    the LapakError behind `refused`. `is_blocked`: the register may not push any more.
    """

    register: str
    code: str
    outcome: Outcome
    after: int = 0
    new: int = 0
    held: int = 0
    declared: int = 0
    problem: str = ""
    is_blocked: bool = False


class Imported(msgspec.Struct, frozen=True):
    """What a file brought; `code` is the till's, as on its receipts."""

    expo: Expo
    code: str
    parts: tuple[Part, ...]

    @property
    def acknowledged(self) -> tuple[str, ...]:
        """The registers that may be told what is held of them."""
        told = {Outcome.TAKEN, Outcome.KNOWN, Outcome.GAP}
        return tuple(part.register for part in self.parts if part.outcome in told and part.held)


def import_bundle(office: Office, file: BinaryIO, name: str) -> Imported:
    """Take a file in; `file` can be sought in, `name` is what people call it.

    Raises LapakError `bundle_not_read`, `bundle_for_another_server`, `bundle_of_another_expo`,
    `bundle_register_unknown`, as `reading.read_whole` names, or what `storage_error` makes. Some
    whole batches may be stored then, and the same file again brings the rest.
    """
    with _readable(name):
        whole = reading.read_whole(file)
        _check_addressed(office, whole)
        key = reading.server_key(whole, office.identity.private_key.private_bytes_raw())
        expo, seats = _seats(office, whole, key)
        before = {register: _held(office, seat) for register, seat in seats.items()}
        stopped = _take_all(office, file, whole, key, seats)
    return _told(office, whole.manifest, expo, seats, before, stopped)


def acknowledgements(
    office: Office, expo_id: str, registers: tuple[str, ...]
) -> tuple[Acknowledged, ...]:
    """What is held of registers, signed, as it stands now; raises `register_unknown`."""
    found = []
    with office.database.read() as connection:
        for register in registers[:MAX_PARTS]:
            seat = seat_of_register(connection, expo_id, register)
            if seat is None:
                raise LapakError("register_unknown", register=register)
            mark = heads.watermark(connection, office.identity, seat)
            found.append(acknowledgement.acknowledged(register, mark))
    return tuple(found)


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LapakError("bundle_not_read", name=name, reason=str(error)) from error
    except DBAPIError as error:
        raise storage_error(error) from error


def _check_addressed(office: Office, whole: Whole) -> None:
    manifest = whole.manifest
    if manifest.server_id != office.identity.server_id:
        named = _printable(manifest.expo_name)
        raise LapakError("bundle_for_another_server", expo=named)


def _seats(office: Office, whole: Whole, key: bytes) -> tuple[Expo, dict[str, Seat]]:
    """Where the file's registers stand here, its signature checked."""
    manifest = whole.manifest
    with office.database.read() as connection:
        expo = _expo(connection, manifest)
        signer = seat_of_register(connection, expo.id, manifest.register)
    _introduce(office, whole, key, signer)
    with office.database.read() as connection:
        found = {
            part.register: seat_of_register(connection, expo.id, part.register)
            for part in manifest.registers
        }
    return expo, {register: seat for register, seat in found.items() if seat is not None}


def _introduce(office: Office, whole: Whole, key: bytes, signer: Seat | None) -> None:
    """Make registers known that continue others and were never online since."""
    manifest = whole.manifest
    made = introduction.unseal(manifest.introduction, key) if manifest.introduction else ()
    asking = {one.request.register: one for one in made}
    if signer is None and manifest.register not in asking:
        raise LapakError("bundle_register_unknown", code=_printable(manifest.code))
    for one in made:
        joining.check_request(one.request)
    if signer is None:
        whole.check_signature(bytes.fromhex(asking[manifest.register].request.public_key))
    else:
        whole.check_signature(signer.public_key)
    for one in made:
        continue_register(office, one.token, one.voucher, one.request)


def _expo(connection: Connection, manifest: Manifest) -> Expo:
    try:
        return expo_by_id(connection, manifest.expo)
    except LapakError as error:
        named = _printable(manifest.expo_name)
        raise LapakError("bundle_of_another_expo", expo=named) from error


def _take_all(
    office: Office, file: BinaryIO, whole: Whole, key: bytes, seats: dict[str, Seat]
) -> dict[str, str]:
    """Take every batch in; returns why registers were not taken to their end, by register."""
    stopped: dict[str, str] = {}
    for packed in reading.batches(file, whole, key):
        raw = wire.decompress(packed, "zstd")
        register = wire.read_header(raw).register
        if register not in seats or register in stopped:
            continue
        try:
            receive.take(office, seats[register], raw, "identity")
        except RefusalError as refusal:
            stopped[register] = refusal.code
        except LapakError as error:
            stopped[register] = error.code
    return stopped


def _told(
    office: Office,
    manifest: Manifest,
    expo: Expo,
    seats: dict[str, Seat],
    before: dict[str, int],
    stopped: dict[str, str],
) -> Imported:
    with office.database.read() as connection:
        named = {one.id: one for one in registers_of(connection, expo.id)}
    parts = []
    for consigned in manifest.registers:
        register = consigned.register
        if register not in seats:
            parts.append(Part(register, "", Outcome.REFUSED, problem="register_unknown"))
            continue
        held = _held(office, seats[register])
        new = held - before[register]
        parts.append(
            Part(
                register=register,
                code=named[register].code,
                outcome=_outcome(stopped.get(register, ""), new),
                after=consigned.after_seq,
                new=new,
                held=held,
                declared=max(held, consigned.head_seq),
                problem=stopped.get(register, ""),
                is_blocked=named[register].is_revoked,
            )
        )
    return Imported(expo, named[manifest.register].code, tuple(parts))


def _outcome(problem: str, new: int) -> Outcome:
    match problem:
        case "":
            return Outcome.TAKEN if new else Outcome.KNOWN
        case "gap":
            return Outcome.GAP
        case "fork":
            return Outcome.FORK
    return Outcome.REFUSED


def _held(office: Office, seat: Seat) -> int:
    with office.database.read() as connection:
        return heads.watermark(connection, office.identity, seat).acked_seq


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
