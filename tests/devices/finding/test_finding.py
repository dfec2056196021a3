"""Finding printers: what is listed, what is said where it cannot be, and whom a look touches."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import msgspec
import pytest

from pos_app.devices.finding.address_range import addresses_in, own_range
from pos_app.devices.finding.found import Answer, Connection, FoundPrinter, Listing, Looked
from pos_app.devices.finding.listing import listing_of
from pos_app.devices.finding.missing_part import MissingPart, library
from pos_app.devices.finding.serial_ports import described
from pos_app.devices.transports.network_look import LookPatience, NetworkLook
from pos_app.devices.transports.printers import transport_from
from pos_app.devices.transports.status_bytes import understood
from pos_app.devices.virtual_printer import VirtualPrinter
from pos_app.domain.errors import LapakError
from pos_app.messages import is_known

QUICK = LookPatience(connect_s=0.5, answer_s=0.5)


@contextmanager
def greeting(host: str, port: int, greeting: bytes, reply: bytes = b"") -> Iterator[None]:
    """Something at an address that greets whoever comes, and answers whatever is said."""
    with socket.create_server((host, port)) as listener:

        def serve() -> None:
            try:
                connection, _ = listener.accept()
            except OSError:
                return  # nobody came
            with connection:
                connection.settimeout(5)
                connection.sendall(greeting)
                while connection.recv(100):
                    if reply:
                        connection.sendall(reply)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def looked(*hosts: str, port: int) -> dict[str, Answer]:
    look = NetworkLook(hosts, port=port, patience=QUICK)
    return {found.name: found.answers for found in look.run().printers}


def test_a_look_tells_a_printer_from_what_only_listens_and_from_what_is_none() -> None:
    with ExitStack() as stack:
        printer = stack.enter_context(VirtualPrinter())
        port = printer.port
        stack.enter_context(greeting("127.0.0.2", port, b""))
        stack.enter_context(greeting("127.0.0.3", port, b"SSH-2.0-OpenSSH_9.2\r\n"))
        stack.enter_context(greeting("127.0.0.4", port, b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"))
        hosts = [f"127.0.0.{number}" for number in (1, 2, 3, 4, 5)]
        assert looked(*hosts, port=port) == {
            "127.0.0.1": Answer.PRINTER,
            "127.0.0.2": Answer.SILENT,
            "127.0.0.3": Answer.STRANGER,
            "127.0.0.4": Answer.STRANGER,
        }
        assert printer.jobs == ()


def test_what_a_look_finds_can_be_printed_on() -> None:
    with VirtualPrinter() as printer:
        [found] = NetworkLook(["127.0.0.1"], port=printer.port).run().printers
        transport_from(found.address).send(b"receipt")
        assert printer.wait_for_jobs(1)[0].data == b"receipt"


def test_a_look_tells_how_far_it_is_until_every_address_is_done() -> None:
    heard: list[Looked] = []
    with VirtualPrinter() as printer:
        hosts = addresses_in("127.0.0.1-127.0.0.100")
        last = NetworkLook(hosts, port=printer.port, patience=QUICK).run(heard.append)
    assert heard[-1] == last
    assert (last.done, last.total) == (100, 100)
    assert [progress.done for progress in heard] == sorted({one.done for one in heard})


def test_a_look_at_many_printers_ends_and_names_them_in_order() -> None:
    with socket.create_server(("0.0.0.0", 0)) as listener:
        port = listener.getsockname()[1]
        hosts = addresses_in("127.0.1.0-127.0.1.119")
        begun = time.monotonic()
        found = NetworkLook(hosts, port=port, patience=QUICK).run().printers
        assert time.monotonic() - begun < 10
    assert [one.name for one in found] == list(hosts)


def test_a_cancelled_look_ends_with_what_it_has() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        look = NetworkLook(["127.0.0.1"] * 1000, port=listener.getsockname()[1])
        ended: list[Looked] = []
        thread = threading.Thread(target=lambda: ended.append(look.run()))
        thread.start()
        look.cancel()
        thread.join(5)
    assert ended
    assert ended[0].done < 1000


@pytest.mark.parametrize(
    ("text", "first", "last", "count"),
    [
        ("192.168.1.1-192.168.1.254", "192.168.1.1", "192.168.1.254", 254),
        (" 192.168.1.1 - 254 ", "192.168.1.1", "192.168.1.254", 254),
        ("192.168.1.1 – 192.168.1.9", "192.168.1.1", "192.168.1.9", 9),
        ("192.168.1.1—9", "192.168.1.1", "192.168.1.9", 9),
        ("10.0.0.0/22", "10.0.0.1", "10.0.3.254", 1022),
        ("192.168.1.77/24", "192.168.1.1", "192.168.1.254", 254),
        ("127.0.0.1", "127.0.0.1", "127.0.0.1", 1),
        ("172.16.0.8/31", "172.16.0.8", "172.16.0.9", 2),
        ("10.0.0.0-10.0.3.255", "10.0.0.0", "10.0.3.255", 1024),
    ],
)
def test_a_range_is_read_as_people_type_it(text: str, first: str, last: str, count: int) -> None:
    addresses = addresses_in(text)
    assert (addresses[0], addresses[-1], len(addresses)) == (first, last, count)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "address_range_not_understood"),
        ("printer", "address_range_not_understood"),
        ("192.168.1.9-192.168.1.1", "address_range_not_understood"),
        ("192.168.1.1-192.168.1.999", "address_range_not_understood"),
        ("192.168.1.0/99", "address_range_not_understood"),
        ("::1", "address_range_not_understood"),
        ("8.8.8.8", "address_range_not_near"),
        ("0.0.0.0/0", "address_range_not_near"),
        ("172.31.255.1-172.32.0.9", "address_range_not_near"),
        ("10.0.0.0/8", "address_range_too_large"),
        ("10.0.0.0-10.0.4.0", "address_range_too_large"),
    ],
)
def test_a_range_that_is_none_or_too_large_or_far_away_is_refused(text: str, code: str) -> None:
    with pytest.raises(LapakError) as caught:
        addresses_in(text)
    assert caught.value.code == code
    assert is_known(code)


def test_the_range_of_the_own_network_is_one_that_may_be_looked_at() -> None:
    proposed = own_range()
    assert not proposed or len(addresses_in(proposed)) == 254


class _Port(msgspec.Struct):
    device: str
    description: str = "n/a"
    hwid: str = "n/a"


def test_serial_ports_are_named_and_bluetooth_ones_are_told_apart() -> None:
    outgoing = r"BTHENUM\{00001101-0000}_VID&0001\7&2A&0&0011223344AA_C00000000"
    incoming = r"BTHENUM\{00001101-0000}_LOCALMFG&0000\7&2A&0&000000000000_00000001"
    ports = [
        _Port("COM10", "Standard Serial over Bluetooth link (COM10)", outgoing),
        _Port("COM9", "Standard Serial over Bluetooth link (COM9)", incoming),
        _Port("COM3", "USB-SERIAL CH340 (COM3)", "USB VID:PID=1A86:7523"),
        _Port("/dev/rfcomm0"),
    ]
    assert list(described(ports)) == [
        FoundPrinter("serial:///dev/rfcomm0?baud=9600", "/dev/rfcomm0", Connection.BLUETOOTH),
        FoundPrinter("serial://COM3?baud=9600", "USB-SERIAL CH340 · COM3", Connection.SERIAL),
        FoundPrinter(
            "serial://COM10?baud=9600&bluetooth=1",
            "Standard Serial over Bluetooth link · COM10",
            Connection.BLUETOOTH,
        ),
    ]


def test_what_cannot_be_listed_is_told_and_hides_nothing_else() -> None:
    here = FoundPrinter("file:///dev/usb/lp0", "POS58", Connection.USB)

    def half() -> Iterator[FoundPrinter]:
        yield here
        raise MissingPart("pyusb", "pip install pyusb")

    def refused() -> Iterator[FoundPrinter]:
        raise OSError("Scheduler is not running")
        yield here

    listing = listing_of({"usb_printers": half, "system_printers": refused})
    assert listing.printers == (here,)
    assert [error.code for error in listing.unlisted] == [
        "usb_printers_need_part",
        "system_printers_not_listed",
    ]
    assert listing.unlisted[0].details["install"] == "pip install pyusb"


@pytest.mark.parametrize("source", ["serial_ports", "system_printers", "usb_printers"])
@pytest.mark.parametrize("problem", [MissingPart("x", "y"), OSError("z")])
def test_every_source_has_a_sentence_for_what_it_cannot_list(
    source: str, problem: Exception
) -> None:
    def failing() -> Iterator[FoundPrinter]:
        raise problem

    [error] = listing_of({source: failing}).unlisted
    assert is_known(error.code)


def test_a_printer_that_two_sources_know_is_listed_once() -> None:
    first = FoundPrinter("cups://pos", "pos", Connection.SYSTEM)
    again = FoundPrinter("cups://pos", "pos (again)", Connection.SYSTEM)
    assert listing_of(
        {"system_printers": lambda: [first], "usb_printers": lambda: [again]}
    ) == Listing((first,))


def test_a_part_that_is_not_installed_names_itself_and_how_to_install_it() -> None:
    with pytest.raises(MissingPart) as caught:
        library("win32print")
    assert caught.value.details == {"part": "pywin32", "install": "pip install pywin32"}


@pytest.mark.parametrize(
    ("received", "answers", "stranger"),
    [
        (b"\x12", (0x12,), False),
        (b"\x10\x00\x00\x0f\x12", (0x12,), False),  # it reports by itself, then answers
        (b"\x12\x3c\x00\x0c\x0f", (0x12,), False),
        (b"\x12\x10\x00", (0x12,), False),  # the report is still under way
        (b"\x13\x11\x1a", (0x1A,), False),  # flow control
        (b"\x32\x72\x32\x72", (0x32, 0x72, 0x32, 0x72), False),  # late answers, not "2r2r"
        (b"220 ftp.local ready\r\n", (), True),
        (b"SSH-2.0-dropbear\r\n", (), True),
        (b"\xff\xfd\x18\xff\xfd\x20", (), True),
        (b"\x15\x03\x01\x00\x02\x02\x16", (), True),
        (b"<!DOCTYPE html>", (), True),
        (b"J\x00\x00\x00\n8.0.36\x00", (), True),
        (b"\x00", (), False),
        (b"", (), False),
    ],
)
def test_answers_are_told_from_reports_flow_control_and_strangers(
    received: bytes, answers: tuple[int, ...], stranger: bool
) -> None:
    heard = understood(received)
    assert (heard.answers, heard.stranger) == (answers, stranger)
