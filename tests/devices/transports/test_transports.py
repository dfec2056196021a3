"""What every transport promises, held against each that can run here, and fakes for the others."""

import os
import tty
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import msgspec
import pytest

from pos_app.devices.finding.addresses import SerialAddress, UsbAddress
from pos_app.devices.transports.cups_printer import CupsPrinter
from pos_app.devices.transports.device_file import DeviceFilePrinter
from pos_app.devices.transports.printers import transport_from
from pos_app.devices.transports.serial_printer import Pauses, SerialPrinter
from pos_app.devices.transports.tcp import TcpPrinter
from pos_app.devices.transports.transport import (
    NoPrinter,
    PrinterState,
    PrinterUnreachable,
    Transport,
)
from pos_app.devices.transports.usb_printer import UsbPrinter
from pos_app.devices.transports.windows_printer import WindowsPrinter
from pos_app.devices.virtual_printer import Fault, VirtualPrinter
from pos_app.domain.errors import LapakError
from tests.devices.transports.readers import Reader
from tests.drivers.printers import cups_server
from tests.drivers.printers.fake_spooler import FakeSpooler
from tests.drivers.printers.fake_usb import AUDIO, BOTH_WAYS, ONE_WAY, FakeBus, UsbDevice

RECEIPT = b"\x1b@" + b"Terima kasih\n" * 70
PICTURE = b"\x1b@\x1dv0\x00\x30\x00\x00\x04" + bytes(range(256)) * 192 + b"\nKopi\n"
ALL_ANSWERS_FINE = b"\x12"


class Rig(msgspec.Struct):
    """A transport, what its far end received once it is that much, and how to take it away."""

    transport: Transport
    received: Callable[[int], bytes]
    remove: Callable[[], object]
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


def _line(answer: bytes, stack: ExitStack, tmp_path: Path) -> tuple[Path, Reader]:
    """A path to a terminal line with a printer behind it."""
    master, slave = os.openpty()
    tty.setraw(slave)
    stack.callback(os.close, slave)
    stack.callback(os.close, master)
    reader = stack.enter_context(Reader(master, answer=answer))
    link = tmp_path / "rfcomm0"
    link.symlink_to(os.ttyname(slave))
    return link, reader


def _terminal(answer: bytes, state: PrinterState) -> Callable[[ExitStack, Path], Rig]:
    def rig(stack: ExitStack, tmp_path: Path) -> Rig:
        link, reader = _line(answer, stack, tmp_path)
        transport = DeviceFilePrinter(str(link), reply_timeout_s=5 if answer else 0.1)
        return Rig(transport, reader.wait_for, link.unlink, state)

    return rig


def _serial(
    answer: bytes, state: PrinterState, *, bluetooth: bool = False
) -> Callable[[ExitStack, Path], Rig]:
    def rig(stack: ExitStack, tmp_path: Path) -> Rig:
        link, reader = _line(answer, stack, tmp_path)
        at = SerialAddress(str(link), 115200, bluetooth)
        pauses = Pauses(0.01, 0.02, 0.01)
        reply_s = 5 if answer else 0.1
        transport = SerialPrinter(at, reply_timeout_s=reply_s, pauses=pauses)
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


def _usb(protocol: int, state: PrinterState) -> Callable[[ExitStack, Path], Rig]:
    def rig(stack: ExitStack, tmp_path: Path) -> Rig:
        device = UsbDevice(serial="A/1", protocols=(protocol,))
        bus = FakeBus(UsbDevice(0x1D6B, 2, usb_class=AUDIO), device)
        transport = UsbPrinter(UsbAddress(0x0416, 0x5011, "A/1"), backend=bus)
        return Rig(transport, device.wait_for, bus.devices.clear, state)

    return rig


def _windows(stack: ExitStack, tmp_path: Path) -> Rig:
    spooler = FakeSpooler("POS 58 / Kasir")

    def remove() -> None:
        spooler.known = False

    transport = WindowsPrinter("POS 58 / Kasir", spooler=spooler)
    return Rig(transport, spooler.wait_for, remove, PrinterState.UNKNOWN)


def _cups(stack: ExitStack, tmp_path: Path) -> Rig:
    if why := cups_server.missing():
        pytest.skip(why)
    printer = _tcp(stack, tmp_path)
    port = int(printer.transport.address.rpartition(":")[2])
    server = stack.enter_context(cups_server.CupsServer(port))
    patch = stack.enter_context(pytest.MonkeyPatch.context())
    for name, value in server.environment.items():
        patch.setenv(name, value)
    remove = partial(server.run, "lpadmin", "-x", "pos")
    return Rig(CupsPrinter("pos"), printer.received, remove, PrinterState.UNKNOWN)


RIGS = {
    "tcp": _tcp,
    "terminal": _terminal(ALL_ANSWERS_FINE, PrinterState.READY),
    "silent terminal": _terminal(b"", PrinterState.UNKNOWN),
    "pipe": _pipe,
    "file": _file,
    "serial": _serial(ALL_ANSWERS_FINE, PrinterState.READY),
    "silent serial": _serial(b"", PrinterState.UNKNOWN),
    "bluetooth": _serial(ALL_ANSWERS_FINE, PrinterState.READY, bluetooth=True),
    "cups": _cups,
    "usb (fake)": _usb(BOTH_WAYS, PrinterState.READY),
    "usb one way (fake)": _usb(ONE_WAY, PrinterState.UNKNOWN),
    "windows (fake)": _windows,
}
NOT_LINKED = {"usb (fake)", "usb one way (fake)", "windows (fake)"}
"""Fakes that an address does not lead to."""


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


def test_an_address_leads_back_to_the_same_printer(
    rig: Rig, request: pytest.FixtureRequest
) -> None:
    again = transport_from(rig.transport.address)
    assert again.address == rig.transport.address
    assert type(again) is type(rig.transport)
    if request.node.callspec.params["rig"] not in NOT_LINKED:
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
        ("tcp://warung_ibu.toko-kita.lan", "tcp://warung_ibu.toko-kita.lan:9100"),
        ("file:///dev/usb/lp0", "file:///dev/usb/lp0"),
        ("serial:///dev/ttyUSB0", "serial:///dev/ttyUSB0?baud=9600"),
        ("serial:///dev/rfcomm0?baud=19200", "serial:///dev/rfcomm0?baud=19200"),
        ("serial://COM5", "serial://COM5?baud=9600"),
        ("serial://COM12?baud=115200&bluetooth=1", "serial://COM12?baud=115200&bluetooth=1"),
        ("serial:///dev/cu.Bluetooth-58?bluetooth=1", "serial:///dev/cu.Bluetooth-58?baud=9600"),
        ("usb://0416:5011", "usb://0416:5011"),
        ("usb://04B8:0E15/X%2F1", "usb://04b8:0e15/X%2F1"),
        ("windows://POS-58%20(Kasir%201)", "windows://POS-58%20%28Kasir%201%29"),
        ("windows://%5C%5Ckasir%5CPOS", "windows://%5C%5Ckasir%5CPOS"),
        ("cups://EPSON_TM-T82", "cups://EPSON_TM-T82"),
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
        "tcp://192.168.1.500",
        "tcp://192.168.1",
        "tcp://192,168,1,50",
        "tcp://192.168. 1.50",
        "tcp://kasir printer",
        "tcp://\u200b",
        "tcp://kasir..lan",
        "tcp://user@host",
        "file://relative",
        "file:",
        "http://host:9100",
        "tcp://[broken",
        "tcp://host?baud=9600",
        "serial://",
        "serial://ttyUSB0",
        "serial://COM5/x",
        "serial:///dev/ttyUSB0?baud=fast",
        "serial:///dev/ttyUSB0?baud=1",
        "serial:///dev/ttyUSB0?speed=9600",
        "usb://0416",
        "usb://0416:50111",
        "usb://0416:zzzz",
        "usb://0416:5011/a/b",
        "windows://",
        "windows://%20",
        "cups://",
        "cups://queue/job",
        "CUPS",
        "cups://-a",
        "cups://pos,kasir",
        "cups://pos%20kasir",
        "file:///dev/%00",
        "windows://POS%0058",
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(LapakError) as caught:
        transport_from(address)
    assert caught.value.code == "printer_address_not_understood"
    assert caught.value.details == {"address": address}
