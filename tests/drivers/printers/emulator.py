"""Printers of 58 and 80 mm in a process of their own, on TCP ports and on terminal lines.

It is `emupos`, which needs a Python 3.13 of its own; `make setup` puts it into .venv/emupos where
there is one. LAPAK_EMUPOS names another; with LAPAK_EMUPOS_REQUIRED its absence is a failure.
"""

import json
import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import FileIO
from pathlib import Path

import msgspec
import pytest
import requests

_TOP = Path(__file__).parents[3]
_PATIENCE_S = 30.0
_WIRES = ("tcp", "serial")
_IDLE_MS = 60_000
"""A job is over when nothing came for so long: longer than a busy machine ever rests within one."""

_TEAR_OFF = b"\x1dV\x00"
_LARGEST_PICTURE = 16 * 1024
_MARK_WITHIN_S = 5.0

WIDTHS = {"58mm": 384, "80mm": 576, "80-42mm": 512}
FAULTS = ("paper-near-end", "paper-out", "cover-open", "offline")

_PROFILE = """
type: printer
name: Generic
dpi: 203
width_dots: {dots}
font_a: {{width: 12, height: 24}}
font_b: {{width: 9, height: 17}}
code_pages: {{0: PC437, 2: PC850, 16: WPC1252, 17: PC866, 19: PC858}}
default_code_page: 0
drawer_sensor_open_level: high
serial: {{baud: 9600, data_bits: 8, parity: none, stop_bits: 1}}
"""


def program() -> Path | None:
    """The emulator to run, if there is one."""
    known = os.environ.get("LAPAK_EMUPOS") or _TOP / ".venv" / "emupos" / "bin" / "emupos"
    return Path(known) if Path(known).exists() else None


def is_required() -> bool:
    """Whether tests must fail without it instead of being skipped."""
    return bool(os.environ.get("LAPAK_EMUPOS_REQUIRED"))


needs_emulator = pytest.mark.skipif(
    program() is None and not is_required(),
    reason="no emulated printer: `make setup` installs one where there is a Python 3.13",
)


class Printed(msgspec.Struct, frozen=True):
    """One paper that came out; `end` says what ended it: cut, connection-closed, idle-timeout."""

    text: str
    png: bytes
    end: str


_COMPLETED = "printer.job.completed"


def _name(completed: str) -> str:
    """The name of the paper that an event tells of."""
    return completed.rsplit(maxsplit=1)[-1]


class EmulatedPrinter:
    """One printer; it can be reached by `tcp` (an address) and by `serial` (a device file).

    For the emulator these are two, which are always in the same state.
    """

    def __init__(self, running: "Emulator", paper: str, port: int, serial: Path) -> None:
        self._names = [f"{wire}-{paper}" for wire in _WIRES]
        self.port = port
        self.serial = serial
        self._running = running
        self._since = 0

    @property
    def tcp(self) -> str:
        """Its address on the network."""
        return f"tcp://127.0.0.1:{self.port}"

    def begin(self, fault: str) -> None:
        """Let a fault happen, one of FAULTS."""
        for name in self._names:
            self._running.ask("PUT", f"devices/{name}/faults/{fault}")

    def end(self, fault: str) -> None:
        """End a fault; what was held back comes out."""
        for name in self._names:
            self._running.ask("DELETE", f"devices/{name}/faults/{fault}")

    def refresh(self) -> None:
        """Have it fine again, with the drawer closed; what came until now is forgotten."""
        for fault in FAULTS:
            self.end(fault)
        for name in self._names:
            self._running.ask("POST", f"devices/{name}/drawer/close")
        self._running.wait_until_idle(self._names[0])
        self._print_a_mark()
        self._print_a_mark_on_the_line()
        self._since = len(self._running.events)

    def _print_a_mark(self) -> None:
        """Papers are drawn and told of in order, some time after their connection's end."""
        before = len(self._running.events)
        with socket.create_connection(("127.0.0.1", self.port), _PATIENCE_S) as connection:
            connection.sendall(b"mark\n")
        self._running.wait(lambda: self._is_out("mark", before), "mark")

    def _print_a_mark_on_the_line(self) -> None:
        """A line has no connections: what a job left there, a part of a picture too, ends now."""
        before = len(self._running.events)
        for mark, rest in (("mark 1", 0), ("mark 2", _LARGEST_PICTURE)):
            self._write(bytes(rest) + _TEAR_OFF + b"\x1b@" + mark.encode() + b"\n" + _TEAR_OFF)
            if self._running.comes(partial(self._is_out, mark, before), _MARK_WITHIN_S):
                return
        self._running.wait(partial(self._is_out, mark, before), mark)

    def _is_out(self, mark: str, before: int) -> bool:
        told = self._running.events[before:]
        papers = [line for line in told if self._is_mine(line) and _COMPLETED in line]
        return any(self._running.text(_name(line)) == mark for line in papers)

    def _write(self, data: bytes) -> None:
        """Send bytes over its line, behind all that came there before; forget old answers."""
        import termios  # POSIX only, as terminal lines are

        with FileIO(os.open(self.serial, os.O_RDWR | os.O_NOCTTY), "w") as line:
            termios.tcflush(line, termios.TCIFLUSH)
            while data:
                data = data[line.write(data) :]

    def events(self, kind: str = "") -> list[str]:
        """What it told since it was last refreshed, as lines; of one kind if one is named."""
        lines = self._running.events[self._since :]
        return [line for line in lines if self._is_mine(line) and kind in line]

    def _is_mine(self, line: str) -> bool:
        return any(f" {name} " in line for name in self._names)

    def wait_for(self, kind: str, count: int = 1) -> list[str]:
        """Its events of a kind once there are that many; fails when they do not come."""
        self._running.wait(lambda: len(self.events(kind)) >= count, f"{count} {kind}")
        return self.events(kind)

    def papers(self, count: int = 1) -> list[Printed]:
        """What came out, once there are that many papers.

        No end of a connection tells on a line that a paper without a cutter is done: it is torn off
        there behind whatever was sent.
        """
        self._write(_TEAR_OFF)
        return [self._running.paper(_name(line)) for line in self.wait_for(_COMPLETED, count)]


class Emulator:
    """The running process: its printers by paper, its events as lines."""

    def __init__(
        self, process: "subprocess.Popen[str]", folder: Path, ports: dict[str, int]
    ) -> None:
        self._process = process
        self._folder = folder
        self._api = f"http://127.0.0.1:{ports['api']}/api/v1"
        self._changed = threading.Condition()
        self._ended = False
        self.events: list[str] = []
        self.printers = {
            paper: EmulatedPrinter(self, paper, ports[paper], folder / "emupos" / f"serial-{paper}")
            for paper in WIDTHS
        }
        self._reading = threading.Thread(target=self._read, name="emulator", daemon=True)
        self._reading.start()

    def is_up(self) -> bool:
        """Whether it came up; it may end at once where a port was taken meanwhile."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._told("Showing events"), _PATIENCE_S)
            return self._told("Showing events")

    def wait(self, condition: Callable[[], bool], wanted: str) -> None:
        """Wait until something that it tells is so."""
        told = self.comes(condition, _PATIENCE_S)
        assert told, f"no {wanted}:\n" + "".join(self.events[-30:])

    def comes(self, condition: Callable[[], bool], within_s: float) -> bool:
        """Wait for something that it may tell; whether it is so."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or condition(), within_s)
            return condition()

    def wait_until_idle(self, printer: str) -> None:
        """Until no connection to a printer is left."""

        def is_idle() -> bool:
            told = [line for line in self.events if f" {printer} " in line]
            opened = sum("connection.opened" in line for line in told)
            return opened == sum("connection.closed" in line for line in told)

        self.wait(is_idle, "end of the connections")

    def ask(self, method: str, path: str) -> None:
        """Send a request to its control port."""
        with requests.Session() as session:
            session.trust_env = False
            session.request(method, f"{self._api}/{path}", timeout=10).raise_for_status()

    def text(self, receipt: str) -> str:
        """What stands on a paper, without the white around it."""
        return self.paper(receipt).text.strip()

    def paper(self, receipt: str) -> Printed:
        """A paper by its name."""
        file = self._folder / "receipts" / f"{receipt}.json"
        until = time.monotonic() + _PATIENCE_S
        while not file.exists():  # written last
            assert time.monotonic() < until, f"no {file.name}"
            time.sleep(0.005)
        end = json.loads(file.read_text(encoding="utf-8"))["boundary"]
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
        return Printed(text, file.with_suffix(".png").read_bytes(), end)

    def close(self) -> None:
        """End the process, kindly first."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        self._reading.join(10)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _told(self, words: str) -> bool:
        return any(words in line for line in self.events)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._changed:
                self.events.append(line)
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()


@contextmanager
def emulator_in(folder: Path) -> Iterator[Emulator]:
    """An emulator that keeps its files in a folder; ended afterwards."""
    running = _started(folder)
    try:
        yield running
    finally:
        running.close()


def _started(folder: Path) -> Emulator:
    """Start it; a few times, for the ports it was given may be taken meanwhile."""
    for paper, dots in WIDTHS.items():
        (folder / f"p{paper}.yaml").write_text(_PROFILE.format(dots=dots), encoding="utf-8")
    output = ""
    for _ in range(3):
        ports = dict(zip(("api", *WIDTHS), _free_ports(1 + len(WIDTHS)), strict=True))
        (folder / "emupos.yaml").write_text(_configuration(ports), encoding="utf-8")
        running = Emulator(_process(folder), folder, ports)
        if running.is_up():
            return running
        running.close()
        output = "".join(running.events)
    raise AssertionError(f"the emulated printer did not start:\n{output}")


def _process(folder: Path) -> "subprocess.Popen[str]":
    known = program()
    if known is None:
        pytest.fail("LAPAK_EMUPOS_REQUIRED is set and there is no emulated printer")
    surroundings = {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "COLUMNS": "1000",  # an event is one line
        "TMPDIR": str(folder),  # where its serial lines are linked
    }
    return subprocess.Popen(
        [str(known), "run"],
        cwd=folder,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _configuration(ports: dict[str, int]) -> str:
    ends = [
        (paper, wire, end)
        for paper in WIDTHS
        for wire, end in (("tcp", {"port": ports[paper]}), ("serial", {"pty": True}))
    ]
    devices = [
        {
            "id": f"{wire}-{paper}",
            "type": "printer",
            "profile": f"./p{paper}.yaml",
            "connections": [{wire: end}],
            "receipts_dir": "./receipts",
            "job_idle_timeout_ms": _IDLE_MS,
        }
        for paper, wire, end in ends
    ]
    # Its configuration is YAML, and JSON is YAML.
    return json.dumps({"schema": 1, "api": {"port": ports["api"]}, "devices": devices})


def _free_ports(count: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def unknown_bytes(events: list[str]) -> list[str]:
    """Events that tell of bytes which the printer did not understand."""
    return [line for line in events if re.search(r"unknown|unsupported|mismatch", line)]
