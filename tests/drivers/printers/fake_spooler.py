"""Windows' print spooler with one printer, behind the calls of pywin32's `win32print`.

Written after Microsoft's and pywin32's documentation, not on a Windows machine: RAW jobs, the
structures of level 1 and 2 as dicts, and the numbers for what fails.
"""

# ruff: noqa: ARG002 -- these are the calls of pywin32

import threading
from typing import Any

PAUSED, PAPER_OUT, OFFLINE, DOOR_OPEN = 0x01, 0x10, 0x80, 0x400000
WORKS_OFFLINE = 0x400
JOB_PAUSED, JOB_SPOOLING, JOB_PRINTING, JOB_OFFLINE, JOB_PAPER_OUT = 0x01, 0x08, 0x10, 0x20, 0x40
STOPPED = 1722
_NO_SUCH_PRINTER, _NO_SUCH_JOB = 1801, 87
_DELETE = 5


class SpoolerError(Exception):
    """`pywintypes.error`: number, function, words."""

    def __init__(self, winerror: int, function: str) -> None:
        super().__init__(winerror, function, "as Windows words it")
        self.winerror = winerror


class FakeSpooler:
    """Jobs given to it come out at once, unless `holds` says in which state they stay."""

    error = SpoolerError

    def __init__(self, name: str = "POS-58") -> None:
        self.name = name
        self.status = self.attributes = 0
        self.holds = 0
        self.holds_all = self.keeps = False  # holds jobs in state 0, too; deletes none
        self.takes_at_most = 1 << 30
        self.known = True
        self.deleted: list[int] = []
        self.handles = 0
        self._giving = b""
        self._jobs: dict[int, bytes] = {}
        self._printed = b""
        self._changed = threading.Condition()

    @property
    def waiting(self) -> int:
        """How many jobs would come out later."""
        return len(self._jobs)

    def wait_for(self, size: int) -> bytes:
        """What was printed, once it is at least that much."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._printed) >= size, 20)
            return self._printed

    def EnumPrinters(self, flags: int, name: str | None, level: int, /) -> Any:
        assert level == 2
        paperless = {"Fax": "SHRFAX:", "Microsoft Print to PDF": "PORTPROMPT:"}
        return tuple(
            {"pPrinterName": printer, "pPortName": port, "Status": 0, "Attributes": 0}
            for printer, port in {**paperless, self.name: "USB001", "Kasir 2": "COM5:"}.items()
        )

    def OpenPrinter(self, name: str, /) -> Any:
        if not self.known or name != self.name:
            raise SpoolerError(_NO_SUCH_PRINTER, "OpenPrinter")
        self.handles += 1
        return name

    def ClosePrinter(self, printer: Any, /) -> None:
        self.handles -= 1

    def GetPrinter(self, printer: Any, level: int, /) -> Any:
        assert level == 2
        return {
            "pPrinterName": self.name,
            "Status": self.status,
            "Attributes": self.attributes,
            "cJobs": len(self._jobs),
        }

    def StartDocPrinter(self, printer: Any, level: int, document: Any, /) -> int:
        assert document[2] == "RAW", "anything else would be drawn by the driver"
        self._giving = b""
        return len(self._jobs) + len(self.deleted) + 2

    def StartPagePrinter(self, printer: Any, /) -> None:
        pass

    def WritePrinter(self, printer: Any, data: bytes, /) -> int:
        taken = data[: max(self.takes_at_most - len(self._giving), 0)]
        self._giving += taken
        return len(taken)

    def EndPagePrinter(self, printer: Any, /) -> None:
        pass

    def EndDocPrinter(self, printer: Any, /) -> None:
        number = len(self._jobs) + len(self.deleted) + 2
        if self.holds or self.holds_all:
            self._jobs[number] = self._giving
            return
        with self._changed:
            self._printed += self._giving
            self._changed.notify_all()

    def AbortPrinter(self, printer: Any, /) -> None:
        self._giving = b""

    def GetJob(self, printer: Any, job: int, level: int, /) -> Any:
        assert level == 1
        if job not in self._jobs:
            raise SpoolerError(_NO_SUCH_JOB, "GetJob")
        return {"JobId": job, "Status": self.holds, "PagesPrinted": 0, "Position": 1}

    def SetJob(self, printer: Any, job: int, level: int, what: Any, command: int, /) -> None:
        assert command == _DELETE
        if self.keeps:
            raise SpoolerError(5, "SetJob")
        del self._jobs[job]
        self.deleted.append(job)
