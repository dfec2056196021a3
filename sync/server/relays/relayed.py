"""What a hall's server passes on to this one, register by register.

The hall's server is trusted for which registers there are, never for what they sold: each batch is
signed by the register that recorded it, and is taken in as if it had come from there.
"""

import msgspec
from sqlalchemy import Connection, insert, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import Exhibitor, exhibitor_key
from pos_app.domain.expo_details import known_zone
from pos_app.domain.moments import stamp
from pos_app.domain.register import Booth, Expo, booth_code, booth_name, checked_cutoff
from sync.relay_wire import Evidence, ExpoTold, Papers
from sync.server.accounts import access
from sync.server.accounts.access import Seat
from sync.server.accounts.programs import RELAY, create_api_token, program_of
from sync.server.fair import joining
from sync.server.fair.expo_details import details_of
from sync.server.fair.expos import expo_name, relay_of
from sync.server.intake.receive import take
from sync.server.journals import evidence, heads
from sync.server.office import Office
from sync.server.relays import agreeing, shared_papers
from sync.server.store.database import insert_many
from sync.server.store.rows import BoothRow, ExpoRow, RegisterRow, RelayedExpoRow
from sync.wire import JoinRequest, RelayedRegister, SealedNews, Watermark, news_message

MAX_ID = 64


def create_relay_key(office: Office, name: str) -> str:
    """What a hall's server needs to pass on to this one: a token, and who this server is.

    It is returned once; only the token's hash is kept. Raises LapakError as `create_api_token`
    does.
    """
    token = create_api_token(office, name, RELAY)
    return f"{token}.{office.identity.server_id}.{office.identity.public_key}"


def introduce(office: Office, token: str, told: RelayedRegister) -> Watermark:
    """Know a register that joined a hall's server; returns what is held of it here.

    Its expo is from then on that server's alone. Raises LapakError `token_unknown`,
    `token_revoked`, `expo_of_another_server`, `register_key_differs`, `register_of_another_booth`,
    or what the parts of it raise that nobody can sell for.
    """
    request = JoinRequest("", told.register, told.public_key, told.install_id, told.version)
    joining.check_request(request)
    expo = _checked(told.expo)
    with office.database.write() as connection:
        relay = program_of(connection, token, RELAY).name
        _know_expo(connection, office, expo, relay)
        _know_booth(connection, office, expo.id, told.booth)
        _know_register(connection, office, told, request)
        seat = _seat(connection, expo.id, told.register)
        return heads.watermark(connection, office.identity, seat)


def agree(office: Office, token: str, expo_id: str, told: ExpoTold) -> SealedNews:
    """Take over what is newer of an expo in a hall; returns, sealed, how it stands here.

    Raises LapakError as `introduce` does of expo and booths, or what `agreeing.take_over` raises.
    """
    if told.expo.id != expo_id:
        raise LapakError("expo_unknown", expo=told.expo.id[:MAX_ID])
    expo = _checked(told.expo)
    with office.database.write() as connection:
        relay = program_of(connection, token, RELAY).name
        _know_expo(connection, office, expo, relay)
        for booth in told.booths:
            _know_booth(connection, office, expo_id, booth)
    agreeing.take_over(office, expo_id, told)
    with office.database.read() as connection:
        stands = agreeing.told_of(connection, expo_id, told.offers_revision)
    return _sealed(office, stands)


def exchange_papers(office: Office, token: str, expo_id: str, papers: Papers) -> SealedNews:
    """Keep codes of Z reports and a closing; returns, sealed, what is held here.

    Raises LapakError `expo_of_another_server` or `closing_differs`.
    """
    with office.database.read() as connection:
        relay = program_of(connection, token, RELAY).name
        _check_owner(connection, expo_id, relay)
    shared_papers.take(office, expo_id, papers)
    with office.database.read() as connection:
        held = shared_papers.papers_of(connection, expo_id, papers.closings_held)
    return _sealed(office, held)


def take_evidence(
    office: Office, token: str, expo_id: str, register_id: str, told: Evidence
) -> Watermark:
    """Keep what shows that a register has two histories.

    Raises LapakError `expo_of_another_server`, `register_unknown` or `fork_evidence_wrong`.
    """
    with office.database.read() as connection:
        relay = program_of(connection, token, RELAY).name
        _check_owner(connection, expo_id, relay)
        seat = _seat(connection, expo_id, register_id)
    return evidence.take(office, seat, told)


def receive_relayed(
    office: Office, token: str, expo_id: str, register_id: str, body: bytes, encoding: str
) -> Watermark:
    """Store a batch that a hall's server passes on, as `receive.receive` does.

    Raises what that raises, or LapakError `expo_of_another_server`.
    """
    with office.database.read() as connection:
        relay = program_of(connection, token, RELAY).name
        _check_owner(connection, expo_id, relay)
        seat = _seat(connection, expo_id, register_id)
    return take(office, seat, body, encoding)


def _sealed(office: Office, told: msgspec.Struct) -> SealedNews:
    content = msgspec.json.encode(told).decode()
    return SealedNews(content, office.identity.sign(news_message(content)))


def _checked(expo: Expo) -> Expo:
    if not _is_id(expo.id):
        raise LapakError("expo_unknown", expo=expo.id[:MAX_ID])
    zone, cutoff = known_zone(expo.zone), checked_cutoff(expo.cutoff_minutes)
    return Expo(expo.id, expo_name(expo.name), zone, cutoff, expo.currency)


def _is_id(text: str) -> bool:
    return 0 < len(text) <= MAX_ID and text.isprintable()


def _know_expo(connection: Connection, office: Office, expo: Expo, relay: str) -> None:
    now = stamp(office.clock())
    row = (expo.id, expo.name, expo.zone, expo.cutoff_minutes, expo.currency, now)
    added = insert_many(
        connection,
        "expo (expo_id, name, zone, cutoff_minutes, currency, created_at)",
        [row],
        conflict="(expo_id) DO NOTHING",
    )
    if added:
        connection.execute(insert(RelayedExpoRow).values(expo_id=expo.id, relay=relay))
        return
    _check_owner(connection, expo.id, relay)
    if details_of(connection, expo.id).revision:
        return  # what was changed since has a revision, and comes by `agree`
    changed = {"name": expo.name, "zone": expo.zone, "cutoff_minutes": expo.cutoff_minutes}
    connection.execute(update(ExpoRow).where(ExpoRow.expo_id == expo.id).values(changed))


def _check_owner(connection: Connection, expo_id: str, relay: str) -> None:
    if relay_of(connection, expo_id) != relay:
        raise LapakError("expo_of_another_server")


def _know_booth(connection: Connection, office: Office, expo_id: str, booth: Booth) -> None:
    code, name = booth_code(booth.code), booth_name(booth.name)
    if not _is_id(booth.id):
        raise LapakError("booth_unknown", booth=booth.id[:MAX_ID])
    here = BoothRow.expo_id == expo_id, BoothRow.booth_id == booth.id
    if connection.execute(select(BoothRow.code).where(*here)).one_or_none() is not None:
        connection.execute(update(BoothRow).where(*here).values(code=code, name=name))
        return
    key = exhibitor_key(Exhibitor(), name)
    row = (expo_id, booth.id, code, name, 0, stamp(office.clock()), key)
    added = insert_many(
        connection,
        "booth (expo_id, booth_id, code, name, registers, created_at, exhibitor)",
        [row],
        conflict="(expo_id, code) DO NOTHING",
    )
    if not added:
        raise LapakError("booth_code_taken", booth=code)


def _know_register(
    connection: Connection, office: Office, told: RelayedRegister, request: JoinRequest
) -> None:
    known = connection.execute(
        select(RegisterRow.booth_id, RegisterRow.public_key).where(
            RegisterRow.expo_id == told.expo.id, RegisterRow.register_id == told.register
        )
    ).one_or_none()
    if known is None:
        now = office.clock()
        code = booth_code(told.code)
        joining.add_register(connection, request, told.expo.id, told.booth.id, code, now)
    elif known.public_key.hex() != told.public_key:
        raise LapakError("register_key_differs")
    elif known.booth_id != told.booth.id:
        raise LapakError("register_of_another_booth")


def _seat(connection: Connection, expo_id: str, register_id: str) -> Seat:
    seat = access.seat_of_register(connection, expo_id, register_id)
    if seat is None:
        raise LapakError("register_unknown", register=register_id)
    return seat
