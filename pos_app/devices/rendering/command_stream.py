"""Taking status requests out of a stream of ESC/POS bytes, as a printer's front end does."""

import re

from pos_app.devices.transports.status_bytes import HARMLESS, REQUEST

_RASTER = b"\x1dv0"
_RASTER_HEADER = 8
_PLAIN = re.compile(rb"[^\x10\x1b\x1d]*")  # none of the commands below begins in it
_COMMANDS = ((REQUEST, 3), (HARMLESS, len(HARMLESS)), (_RASTER, _RASTER_HEADER))


class CommandStream:
    """Splits what arrives, in whatever pieces, into a job's bytes and questions.

    What asks without printing (`HARMLESS`) is left out. The dots of a raster image (`GS v 0`) are
    passed on unread, so that a picture which happens to hold the bytes of a request stays whole.
    """

    def __init__(self) -> None:
        self._pending = b""
        self._dots_left = 0

    def feed(self, data: bytes) -> tuple[bytes, list[int]]:
        """The job's bytes and the `n` of each `DLE EOT n` in newly arrived data."""
        self._pending += data
        job, questions = bytearray(), []
        while self._pending:
            if self._dots_left:
                job += self._take(min(self._dots_left, len(self._pending)), dots=True)
            elif self._incomplete():
                break
            elif self._pending.startswith(REQUEST):
                questions.append(self._take(3)[2])
            elif self._pending.startswith(HARMLESS):
                self._take(len(HARMLESS))
            elif self._pending.startswith(_RASTER):
                header = self._take(_RASTER_HEADER)
                job += header
                self._dots_left = _size_of(header)
            else:
                plain = _PLAIN.match(self._pending, 1)
                job += self._take(1 if plain is None else plain.end())
        return bytes(job), questions

    def _take(self, count: int, *, dots: bool = False) -> bytes:
        taken, self._pending = self._pending[:count], self._pending[count:]
        if dots:
            self._dots_left -= len(taken)
        return taken

    def _incomplete(self) -> bool:
        """Whether more bytes are needed to tell what the next command is."""
        for command, length in _COMMANDS:
            known = self._pending[: len(command)]
            if command.startswith(known) and len(self._pending) < length:
                return True
        return False


def _size_of(header: bytes) -> int:
    width_bytes = int.from_bytes(header[4:6], "little")
    return width_bytes * int.from_bytes(header[6:8], "little")
