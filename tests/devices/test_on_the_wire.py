"""Receipts printed by an emulator of real printers, where one is installed.

It is `emupos` 0.4, which needs a Python 3.13 of its own: install it anywhere and put it on the
path, or name the program in LAPAK_EMUPOS. Without it these tests are skipped.
"""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from pos_app.devices.document import Row, layout
from pos_app.devices.escpos_renderer import render
from pos_app.devices.paper import Paper, paper_named
from pos_app.devices.tcp import TcpPrinter
from pos_app.devices.transliteration import to_ascii
from pos_app.devices.transport import PrinterState, PrinterUnreachable
from tests.devices.sales import receipt_of, usual_sale

EMUPOS = os.environ.get("LAPAK_EMUPOS") or shutil.which("emupos")
PROFILE = """
type: printer
name: Generic
dpi: 203
width_dots: {width_dots}
font_a: {{width: 12, height: 24}}
font_b: {{width: 9, height: 17}}
code_pages: {{0: PC437, 2: PC850, 16: WPC1252}}
default_code_page: 0
drawer_sensor_open_level: high
serial: {{baud: 9600, data_bits: 8, parity: none, stop_bits: 1}}
"""
CONFIG = """
schema: 1
api: {{host: 127.0.0.1, port: {api}}}
devices:
  - id: booth
    type: printer
    profile: ./profile.yaml
    connections: [{{tcp: {{port: {port}}}}}]
    receipts_dir: ./receipts
    job_idle_timeout_ms: 300
"""

pytestmark = pytest.mark.skipif(EMUPOS is None, reason="emupos is not installed")


class Emulator:
    """A running emulator of one printer with some paper."""

    def __init__(self, process: "subprocess.Popen[str]", api: int, port: int) -> None:
        self._process = process
        self._api = f"http://127.0.0.1:{api}/api/v1/devices/booth"
        self.till = TcpPrinter("127.0.0.1", port, reply_timeout_s=5)

    def events_until(self, word: str) -> list[str]:
        """Its events up to one that holds a word."""
        assert self._process.stdout is not None
        events: list[str] = []
        for line in self._process.stdout:
            events.append(line)
            if word in line:
                return events
        raise AssertionError(f"{word} never came:\n{''.join(events)}")

    def printed(self) -> str:
        return self._ask("GET", "receipts/latest/text").text

    def fault(self, name: str, method: str) -> None:
        self._ask(method, f"faults/{name}")

    def _ask(self, method: str, path: str) -> requests.Response:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.request(method, f"{self._api}/{path}", timeout=10)
            answer.raise_for_status()
            return answer


@pytest.fixture(params=["58mm", "80mm"])
def paper(request: pytest.FixtureRequest) -> Paper:
    return paper_named(request.param)


@pytest.fixture
def emulator(paper: Paper, tmp_path: Path) -> Iterator[Emulator]:
    api, port = _free_port(), _free_port()
    profile = PROFILE.format(width_dots=paper.width_dots)
    (tmp_path / "profile.yaml").write_text(profile, encoding="utf-8")
    (tmp_path / "emupos.yaml").write_text(CONFIG.format(api=api, port=port), encoding="utf-8")
    process = subprocess.Popen(
        [str(EMUPOS), "run"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        running = Emulator(process, api, port)
        running.events_until("Showing events")
        yield running
    finally:
        process.terminate()
        process.communicate()


def test_a_printer_prints_the_rows_of_the_layout_and_knows_every_command(
    emulator: Emulator, paper: Paper
) -> None:
    document = receipt_of(usual_sale())
    emulator.till.send(render(document, paper))
    events = "".join(emulator.events_until("printer.job.completed"))
    assert "drawer.opened" in events
    assert "unknown" not in events
    laid = layout(document, paper.columns, to_ascii)
    rows = [row.text.strip() for row in laid if isinstance(row, Row)]
    printed = [line.strip() for line in emulator.printed().splitlines() if line.strip()]
    assert [" ".join(row.split()) for row in printed] == [" ".join(row.split()) for row in rows]


def test_paper_that_is_out_keeps_the_receipt_in_the_queue(emulator: Emulator, paper: Paper) -> None:
    assert emulator.till.status().state is PrinterState.READY
    emulator.fault("paper-out", "PUT")
    assert emulator.till.status().state is PrinterState.PAPER_OUT
    with pytest.raises(PrinterUnreachable):
        emulator.till.send(render(receipt_of(usual_sale()), paper))
    emulator.fault("paper-out", "DELETE")
    assert emulator.till.status().state is PrinterState.READY


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
