import socket
import threading

from hypothesis import given
from hypothesis import strategies as st

from pos_app.devices.rendering.command_stream import CommandStream
from pos_app.devices.transports.printers import transport_from
from pos_app.devices.virtual_printer import Fault, Job, VirtualPrinter

ASK = b"\x10\x04"
RASTER = b"\x1dv0\x00\x02\x00\x02\x00"


@given(st.lists(st.integers(1, 7)), st.data())
def test_requests_are_taken_out_wherever_the_stream_is_torn(
    sizes: list[int], data: st.DataObject
) -> None:
    sent = b"Kopi" + ASK + b"\x01\x1b@" + RASTER + ASK + b"\x04\x1dV\x01" + ASK + b"\x02\x1dV\x01\n"
    stream, job, asked, place = CommandStream(), b"", list[int](), 0
    for size in [*sizes, len(sent)]:
        piece, questions = stream.feed(sent[place : place + size])
        place += size
        job += piece
        asked += questions
    assert asked == [1, 2]
    assert job == b"Kopi\x1b@" + RASTER + ASK + b"\x04\x1d" + b"V\x01\x1dV\x01\n"


def test_each_connection_that_prints_is_a_job() -> None:
    with VirtualPrinter() as printer:
        till = transport_from(printer.address)
        till.send(b"one")
        till.status()
        till.send(b"two")
        assert printer.wait_for_jobs(2) == (Job(b"one", complete=True), Job(b"two", complete=True))


def test_a_job_that_came_while_paper_was_out_comes_out_afterwards() -> None:
    with VirtualPrinter() as printer:
        printer.begin(Fault.PAPER_OUT)
        with socket.create_connection(("127.0.0.1", printer.port)) as blind:
            blind.sendall(b"held")
            blind.shutdown(socket.SHUT_WR)
            assert blind.recv(1) == b""
        assert printer.jobs == ()
        printer.end(Fault.PAPER_OUT)
        assert printer.wait_for_jobs(1) == (Job(b"held", complete=True),)


def test_many_tills_print_at_once() -> None:
    with VirtualPrinter() as printer:
        jobs = [f"till {number}".encode() * 500 for number in range(24)]
        threads = [
            threading.Thread(target=transport_from(printer.address).send, args=[job])
            for job in jobs
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(job.data for job in printer.wait_for_jobs(24)) == sorted(jobs)


def test_a_stall_that_ends_lets_the_job_through() -> None:
    with VirtualPrinter() as printer:
        printer.begin(Fault.STALL)
        with socket.create_connection(("127.0.0.1", printer.port)) as blind:
            blind.sendall(b"late")
        printer.end(Fault.STALL)
        assert printer.wait_for_jobs(1)[0].data == b"late"
