"""Serial ports and USB devices that are busy, forbidden, slow, pulled out, or not installed."""

import errno
import os
import subprocess
import sys
import threading
import time
import tty
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from serial import Serial

from pos_app.devices.finding import usb_printers
from pos_app.devices.finding.addresses import SerialAddress, UsbAddress
from pos_app.devices.finding.found import Connection, FoundPrinter
from pos_app.devices.finding.missing_part import MissingPart
from pos_app.devices.finding.usb_printers import SystemFolders
from pos_app.devices.transports.device_file import DeviceFilePrinter
from pos_app.devices.transports.failures import group_of, unreachable
from pos_app.devices.transports.pacing import pieces
from pos_app.devices.transports.serial_printer import Pauses, SerialPrinter
from pos_app.devices.transports.transport import DeliveryUncertain, PrinterState, PrinterUnreachable
from pos_app.devices.transports.usb_printer import UsbPrinter
from tests.devices.transports.readers import Reader
from tests.drivers.printers.fake_usb import (
    AUDIO,
    BOTH_WAYS,
    IPP,
    ONE_WAY,
    FakeBus,
    UsbDevice,
    usb_error,
)

RECEIPT = b"\x1b@" + b"Terima kasih\n" * 70
LONG = b"\x1b@" + b"Terima kasih\n" * 20_000
NOBODY = 65534
AT = UsbAddress(0x0416, 0x5011)


class Line(msgspec.Struct):
    """A terminal line: the side of the printer and the path of the port."""

    far: int
    near: int
    port: str

    def pull_out(self) -> None:
        """Let the port vanish as a USB adapter does."""
        os.close(self.far)
        self.far = -1


@pytest.fixture
def line() -> Iterator[Line]:
    far, near = os.openpty()
    tty.setraw(near)
    line = Line(far, near, os.ttyname(near))
    yield line
    if line.far >= 0:
        os.close(line.far)
    os.close(line.near)


def serial_till(
    line: Line, *, reply_timeout_s: float = 0.2, write_timeout_s: float = 5
) -> SerialPrinter:
    return SerialPrinter(
        SerialAddress(line.port, 115200),
        reply_timeout_s=reply_timeout_s,
        write_timeout_s=write_timeout_s,
    )


def test_a_serial_port_that_vanishes_within_a_job_leaves_it_uncertain(line: Line) -> None:
    def vanish() -> None:
        read = 0
        while read < 3000:
            read += len(os.read(line.far, 1000))
        line.pull_out()

    thread = threading.Thread(target=vanish)
    thread.start()
    with pytest.raises(DeliveryUncertain) as caught:
        serial_till(line).send(LONG)
    thread.join()
    assert caught.value.details["reason"] == "connection_lost"
    assert 0 < caught.value.details["sent"] < len(LONG)


def test_a_serial_port_that_vanished_before_printed_nothing(line: Line) -> None:
    line.pull_out()  # its near end stays open, or another test's line would get its number
    assert serial_till(line).status().state is PrinterState.OFFLINE
    with pytest.raises(PrinterUnreachable) as caught:
        serial_till(line).send(RECEIPT)
    assert caught.value.code == "printer_not_there"


def test_a_serial_port_that_another_program_holds_is_busy(line: Line) -> None:
    with Serial(line.port, exclusive=True), pytest.raises(PrinterUnreachable) as caught:
        serial_till(line).send(RECEIPT)
    assert caught.value.code == "printer_busy"


def test_a_serial_printer_that_takes_nothing_more_leaves_the_job_uncertain(line: Line) -> None:
    with pytest.raises(DeliveryUncertain) as caught:
        serial_till(line, write_timeout_s=0.3).send(LONG)
    assert caught.value.details["reason"] == "timeout"


def test_a_bluetooth_port_rests_after_opening_and_before_it_is_opened_again(line: Line) -> None:
    at = SerialAddress(line.port, bluetooth=True)
    with Reader(line.far, answer=b"\x12"):
        till = SerialPrinter(at, pauses=Pauses(after_opening_s=0.1, before_reopening_s=0.5))
        begun = time.monotonic()
        till.status()
        first = time.monotonic() - begun
        till.status()
        both = time.monotonic() - begun
    assert first >= 0.1
    assert both - first >= 0.6


def test_a_missing_library_is_named_with_how_to_install_it() -> None:
    script = (
        "import sys; sys.modules['serial'] = None; sys.modules['usb'] = None\n"
        "from pos_app.devices.finding.listing import printers_here\n"
        "from pos_app.devices.transports.printers import transport_from\n"
        "from pos_app.devices.transports.transport import PrinterUnreachable\n"
        "for address in ('serial://COM5', 'usb://0416:5011'):\n"
        "    printer = transport_from(address)\n"
        "    print(printer.status().state.value)\n"
        "    try:\n"
        "        printer.send(b'x')\n"
        "    except PrinterUnreachable as error:\n"
        "        print(error.code, error.details['part'], error.details['install'])\n"
        "print(*sorted(error.code for error in printers_here().unlisted))\n"
    )
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env={**os.environ, "PATH": "/nowhere"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert told == [
        "offline",
        "printer_part_missing pyserial pip install pyserial",
        "offline",
        "printer_part_missing pyusb pip install pyusb",
        "serial_ports_need_part system_printers_need_part usb_printers_need_part",
    ]


def test_the_systems_usb_driver_is_put_aside_for_a_job_and_given_back() -> None:
    device = UsbDevice()
    bus = FakeBus(device)
    UsbPrinter(AT, backend=bus).send(RECEIPT)
    assert device.wait_for(len(RECEIPT)) == RECEIPT
    assert device.driver_active
    assert [call for call in bus.calls if call not in {"open", "close"}] == [
        "detach",
        "claim",
        "release",
        "attach",
    ]
    assert bus.calls[-1] == "close"


def test_a_usb_device_without_a_driver_gets_none() -> None:
    device = UsbDevice()
    device.driver_active = False
    bus = FakeBus(device)
    assert UsbPrinter(AT, backend=bus).status().state is PrinterState.READY
    assert "attach" not in bus.calls


def test_of_several_versions_of_a_usb_interface_the_one_that_answers_is_chosen() -> None:
    device = UsbDevice(protocols=(ONE_WAY, IPP, BOTH_WAYS))
    printer = UsbPrinter(AT, backend=FakeBus(device))
    assert printer.status().state is PrinterState.READY
    assert device.chosen == 2
    printer.send(RECEIPT)
    assert device.wait_for(len(RECEIPT)) == RECEIPT


def test_of_two_usb_printers_alike_the_named_one_prints() -> None:
    first, second = UsbDevice(serial="1"), UsbDevice(serial="2")
    UsbPrinter(UsbAddress(0x0416, 0x5011, "2"), backend=FakeBus(first, second)).send(RECEIPT)
    assert second.wait_for(len(RECEIPT)) == RECEIPT
    assert first.wait_for(0) == b""


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (usb_error(errno.EACCES), "printer_no_permission"),
        (usb_error(errno.EBUSY), "printer_busy"),
        (NotImplementedError("not on this platform"), "printer_no_driver"),  # Windows' own driver
    ],
)
def test_a_usb_printer_that_refuses_says_why(refusal: Exception, code: str) -> None:
    device = UsbDevice(serial="A1")
    device.refuses = refusal
    with pytest.raises(PrinterUnreachable) as caught:
        UsbPrinter(AT, backend=FakeBus(device)).send(RECEIPT)
    assert caught.value.code == code
    assert caught.value.details.get("group", "lp") == "lp"


def test_a_usb_printer_that_stops_taking_bytes_leaves_the_job_uncertain() -> None:
    device = UsbDevice(answer=b"", takes=1500)
    with pytest.raises(DeliveryUncertain) as caught:
        UsbPrinter(AT, backend=FakeBus(device), reply_timeout_s=0.1).send(LONG)
    assert caught.value.details["reason"] == "timeout"
    assert device.driver_active


@pytest.mark.parametrize("number", [errno.EIO, errno.ENODEV, errno.EPIPE])
def test_a_usb_printer_pulled_out_within_the_first_piece_leaves_the_job_uncertain(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """libusb tells the error, not how many packets had gone by then."""
    device = UsbDevice(serial="A1")
    bus = FakeBus(device)
    write = bus.bulk_write

    def pulled_out(*call: Any) -> int:
        if len(call[3]) <= 64:  # a question
            return int(write(*call))
        device.take(call[3].tobytes()[:256])
        raise usb_error(number)

    monkeypatch.setattr(bus, "bulk_write", pulled_out)
    with pytest.raises(DeliveryUncertain):
        UsbPrinter(AT, backend=bus).send(LONG)


def test_a_usb_printer_that_is_gone_before_the_job_printed_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bus = FakeBus(UsbDevice(serial="A1"))

    def gone(*_: object) -> int:
        raise usb_error(errno.ENODEV)

    monkeypatch.setattr(bus, "bulk_write", gone)
    with pytest.raises(PrinterUnreachable) as caught:
        UsbPrinter(AT, backend=bus).send(LONG)
    assert caught.value.code == "printer_not_there"


@pytest.mark.parametrize("call", ["release_interface", "attach_kernel_driver"])
def test_a_usb_printer_that_cannot_be_given_back_has_printed_all_the_same(
    monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    device = UsbDevice(serial="A1")
    bus = FakeBus(device)

    def refused(*_: object) -> None:
        raise NotImplementedError(call)

    monkeypatch.setattr(bus, call, refused)
    UsbPrinter(AT, backend=bus).send(RECEIPT)
    assert device.wait_for(len(RECEIPT)) == RECEIPT
    monkeypatch.undo()


def test_a_usb_printer_whose_number_may_not_be_read_is_listed_once(tmp_path: Path) -> None:
    folders = SystemFolders(_one_usb_printer(tmp_path))
    [listed] = usb_printers.listed(folders, FakeBus(UsbDevice(serial="")))
    assert listed.address == "file:///dev/usb/lp0"


def _one_usb_printer(tmp_path: Path) -> Path:
    """What Linux tells of one printer; the folder with its classes."""
    interface = tmp_path / "1-1" / "1-1:1.0"
    interface.mkdir(parents=True)
    for name, text in {
        "idVendor": "0416",
        "idProduct": "5011",
        "serial": "A1",
        "manufacturer": "STMicroelectronics",
        "product": "POS58 Printer USB",
    }.items():
        (interface.parent / name).write_text(f"{text}\n")
    (tmp_path / "class" / "lp0").mkdir(parents=True)
    (tmp_path / "class" / "lp0" / "device").symlink_to(interface)
    return tmp_path / "class"


def test_usb_printers_are_listed_by_their_files_first_and_each_once(tmp_path: Path) -> None:
    folders = SystemFolders(_one_usb_printer(tmp_path))
    bus = FakeBus(
        UsbDevice(serial="A1"), UsbDevice(0x04B8, 0x0E15), UsbDevice(1, 2, usb_class=AUDIO)
    )
    assert list(usb_printers.listed(folders, bus)) == [
        FoundPrinter(
            "file:///dev/usb/lp0",
            "STMicroelectronics POS58 Printer USB · /dev/usb/lp0",
            Connection.USB,
        ),
        FoundPrinter("usb://04b8:0e15", "STMicroelectronics POS58 Printer USB", Connection.USB),
    ]


def test_nothing_is_known_of_a_usb_printer_that_was_pulled_out_while_listing(
    tmp_path: Path,
) -> None:
    (tmp_path / "lp0").mkdir()
    assert list(usb_printers.listed(SystemFolders(tmp_path), FakeBus())) == []


def test_no_permission_names_the_group_that_may_use_the_device(tmp_path: Path) -> None:
    refused = PermissionError(errno.EACCES, "Permission denied")
    told = unreachable("file:///dev/usb/lp0", refused, "/dev/usb/lp0")
    assert (told.code, told.details["group"]) == ("printer_no_permission", "lp")
    assert group_of("/dev/ttyUSB99") == "dialout"
    assert group_of("/dev/rfcomm99") == "dialout"


def test_a_device_file_that_this_account_may_not_use_says_so_and_names_a_group(
    tmp_path: Path,
) -> None:
    device = tmp_path / "lp0"
    device.touch(mode=0o000)
    till = DeviceFilePrinter(str(device))
    group_of(str(device))  # what it imports must not need rights either
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        status = till.status()
        with pytest.raises(PrinterUnreachable) as caught:
            till.send(RECEIPT)
    finally:
        if root:
            os.seteuid(0)
    assert (status.state, status.reason) == (PrinterState.OFFLINE, "no_permission")
    assert caught.value.code == "printer_no_permission"
    assert caught.value.details["group"] == "lp"


@pytest.mark.parametrize("job", [b"", b"x", RECEIPT, LONG], ids=["none", "byte", "receipt", "long"])
def test_text_is_cut_into_pieces_without_a_rest(job: bytes) -> None:
    cut = list(pieces(job))
    assert b"".join(piece.data for piece in cut) == job
    assert all(len(piece.data) <= 1024 and piece.rest_s == 0 for piece in cut)


def test_before_each_further_part_of_a_picture_there_is_a_rest() -> None:
    raster = b"\x1dv0\x00\x30\x00\x80\x00" + b"\x1b\x1dv0" * (48 * 32)
    job = b"Kopi\n" + raster + b"Total\n" + b"\x1dv0\x00\x30"
    cut = list(pieces(job))
    assert b"".join(piece.data for piece in cut) == job
    assert max(len(piece.data) for piece in cut) <= 1024
    rests = [piece for piece in cut if piece.rest_s]
    assert len(rests) == 1
    assert 0.02 <= rests[0].rest_s <= 0.05


def test_without_libusb_only_files_are_listed_and_it_is_said() -> None:
    with pytest.raises(MissingPart) as caught:
        list(usb_printers.listed(SystemFolders(Path("/nowhere")), _NoBus()))
    assert caught.value.part == "libusb"


class _NoBus(FakeBus):
    def enumerate_devices(self) -> Iterator[UsbDevice]:
        from usb.core import NoBackendError

        raise NoBackendError("No backend available")
