"""A printer's transport that keeps record of what was sent, and on which a till can die."""

import threading
from typing import Any, cast

import msgspec

from pos_app.devices.transports.link import Link
from pos_app.devices.transports.tcp import TcpPrinter
from pos_app.devices.transports.transport import PrinterStatus


class Attempt(msgspec.Struct):
    """One try to print a job: its bytes, and how many of them left the till."""

    data: bytes
    left: int = 0


class Watch:
    """What went to one printer, over all restarts of its till."""

    def __init__(self) -> None:
        self.attempts: list[Attempt] = []
        self.died = threading.Event()
        self._die_after = -1

    def die_after(self, count: int) -> None:
        """Let the till die in the next job, once so many of its bytes have left."""
        self.died.clear()
        self._die_after = count

    def live_on(self) -> None:
        """Do not let it die any more."""
        self._die_after = -1

    def begin(self, data: bytes) -> None:
        """A job is about to be sent."""
        self.attempts.append(Attempt(data))

    def is_job(self, data: bytes) -> bool:
        """Whether some bytes are the next ones of the job, and no question."""
        if not self.attempts:
            return False
        job = self.attempts[-1]
        return job.data.startswith(data, job.left)

    def allowed(self, data: bytes) -> bytes:
        """So much of some bytes as may leave now; the till dies when none may."""
        if self._die_after < 0:
            return data
        some = data[: max(0, self._die_after - self.attempts[-1].left)]
        if not some:
            self._die()
        return some

    def finish(self) -> None:
        """All bytes have left."""
        if self._die_after >= 0:
            self._die()

    def _die(self) -> None:
        self._die_after = -1
        self.died.set()
        raise SystemExit  # no `except Exception` sees it, and a thread ends of it in silence


class WatchedPrinter:
    """A TCP printer whose jobs a `Watch` sees."""

    def __init__(self, printer: TcpPrinter, watch: Watch) -> None:
        self._printer = printer
        self._watch = watch
        self.address = printer.address
        connect = printer._connect
        printer._connect = lambda: cast("Link", _WatchedLink(connect(), watch))

    def send(self, data: bytes) -> bool:
        """As the printer's own."""
        self._watch.begin(data)
        return self._printer.send(data)

    def status(self) -> PrinterStatus:
        """As the printer's own."""
        return self._printer.status()


class _WatchedLink:
    """A link that lets through what may leave; all else is the link's own."""

    def __init__(self, link: Link, watch: Watch) -> None:
        self._link = link
        self._watch = watch

    def __getattr__(self, name: str) -> Any:
        return getattr(self._link, name)

    def write(self, data: bytes) -> int:
        if not self._watch.is_job(data):
            return self._link.write(data)
        count = self._link.write(self._watch.allowed(data))
        self._watch.attempts[-1].left += count
        return count

    def finish(self) -> None:
        self._watch.finish()
        self._link.finish()
