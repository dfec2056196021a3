"""A printer behind a device file: `/dev/usb/lp0`, `/dev/rfcomm0`, a serial port; POSIX only."""

import contextlib
import errno
import os
import select
import stat
from pathlib import Path

from pos_app.devices.transports.link import Patience
from pos_app.devices.transports.link_printer import LinkPrinter
from pos_app.devices.transports.progress import Silence, wait_until_gone


class DeviceFilePrinter(LinkPrinter):
    """A printer reached by a path that exists already; a regular file or pipe takes jobs too.

    Its address is `file://` and the path. Only character devices are asked for their status.
    """

    def __init__(
        self, path: str, *, write_timeout_s: float = 10.0, reply_timeout_s: float = 0.5
    ) -> None:
        patience = Patience(reply_s=reply_timeout_s, settle_s=write_timeout_s)
        super().__init__(f"file://{path}", lambda: _DeviceLink(path, patience), patience, path)


class _DeviceLink:
    """An open device that never blocks: each write and read waits for its turn, within limits."""

    anybody = False

    def __init__(self, path: str, patience: Patience) -> None:
        self._patience = patience
        self._file, self.two_way = _open(path)
        self._is_line = os.isatty(self._file)

    def write(self, data: bytes) -> int:
        silence = Silence(self._patience.settle_s, self.waiting)
        while True:
            with contextlib.suppress(BlockingIOError):  # less room than this piece needs
                if self._is_ready(select.POLLOUT, silence.pause_s()):
                    return os.write(self._file, data)

    def read(self, timeout_s: float) -> bytes:
        if not self._is_ready(select.POLLIN, timeout_s):
            raise TimeoutError("nothing came")
        received = os.read(self._file, 64)
        if self._is_line and not received:
            raise OSError(errno.EIO, "the line was hung up")  # what it held is lost
        return received

    def waiting(self) -> int:
        """What a terminal line still holds; the driver of a USB printer does not tell."""
        return _unsent(self._file) if self._is_line else 0

    def finish(self) -> None:
        """Wait until the device takes bytes again: USB drops what is under way at closing."""
        wait_until_gone(self.waiting, self._patience.settle_s)
        if not self._is_ready(select.POLLOUT, self._patience.settle_s):
            raise TimeoutError("the device takes nothing more")

    def close(self) -> None:
        """Once: the number of a closed file may be somebody else's by then."""
        file, self._file = self._file, -1
        if file >= 0:
            os.close(file)

    def _is_ready(self, event: int, timeout_s: float) -> bool:
        poll = select.poll()
        poll.register(self._file, event)
        return bool(poll.poll(timeout_s * 1000))


def _open(path: str) -> tuple[int, bool]:
    """Open without waiting and without creating; the file and whether answers can come."""
    if not hasattr(select, "poll"):
        raise OSError(errno.ENOTSUP, "no device files on this system")
    two_way = stat.S_ISCHR(Path(path).stat().st_mode)
    mode = os.O_RDWR if two_way else os.O_WRONLY | os.O_APPEND
    file = os.open(path, mode | os.O_NONBLOCK | os.O_NOCTTY)
    if os.isatty(file):
        _set_raw(file)
    return file, two_way


def _set_raw(file: int) -> None:
    """A terminal line would turn each line feed into two bytes, in pictures too."""
    import termios
    import tty

    tty.setraw(file, termios.TCSANOW)


def _unsent(file: int) -> int:
    """TIOCOUTQ of ioctl_tty(2)."""
    import fcntl
    import struct
    import termios

    told = fcntl.ioctl(file, termios.TIOCOUTQ, struct.pack("i", 0))
    return int(struct.unpack("i", told)[0])
