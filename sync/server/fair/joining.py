"""How a register comes to belong to a booth: join codes, and the token that one is swapped for.

Codes of here are told once; those that are printed and told again are made in `booth_codes`.

A code has 8 characters of 31, 8.5e11 codes. Whoever guesses has 60 tries in 15 minutes from one
address, so with a thousand open codes finds one in some 400 years. A till has 5 of them, so that
one booth's typing errors do not use up what a hall behind one address has. A till is known by its
installation: the register that it asks for is another one with every code.
"""

import hashlib
import hmac
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, Row, func, insert, select, update

from pos_app.domain.continuation import continued_code
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import GENESIS
from pos_app.domain.moments import moment, stamp
from pos_app.domain.register import Booth
from sync.server.accounts import attempts, audit, tokens
from sync.server.fair.expos import expo_by_id, find_booth, is_draft, relay_of
from sync.server.journals.lines import journals
from sync.server.office import Office
from sync.server.store.rows import (
    BoothRow,
    InvitationRow,
    JoinCodeRow,
    MoveCodeRow,
    RegisterRow,
    RegisterTokenRow,
)
from sync.wire import JoinGrant, JoinRequest

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXY"
"""No 0 O 1 I Z: a code is read out loud and typed in a noisy hall."""

LENGTH = 8
SECRET_DIGITS = 26
"""128 bits in base 32, as a scanner reads them."""

LIFETIME = timedelta(hours=24)
TRIES_A_TILL = 5
TRIES_AN_ADDRESS = 60
_ALIKE = str.maketrans("0O1IZ", "QQLL2")
_REGISTER = re.compile(r"[0-9A-Za-z-]{1,64}", re.ASCII)
_PUBLIC_KEY = re.compile(r"[0-9a-f]{64}", re.ASCII)


class JoinCode(msgspec.Struct, frozen=True):
    """A code as it is told to a booth, once; only its hash is kept."""

    code: str
    booth: Booth
    expires_at: datetime


def create_join_code(
    office: Office,
    expo_id: str,
    booth: str,
    lifetime: timedelta = LIFETIME,
    also: Callable[[Connection, str], object] | None = None,
) -> JoinCode:
    """Make a code for one register of a booth (by id or code), good for 24 hours at most.

    `also` is called in the same transaction with the hash under which it is kept. Raises
    LapakError `expo_unknown`, `booth_unknown`, or `expo_joined_elsewhere` for an expo whose
    tills join another server, which gives their registers' codes out.
    """
    now = office.clock()
    expires_at = now + min(lifetime, LIFETIME)
    code = code_from(office.new_secret())
    hashed = code_hash(office, code)
    with office.database.write() as connection:
        expo_by_id(connection, expo_id)
        if relay := relay_of(connection, expo_id):
            raise LapakError("expo_joined_elsewhere", server=relay)
        found = find_booth(connection, expo_id, booth)
        connection.execute(
            insert(JoinCodeRow).values(
                expo_id=expo_id,
                code_hash=hashed,
                booth_id=found.id,
                created_at=stamp(now),
                expires_at=stamp(expires_at),
            )
        )
        if also is not None:
            also(connection, hashed)
        audit.note(connection, office, "code.made", expo_id, booth=found.code)
    return JoinCode(code, found, expires_at)


def join(office: Office, request: JoinRequest, address: str) -> JoinGrant:
    """Swap a code for a booth, a register code and a token.

    The same register with the same key may repeat its code while it lasts: it gets the same booth
    and register code and a fresh token, since the first answer may have been lost.

    Raises LapakError `join_code_wrong`, `join_code_used`, `join_code_expired`,
    `join_code_replaced`, `join_too_many_tries`, `join_request_unusable`, `register_key_differs`,
    `expo_not_open`, `register_of_another_booth`, or `move_needs_empty_till` where a code brings a
    booth to a till that has one.
    """
    check_request(request)
    limits = _limits(request, address)
    with office.database.write() as connection:
        attempts.count_try(connection, limits, office.clock(), "join_too_many_tries")
    hashed = _hash_of(office, request.code)
    with office.database.write() as connection:
        granted = _granted(connection, office, request, hashed)
        attempts.take_back(connection, limits)
    return granted


def normalised(text: str) -> str:
    """A typed code: upper case, no spaces or dashes, letters that are never used read as meant."""
    return re.sub(r"[\s-]", "", text).upper().translate(_ALIKE)


def _hash_of(office: Office, code: str) -> str:
    """Of a code that was typed, or of the one that a scanned secret stands for."""
    if len(code) == SECRET_DIGITS:
        with office.database.read() as connection:
            question = select(InvitationRow.code_hash).where(
                InvitationRow.secret_hash == tokens.token_hash(code)
            )
            return connection.execute(question).scalar_one_or_none() or ""
    typed = normalised(code)
    quick = told_again_hash(office, typed)
    with office.database.read() as connection:
        known = select(JoinCodeRow.code_hash).where(JoinCodeRow.code_hash == quick)
        if connection.execute(known).first():
            return quick
    return code_hash(office, typed)


def _granted(
    connection: Connection, office: Office, request: JoinRequest, hashed: str
) -> JoinGrant:
    code = _usable_code(connection, request, hashed, office.clock())
    moved = _moved(connection, code.expo_id, hashed)
    if moved is not None and not request.may_move:
        raise LapakError("move_needs_empty_till")
    register_code = _seated(connection, code, request, office.clock(), moved)
    connection.execute(
        update(JoinCodeRow)
        .where(JoinCodeRow.expo_id == code.expo_id, JoinCodeRow.code_hash == hashed)
        .values(
            used_by=request.register,
            used_at=func.coalesce(JoinCodeRow.used_at, stamp(office.clock())),
        )
    )
    granted = grant(connection, office, request, code.expo_id, code.booth_id, register_code)
    if moved is None:
        return granted
    line = journals(connection, code.expo_id, moved)
    return msgspec.structs.replace(granted, moves=line)


def _moved(connection: Connection, expo_id: str, hashed: str) -> str | None:
    """The register that a code brings to another laptop; None for a code that only joins."""
    question = select(MoveCodeRow.register_id).where(
        MoveCodeRow.expo_id == expo_id, MoveCodeRow.code_hash == hashed
    )
    return connection.execute(question).scalar_one_or_none()


def grant(
    connection: Connection,
    office: Office,
    request: JoinRequest,
    expo_id: str,
    booth_id: str,
    register_code: str,
) -> JoinGrant:
    """What a register that is known by now needs to sell, with a fresh token."""
    token = tokens.register_token(expo_id, office.new_secret())
    connection.execute(
        insert(RegisterTokenRow).values(
            expo_id=expo_id,
            token_hash=tokens.token_hash(token),
            register_id=request.register,
            created_at=stamp(office.clock()),
        )
    )
    return JoinGrant(
        server_id=office.identity.server_id,
        server_key=office.identity.public_key,
        expo=expo_by_id(connection, expo_id),
        booth=find_booth(connection, expo_id, booth_id),
        register_code=register_code,
        token=token,
    )


def _usable_code(
    connection: Connection, request: JoinRequest, hashed: str, now: datetime
) -> Row[str, str, str, str | None, str | None]:
    code = connection.execute(
        select(
            JoinCodeRow.expo_id,
            JoinCodeRow.booth_id,
            JoinCodeRow.expires_at,
            JoinCodeRow.used_by,
            JoinCodeRow.ended_at,
        )
        .where(JoinCodeRow.code_hash == hashed)
        .with_for_update()
    ).first()
    if code is None:
        raise LapakError("join_code_wrong")
    if moment(code.expires_at) <= now:
        raise LapakError("join_code_expired")
    if code.used_by not in {None, request.register}:
        raise LapakError("join_code_used")
    if code.ended_at and code.used_by is None:
        raise LapakError("join_code_replaced")
    if is_draft(connection, code.expo_id):
        raise LapakError("expo_not_open")
    return code


def _seated(
    connection: Connection,
    code: Row[str, str, str, str | None, str | None],
    request: JoinRequest,
    now: datetime,
    moved: str | None,
) -> str:
    known = connection.execute(
        select(RegisterRow.booth_id, RegisterRow.code, RegisterRow.public_key).where(
            RegisterRow.expo_id == code.expo_id, RegisterRow.register_id == request.register
        )
    ).one_or_none()
    if known is None:
        register_code = (
            _code_after(connection, code.expo_id, moved, request.register)
            if moved is not None
            else _next_code(connection, code.expo_id, code.booth_id)
        )
        add_register(connection, request, code.expo_id, code.booth_id, register_code, now)
        return register_code
    if known.public_key.hex() != request.public_key:
        # To somebody else the code is simply used; the register's own till never gets here.
        raise LapakError("join_code_used" if code.used_by else "register_key_differs")
    if known.booth_id != code.booth_id:
        raise LapakError("register_of_another_booth")
    return str(known.code)


def _code_after(connection: Connection, expo_id: str, moved: str, register: str) -> str:
    """The code of a register that continues another one, as a till would choose it by itself."""
    before = select(RegisterRow.code).where(
        RegisterRow.expo_id == expo_id, RegisterRow.register_id == moved
    )
    return continued_code(connection.execute(before).scalar_one(), register)


def _next_code(connection: Connection, expo_id: str, booth_id: str) -> str:
    number = connection.execute(
        update(BoothRow)
        .where(BoothRow.expo_id == expo_id, BoothRow.booth_id == booth_id)
        .values(registers=BoothRow.registers + 1)
        .returning(BoothRow.registers)
    ).scalar_one()
    return f"K{number}"


def add_register(
    connection: Connection,
    request: JoinRequest,
    expo_id: str,
    booth_id: str,
    code: str,
    now: datetime,
) -> None:
    """Write a register that nothing is held of yet."""
    connection.execute(
        insert(RegisterRow).values(
            expo_id=expo_id,
            register_id=request.register,
            booth_id=booth_id,
            code=code,
            public_key=bytes.fromhex(request.public_key),
            install_id=request.install_id,
            version=request.version,
            joined_at=stamp(now),
            acked_seq=0,
            acked_hash=GENESIS,
            acked_at="",
            declared_seq=0,
            declared_hash=GENESIS,
            declared_signature=b"",
        )
    )


def check_request(request: JoinRequest) -> None:
    """Raise LapakError `join_request_unusable` for what no till would ask."""
    short = (request.install_id, request.version)
    if not _REGISTER.fullmatch(request.register):
        raise LapakError("join_request_unusable", field="register")
    if not _PUBLIC_KEY.fullmatch(request.public_key):
        raise LapakError("join_request_unusable", field="public_key")
    if any(len(text) > 100 or not text.isprintable() for text in short):
        raise LapakError("join_request_unusable", field="install_id")


def _limits(request: JoinRequest, address: str) -> tuple[attempts.Limit, ...]:
    return (
        attempts.Limit("join_install", f"{address} {request.install_id}", TRIES_A_TILL),
        attempts.Limit("join_address", address, TRIES_AN_ADDRESS),
    )


def code_from(secret: bytes) -> str:
    """Eight letters that nobody mistakes, out of random bytes."""
    number = int.from_bytes(secret, "big")
    places = (number // len(ALPHABET) ** place for place in range(LENGTH))
    return "".join(ALPHABET[digit % len(ALPHABET)] for digit in places)


def code_hash(office: Office, code: str) -> str:
    """What is stored of a code."""
    # Slow on purpose: 40 bits must not be guessed from a stolen database. The salt is the
    # server's, not the code's, because a code is looked up by its hash.
    salt = office.identity.server_id.encode()
    return hashlib.scrypt(code.encode(), salt=salt, n=2**12, r=8, p=1, dklen=32).hex()


def told_again_hash(office: Office, code: str) -> str:
    """What is stored of a code that can be told again.

    Fast, for whoever has stolen the database has the key that makes these codes as well.
    """
    key = office.identity.derived_key("hashes of booths' codes")
    return hmac.new(key, code.encode(), hashlib.sha256).hexdigest()
