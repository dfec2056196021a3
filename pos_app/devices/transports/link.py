"""An open connection to a printer, whatever it runs over, and how patient one is with it."""

from typing import Protocol

import msgspec

SLOWEST_BYTES_PER_S = 300
"""What the slowest printers print; a Bluetooth printer at work takes a few times that."""

LARGEST_BUFFER = 32 * 1024
"""What a printer, or the system beside it, may have taken and not yet printed."""


class Patience(msgspec.Struct, frozen=True):
    """How long silence may last: before an answer, and while a busy printer takes nothing.

    Whatever moves starts `settle_s` anew, so a slow printer is waited for and a dead one is not.
    `slowest` is what a printer prints at least, in bytes a second.
    """

    reply_s: float
    settle_s: float
    slowest: int = SLOWEST_BYTES_PER_S

    def confirm_s(self, size: int) -> float:
        """How long the answer to a question behind a job of that many bytes may take.

        It waits its turn behind what the printer's buffer holds, where no progress is seen.
        """
        return self.settle_s + min(size, LARGEST_BUFFER) / self.slowest


class PartlyTaken(TimeoutError):  # noqa: N818 -- says what happened
    """A write ended without telling how much of it was taken."""


class Link(Protocol):
    """An open connection to a printer; all raise OSError when it breaks or time runs out."""

    @property
    def two_way(self) -> bool:
        """Whether answers can come; questions would end up in a plain file as text."""

    @property
    def anybody(self) -> bool:
        """Whether anybody may be at the far end, such as a web server, and not only a printer."""

    def write(self, data: bytes) -> int:
        """Hand over some bytes, at least one; how many were taken. Waits while nothing moves.

        Raises PartlyTaken where it is not known.
        """

    def read(self, timeout_s: float) -> bytes:
        """Some bytes that came; empty when the peer has closed. TimeoutError when none came.

        With 0 seconds what is there already, or TimeoutError.
        """

    def waiting(self) -> int:
        """How many bytes were written and have not arrived; 0 too where the system does not say."""

    def finish(self) -> None:
        """Wait, within limits, until closing loses nothing that was written."""

    def close(self) -> None:
        """Let go of the connection."""
