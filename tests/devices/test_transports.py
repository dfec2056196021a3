"""What every transport promises, held against a printer on TCP, a terminal line, a pipe, a file."""

import os
import tty
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest

from pos_app.devices.device_file import DeviceFilePrinter
from pos_app.devices.printers import transport_from
from pos_app.devices.tcp import TcpPrinter
from pos_app.devices.transport import (
    NoPrinter,
    PrinterState,
    PrinterUnreachable,
    Transport,
)
from pos_app.devices.virtual_printer import Fault, VirtualPrinter
from pos_app.domain.errors import LapakError
from tests.devices.readers import Reader

RECEIPT = b"\x1b@" + b"Terima kasih\n" * 70
PICTURE = b"\x1b@\x1dv0\x00\x30\x00\x00\x04" + bytes(range(256)) * 192 + b"\nKopi\n"
ALL_ANSWERS_FINE = b"\x12"


class Rig(msgspec.Struct):
    """A transport, what its far end received once it is that much, and how to take it away."""

    transport: Transport
    received: Callable[[int], bytes]
    remove: Callable[[], None]
    state: PrinterState


def _tcp(stack: ExitStack, tmp_path: Path) -> Rig:
    printer = stack.enter_context(VirtualPrinter())

    def received(size: int) -> bytes:
        jobs = 1
        while len(data := b"".join(job.data for job in printer.wait_for_jobs(jobs))) < size:
            jobs += 1
        return data

    transport = TcpPrinter("127.0.0.1", printer.port, reply_timeout_s=5)
    return Rig(transport, received, lambda: printer.begin(Fault.REFUSE), PrinterState.READY)


def _terminal(answer: bytes, state: PrinterState) -> Callable[[ExitStack, Path], Rig]:
    def rig(stack: ExitStack, tmp_path: Path) -> Rig:
        master, slave = os.openpty()
        tty.setraw(slave)
        stack.callback(os.close, slave)
        stack.callback(os.close, master)
        reader = stack.enter_context(Reader(master, answer=answer))
        link = tmp_path / "lp0"
        link.symlink_to(os.ttyname(slave))
        transport = DeviceFilePrinter(str(link), reply_timeout_s=5 if answer else 0.1)
        return Rig(transport, reader.wait_for, link.unlink, state)

    return rig


def _pipe(stack: ExitStack, tmp_path: Path) -> Rig:
    fifo = tmp_path / "printer pipe"
    os.mkfifo(fifo)
    file = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    stack.callback(os.close, file)
    reader = stack.enter_context(Reader(file))
    transport = DeviceFilePrinter(str(fifo))
    return Rig(transport, reader.wait_for, fifo.unlink, PrinterState.UNKNOWN)


def _file(stack: ExitStack, tmp_path: Path) -> Rig:
    path = tmp_path / "paper.bin"
    path.touch()
    transport = DeviceFilePrinter(str(path))
    return Rig(transport, lambda _: path.read_bytes(), path.unlink, PrinterState.UNKNOWN)


RIGS = {
    "tcp": _tcp,
    "terminal": _terminal(ALL_ANSWERS_FINE, PrinterState.READY),
    "silent terminal": _terminal(b"", PrinterState.UNKNOWN),
    "pipe": _pipe,
    "file": _file,
}


@pytest.fixture(params=RIGS)
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    with ExitStack() as stack:
        yield RIGS[request.param](stack, tmp_path)


@pytest.mark.parametrize("job", [RECEIPT, PICTURE, b"x"], ids=["receipt", "picture", "byte"])
def test_every_byte_of_a_job_arrives_in_order(rig: Rig, job: bytes) -> None:
    rig.transport.send(job)
    assert rig.received(len(job)) == job


def test_jobs_follow_one_another(rig: Rig) -> None:
    for job in (b"one", b"two", b"three"):
        rig.transport.send(job)
    assert rig.received(11) == b"onetwothree"


def test_the_state_is_what_the_printer_says_and_unknown_if_it_says_nothing(rig: Rig) -> None:
    assert rig.transport.status().state is rig.state


def test_asking_prints_nothing(rig: Rig) -> None:
    rig.transport.status()
    rig.transport.send(b"job")
    assert rig.received(3) == b"job"


def test_a_printer_that_is_gone_is_offline_and_certain_not_to_have_printed(rig: Rig) -> None:
    rig.remove()
    assert rig.transport.status().state is PrinterState.OFFLINE
    with pytest.raises(PrinterUnreachable) as caught:
        rig.transport.send(RECEIPT)
    assert caught.value.code in {"printer_unreachable", "printer_not_there"}
    assert caught.value.details["address"] == rig.transport.address
    assert caught.value.details["reason"] in {"refused", "no_such_device"}


def test_an_address_leads_back_to_the_same_printer(rig: Rig) -> None:
    again = transport_from(rig.transport.address)
    assert again.address == rig.transport.address
    again.send(RECEIPT)
    assert rig.received(len(RECEIPT)) == RECEIPT


def test_no_printer_takes_every_job() -> None:
    transport = transport_from("none")
    transport.send(RECEIPT)
    assert isinstance(transport, NoPrinter)
    assert transport.status().state is PrinterState.NONE


def test_a_missing_device_is_never_created(tmp_path: Path) -> None:
    path = tmp_path / "lp0"
    with pytest.raises(PrinterUnreachable):
        DeviceFilePrinter(str(path)).send(RECEIPT)
    assert not path.exists()


@pytest.mark.parametrize(
    ("address", "understood"),
    [
        ("tcp://192.168.1.50", "tcp://192.168.1.50:9100"),
        (" tcp://printer.local:9101/ ", "tcp://printer.local:9101"),
        ("tcp://[::1]:9100", "tcp://[::1]:9100"),
        ("file:///dev/usb/lp0", "file:///dev/usb/lp0"),
    ],
)
def test_an_address_is_understood(address: str, understood: str) -> None:
    assert transport_from(address).address == understood


@pytest.mark.parametrize(
    "address",
    [
        "",
        "printer",
        "192.168.1.50",
        "tcp://",
        "tcp://:9100",
        "tcp://host:0",
        "tcp://host:99999",
        "tcp://host:port",
        "tcp://host/queue",
        "tcp://user@host",
        "file://relative",
        "file:",
        "http://host:9100",
        "tcp://[broken",
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(LapakError) as caught:
        transport_from(address)
    assert caught.value.code == "printer_address_not_understood"
    assert caught.value.details == {"address": address}
