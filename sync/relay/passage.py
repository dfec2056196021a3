"""One register's way to the central server: told of, then batch after batch until all is there."""

import time
from collections.abc import Callable

import msgspec

from pos_app.domain.errors import LapakError
from sync.client.batch_size import BatchSize
from sync.client.http import Refused
from sync.relay.upstream import UpstreamLine
from sync.server.journals.stored import stored_batch
from sync.server.office import Office
from sync.server.relays import passing_on
from sync.server.relays.passing_on import Passing
from sync.wire import OLDEST_PROTOCOL, PROTOCOL, Watermark, write_batch

_TOO_MUCH = frozenset({"batch_torn", "batch_too_large", "batch_unreadable"})
_MOST_REWINDS = 3
_ITS_OWN = frozenset({400, 404, 409})
_EVERYBODYS = frozenset({"token_unknown", "token_revoked", "token_missing", "not_found"})
"""Refusals that would meet the next register too."""


class Passage:
    """Over one connection; `size` is kept from one passage to the next."""

    def __init__(self, office: Office, line: UpstreamLine, size: BatchSize) -> None:
        self._office = office
        self._line = line
        self._size = size
        self._protocol = PROTOCOL

    def introduce(self, one: Passing) -> Passing:
        """Tell of a register; returns how it stands after that."""
        mark = self._line.introduce(one.told)
        return passing_on.keep(self._office, one, mark, one.passed_told_seq)

    def run(self, one: Passing, stopped: Callable[[], bool]) -> None:
        """Pass on what is held and not yet there; every answer is kept before the next batch.

        Raises LapakError as `UpstreamLine.push` does, or `server_not_lapak` for one that says yes
        and keeps nothing.
        """
        rewinds = 0
        while one.is_waiting and not stopped():
            try:
                after = self._pass_batch(one)
            except Refused as refusal:
                if refusal.code != "gap" or not refusal.watermark or rewinds >= _MOST_REWINDS:
                    raise
                rewinds += 1
                one = passing_on.keep(self._office, one, refusal.watermark, one.passed_told_seq)
                continue
            if after == one:
                raise LapakError("server_not_lapak", address="")
            one = after

    def _pass_batch(self, one: Passing) -> Passing:
        """Pass one batch on, smaller and smaller while it is too much."""
        while True:
            with self._office.database.read() as connection:
                header, entries = stored_batch(
                    connection,
                    one.told.expo.id,
                    one.told.register,
                    one.passed_seq,
                    self._size.limit,
                )
            spoken = msgspec.structs.replace(header, protocol=self._protocol)
            try:
                mark = self._pushed(one, write_batch(spoken, entries), len(entries))
            except Refused as refusal:
                if refusal.code in _TOO_MUCH and len(entries) > 1:
                    continue
                if refusal.code == "protocol_unknown" and self._protocol > OLDEST_PROTOCOL:
                    self._protocol -= 1  # the centre is not brought up to date yet
                    continue
                raise
            return passing_on.keep(self._office, one, mark, header.head_seq)

    def _pushed(self, one: Passing, raw: bytes, sent: int) -> Watermark:
        began = time.monotonic()
        try:
            answer = self._line.push(one.told.expo.id, one.told.register, raw)
        except LapakError as error:
            if error.code in _TOO_MUCH or not isinstance(error, Refused):
                self._size.shrink(sent)
            raise
        self._size.got_through(sent, time.monotonic() - began)
        return answer


def is_its_own(refusal: Refused) -> bool:
    """Whether only what was just sent is refused, so that the rest can go on."""
    return refusal.status in _ITS_OWN and refusal.code not in _EVERYBODYS
