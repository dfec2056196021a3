"""What the spooler is told when a printer fails: nothing printed for certain, or nobody knows."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from pos_app.devices.transports.device_file import DeviceFilePrinter
from pos_app.devices.transports.tcp import TcpPrinter
from pos_app.devices.transports.transport import DeliveryUncertain, PrinterState, PrinterUnreachable
from pos_app.devices.virtual_printer import Fault, VirtualPrinter
from tests.devices.transports.readers import Reader

RECEIPT = b"\x1b@" + b"Terima kasih\n" * 70
LONG = b"\x1b@" + b"Terima kasih\n" * 200_000


def till_of(
    printer: VirtualPrinter, *, write_timeout_s: float = 10, reply_timeout_s: float = 5
) -> TcpPrinter:
    """A till; only tests that wait in vain give it little patience."""
    return TcpPrinter(
        "127.0.0.1",
        printer.port,
        write_timeout_s=write_timeout_s,
        reply_timeout_s=reply_timeout_s,
    )


@contextmanager
def server(reply: bytes | None) -> Iterator[TcpPrinter]:
    """Something on the printer's port that answers everything with `reply`, or hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for _ in range(2):
                connection, _ = listener.accept()
                with connection:
                    while reply is not None and connection.recv(4096):
                        connection.send(reply)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield TcpPrinter("127.0.0.1", listener.getsockname()[1], reply_timeout_s=0.3)
        thread.join()


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (Fault.PAPER_OUT, PrinterState.PAPER_OUT),
        (Fault.COVER_OPEN, PrinterState.COVER_OPEN),
        (Fault.OFFLINE, PrinterState.OFFLINE),
    ],
)
def test_no_job_is_sent_to_a_printer_that_says_it_cannot_print(
    fault: Fault, state: PrinterState
) -> None:
    with VirtualPrinter() as printer:
        till = till_of(printer)
        printer.begin(fault)
        assert till.status().state is state
        with pytest.raises(PrinterUnreachable) as caught:
            till.send(RECEIPT)
        assert caught.value.code == f"printer_{state.value}"
        printer.end(fault)
        till.send(RECEIPT)
        assert [job.data for job in printer.wait_for_jobs(1)] == [RECEIPT]


def test_paper_that_runs_low_is_told_and_still_printed_on() -> None:
    with VirtualPrinter() as printer:
        printer.begin(Fault.PAPER_NEAR_END)
        assert till_of(printer).status().state is PrinterState.PAPER_NEAR_END
        till_of(printer).send(RECEIPT)
        assert printer.wait_for_jobs(1)[0].data == RECEIPT


def test_a_refused_connection_printed_nothing_and_may_be_tried_again() -> None:
    with VirtualPrinter() as printer:
        till = till_of(printer)
        printer.begin(Fault.REFUSE)
        with pytest.raises(PrinterUnreachable) as caught:
            till.send(RECEIPT)
        assert caught.value.details["reason"] == "refused"
        assert till.status().state is PrinterState.OFFLINE
        printer.end(Fault.REFUSE)
        till.send(RECEIPT)
        assert [job.data for job in printer.wait_for_jobs(1)] == [RECEIPT]


def test_a_printer_that_stops_reading_leaves_even_a_short_receipt_uncertain() -> None:
    with VirtualPrinter(fault_after=200) as printer:
        printer.begin(Fault.STALL)
        with pytest.raises(DeliveryUncertain) as caught:
            till_of(printer, write_timeout_s=0.3).send(RECEIPT)
        assert caught.value.details["sent"] == len(RECEIPT)
        assert caught.value.details["reason"] == "no_answer"


def test_a_job_larger_than_the_buffers_times_out_in_a_printer_that_never_reads() -> None:
    with VirtualPrinter() as printer:
        printer.begin(Fault.STALL)
        with pytest.raises(DeliveryUncertain) as caught:
            till_of(printer, write_timeout_s=0.3, reply_timeout_s=0.1).send(LONG)
        assert caught.value.code == "delivery_uncertain"
        assert 0 < caught.value.details["sent"] < caught.value.details["size"]
        assert caught.value.details["reason"] == "timeout"


@pytest.mark.parametrize("job", [RECEIPT, LONG], ids=["receipt", "long"])
def test_a_connection_that_breaks_within_a_job_leaves_it_uncertain(job: bytes) -> None:
    with VirtualPrinter(fault_after=200) as printer:
        printer.begin(Fault.RESET)
        with pytest.raises(DeliveryUncertain):
            till_of(printer).send(job)
        [broken] = printer.wait_for_jobs(1)
        assert not broken.complete
        assert len(broken.data) >= 200
        printer.end(Fault.RESET)
        till_of(printer).send(RECEIPT)
        assert printer.wait_for_jobs(2)[1].data == RECEIPT


@pytest.mark.parametrize("host", ["x" * 64 + ".local", "kasir..lan"])
def test_a_name_that_no_host_can_have_is_not_known(host: str) -> None:
    till = TcpPrinter(host)
    assert till.status().state is PrinterState.OFFLINE
    with pytest.raises(PrinterUnreachable) as caught:
        till.send(RECEIPT)
    assert caught.value.code == "printer_name_unknown"


def test_a_printer_that_takes_no_call_any_more_is_given_up_in_time() -> None:
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        port = listener.getsockname()[1]
        for _ in range(4):  # until the system takes no more for it
            caller = stack.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(("127.0.0.1", port))
        till = TcpPrinter("127.0.0.1", port, connect_timeout_s=0.3)
        begun = time.monotonic()
        with pytest.raises(PrinterUnreachable) as caught:
            till.send(RECEIPT)
        assert time.monotonic() - begun < 3
    assert caught.value.details["reason"] == "timeout"


def test_a_connection_that_breaks_before_the_job_printed_nothing() -> None:
    with VirtualPrinter() as printer:
        printer.begin(Fault.RESET)
        with pytest.raises(PrinterUnreachable):
            till_of(printer).send(RECEIPT)
        assert printer.jobs == ()


def test_a_printer_that_never_answers_is_unknown_and_is_sent_to() -> None:
    with VirtualPrinter() as printer:
        printer.begin(Fault.SILENT)
        till = till_of(printer, reply_timeout_s=0.1)
        assert till.status().state is PrinterState.UNKNOWN
        till.send(RECEIPT)
        assert printer.wait_for_jobs(1)[0].data == RECEIPT


def test_silence_of_a_printer_that_used_to_answer_keeps_the_job_here() -> None:
    with VirtualPrinter() as printer:
        till = till_of(printer, reply_timeout_s=1)
        till.send(RECEIPT)
        printer.begin(Fault.SILENT)
        assert till.status().state is PrinterState.UNKNOWN
        with pytest.raises(PrinterUnreachable) as caught:
            till.send(RECEIPT)
        assert caught.value.details["reason"] == "no_answer"
        assert len(printer.jobs) == 1


def test_a_peer_that_hangs_up_is_offline_not_ready() -> None:
    with server(None) as till:
        assert till.status().state is PrinterState.OFFLINE
        with pytest.raises(PrinterUnreachable):
            till.send(RECEIPT)


@pytest.mark.parametrize("reply", [b"\x00", b"\x10"])
def test_a_peer_that_answers_what_no_printer_does_is_never_ready(reply: bytes) -> None:
    with server(reply) as till:
        assert till.status().state is PrinterState.UNKNOWN
        till.send(RECEIPT)


def test_a_pipe_that_nobody_reads_printed_nothing(tmp_path: Path) -> None:
    fifo = tmp_path / "lp0"
    os.mkfifo(fifo)
    till = DeviceFilePrinter(str(fifo))
    assert till.status().state is PrinterState.OFFLINE
    with pytest.raises(PrinterUnreachable) as caught:
        till.send(RECEIPT)
    assert caught.value.details["reason"] == "no_such_device"


def test_a_device_that_stops_taking_bytes_leaves_the_job_uncertain(tmp_path: Path) -> None:
    fifo = tmp_path / "lp0"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(DeliveryUncertain) as caught:
            DeviceFilePrinter(str(fifo), write_timeout_s=0.3).send(LONG)
    finally:
        os.close(reader)
    assert caught.value.details["reason"] == "timeout"
    assert 0 < caught.value.details["sent"] < len(LONG)


def test_a_terminal_line_that_stops_taking_bytes_leaves_the_job_uncertain() -> None:
    master, slave = os.openpty()
    try:
        till = DeviceFilePrinter(os.ttyname(slave), write_timeout_s=0.3, reply_timeout_s=0.1)
        with pytest.raises(DeliveryUncertain):
            till.send(LONG)
    finally:
        os.close(slave)
        os.close(master)


def test_a_terminal_line_tells_that_paper_is_out() -> None:
    master, slave = os.openpty()
    try:
        with Reader(master, answer=b"\x72"):
            till = DeviceFilePrinter(os.ttyname(slave), reply_timeout_s=5)
            assert till.status().state is PrinterState.PAPER_OUT
            with pytest.raises(PrinterUnreachable) as caught:
                till.send(RECEIPT)
            assert caught.value.code == "printer_paper_out"
    finally:
        os.close(slave)
        os.close(master)
