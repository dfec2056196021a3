"""The whole way of a push: whose it is, what is stored of it, and its projection."""

import logging
import threading

import msgspec

from pos_app.domain.errors import LapakError
from sync.server.accounts.access import Seat, seat_of
from sync.server.figures.projection import Reading, project, read
from sync.server.journals import heads, ingest
from sync.server.office import Office
from sync.wire import Watermark, decompress

_log = logging.getLogger(__name__)
_reading = threading.Lock()
"""One push is read at a time: two at once would only take the interpreter from each other, and
from the one that stores; so one is read while another waits for the disk."""


class RefusalError(LapakError):
    """A push that was not stored, `gap` or `fork`, with what the server holds instead."""

    def __init__(self, code: str, watermark: Watermark) -> None:
        super().__init__(code, acked_seq=watermark.acked_seq)
        self.watermark = watermark


def receive(office: Office, token: str, register_id: str, body: bytes, encoding: str) -> Watermark:
    """Store a packed batch, project it, and say what is held now.

    Raises `RefusalError`, or LapakError as `seat_of`, `wire.decompress` and `ingest.read_push`
    name; then nothing of it is stored but evidence of a fork, and the head that was declared.
    """
    with office.database.read() as connection:
        seat = seat_of(connection, token, register_id)
    return take(office, seat, body, encoding)


def take(office: Office, seat: Seat, body: bytes, encoding: str) -> Watermark:
    """Store a packed batch of a register that is known to have sent it, as `receive` does."""
    with _reading:
        batch = ingest.read_push(seat, decompress(body, encoding))
        reading = read(seat, [entry for entry, _, _ in batch.entries])
    with office.database.turn():
        answer = ingest.store(office, seat, batch)
        if answer.refusal:
            raise RefusalError(answer.refusal, answer.watermark)
        if not answer.is_counted and _projected(office, seat, reading):
            return _with_quarantined(office, seat, answer.watermark)
    return answer.watermark


def held(office: Office, token: str, register_id: str) -> Watermark:
    """What is held of a register; raises LapakError as `seat_of` does."""
    with office.database.read() as connection:
        seat = seat_of(connection, token, register_id)
        return heads.watermark(connection, office.identity, seat)


def _projected(office: Office, seat: Seat, reading: Reading) -> bool:
    try:
        return project(office.database, seat, reading)
    except Exception:  # noqa: BLE001 (a full disk or a bug: what is stored stays acknowledged)
        # The next push, were it only a heartbeat, catches up.
        _log.exception("projection of register %s", seat.register_id)
        return False


def _with_quarantined(office: Office, seat: Seat, mark: Watermark) -> Watermark:
    with office.database.read() as connection:
        quarantined = heads.quarantined(connection, seat)
    return msgspec.structs.replace(mark, quarantined=quarantined)
