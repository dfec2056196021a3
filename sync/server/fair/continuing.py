"""A register that goes on under another name, after a restored backup or on a copied laptop."""

from sqlalchemy import select

from pos_app.domain.errors import LapakError
from pos_app.domain.register import booth_code
from sync.server.accounts.access import seat_of
from sync.server.fair import joining
from sync.server.office import Office
from sync.server.store.rows import RegisterRow
from sync.wire import ContinueRequest, JoinGrant


def continue_register(
    office: Office, token: str, register_id: str, request: ContinueRequest
) -> JoinGrant:
    """Let the holder of a register's token go on as a new register of the same booth.

    The old token stays good: what the old register still has may come in. The same register with
    the same key may ask again: it gets a fresh token, since the first answer may have been lost.
    Raises LapakError as `seat_of` does, `join_request_unusable`, `register_key_differs` or
    `register_of_another_booth`.
    """
    joining.check_request(request)
    if booth_code(request.code) != request.code:
        raise LapakError("join_request_unusable", field="code")
    with office.database.write() as connection:
        seat = seat_of(connection, token, register_id)
        known = connection.execute(
            select(RegisterRow.booth_id, RegisterRow.public_key).where(
                RegisterRow.expo_id == seat.expo_id,
                RegisterRow.register_id == request.register,
            )
        ).one_or_none()
        if known is None:
            where = (seat.expo_id, seat.booth_id, request.code)
            joining.add_register(connection, request, *where, office.clock())
        elif known.public_key.hex() != request.public_key:
            raise LapakError("register_key_differs")
        elif known.booth_id != seat.booth_id:
            raise LapakError("register_of_another_booth")
        return joining.grant(connection, office, request, seat.expo_id, seat.booth_id, request.code)
