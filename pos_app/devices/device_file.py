"""A printer behind a device file: `/dev/usb/lp0`, `/dev/rfcomm0`, a serial port; POSIX only."""

import errno
import os
import select
import stat
import time
from pathlib import Path

from pos_app.devices.delivery import Patience
from pos_app.devices.link_printer import LinkPrinter


class DeviceFilePrinter(LinkPrinter):
    """A printer reached by a path that exists already; a regular file or pipe takes jobs too.

    Its address is `file://` and the path. Only character devices are asked for their status.
    """

    def __init__(
        self, path: str, *, write_timeout_s: float = 10.0, reply_timeout_s: float = 0.5
    ) -> None:
        patience = Patience(reply_s=reply_timeout_s, settle_s=write_timeout_s)
        super().__init__(f"file://{path}", lambda: _DeviceLink(path, patience), patience)


class _DeviceLink:
    """An open device that never blocks: each write and read waits for its turn, within limits."""

    def __init__(self, path: str, patience: Patience) -> None:
        self._patience = patience
        self._file, self.two_way = _open(path)

    def write(self, data: bytes) -> int:
        until = time.monotonic() + self._patience.settle_s
        while True:
            self._wait(select.POLLOUT, until - time.monotonic())
            try:
                return os.write(self._file, data)
            except BlockingIOError:
                continue  # less room than this piece needs

    def read(self, timeout_s: float) -> bytes:
        self._wait(select.POLLIN, timeout_s)
        return os.read(self._file, 64)

    def finish(self) -> None:
        """Wait until the device takes bytes again: USB drops what is under way at closing."""
        self._wait(select.POLLOUT, self._patience.settle_s)

    def close(self) -> None:
        os.close(self._file)

    def _wait(self, event: int, timeout_s: float) -> None:
        poll = select.poll()
        poll.register(self._file, event)
        if timeout_s <= 0 or not poll.poll(timeout_s * 1000):
            raise TimeoutError(f"{self._file} not ready")


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
