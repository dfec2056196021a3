"""Printers with manners of their own, and peers that are no printers at all."""

import http.server
import socket
import threading
import time
from collections.abc import Callable

import pytest

from pos_app.devices.rendering.command_stream import CommandStream
from pos_app.devices.transports.tcp import TcpPrinter
from pos_app.devices.transports.transport import DeliveryUncertain, PrinterState, PrinterUnreachable
from tests.devices.transports.peers import FINE, Peer, answering, peer

RECEIPT = b"\x1b@" + b"Terima kasih\n" * 70
REPORT = b"\x14\x00\x00\x0f"


def till_of(peer: Peer, *, write_timeout_s: float = 5, reply_timeout_s: float = 2) -> TcpPrinter:
    return TcpPrinter(
        "127.0.0.1",
        peer.port,
        write_timeout_s=write_timeout_s,
        reply_timeout_s=reply_timeout_s,
    )


def read_a_line(connection: socket.socket) -> None:
    heard = b"."
    while b"\n" not in heard and (piece := connection.recv(100)):
        heard += piece


def assert_no_printer(till: TcpPrinter) -> None:
    with pytest.raises(PrinterUnreachable) as caught:
        till.send(RECEIPT)
    assert caught.value.code == "printer_not_a_printer"
    status = till.status()
    assert status.state is not PrinterState.READY


@pytest.mark.parametrize(
    "banner",
    [
        b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n",
        b"220 (vsFTPd 3.0.3)\r\n",
        b"220 mail.local ESMTP\r\n",
        b"\xff\xfd\x18\xff\xfd\x20\xff\xfd\x23",
        b"J\x00\x00\x00\n8.0.36\x00\x08\x00\x00\x00",
    ],
    ids=["ssh", "ftp", "smtp", "telnet", "mysql"],
)
def test_a_server_that_greets_is_no_printer_and_gets_nothing_of_a_receipt(banner: bytes) -> None:
    def behave(connection: socket.socket, state: Peer) -> None:
        connection.sendall(banner)
        answering(lambda _: b"")(connection, state)

    with peer(behave) as server:
        assert_no_printer(till_of(server))
        assert till_of(server).status().reason == "not_a_printer"
        assert server.received == b""


def test_a_greeting_that_comes_late_is_heard_in_time() -> None:
    def behave(connection: socket.socket, state: Peer) -> None:
        time.sleep(0.3)
        connection.sendall(b"220 ftp.local FTP server ready.\r\n")
        answering(lambda _: b"")(connection, state)

    with peer(behave) as server:
        assert_no_printer(till_of(server))
        assert server.received == b""


def test_a_web_server_is_no_printer_and_never_sees_a_receipt() -> None:
    seen: list[bytes] = []

    class Page(http.server.BaseHTTPRequestHandler):
        def parse_request(self) -> bool:
            seen.append(vars(self)["raw_requestline"])
            return super().parse_request()

        def log_message(self, *told: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            till = TcpPrinter("127.0.0.1", server.server_port, reply_timeout_s=1.5)
            with pytest.raises(PrinterUnreachable) as caught:
                till.send(RECEIPT)
        finally:
            server.shutdown()
            thread.join()
    assert caught.value.code == "printer_not_a_printer"
    assert b"Terima kasih" not in b"".join(seen)


def test_a_server_that_waits_for_a_whole_line_is_told_by_a_line_that_prints_nothing() -> None:
    def behave(connection: socket.socket, state: Peer) -> None:
        read_a_line(connection)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")

    with peer(behave) as server:
        assert_no_printer(till_of(server, reply_timeout_s=1.5))


def test_a_peer_that_hangs_up_on_what_it_does_not_understand_gets_no_receipt() -> None:
    def behave(connection: socket.socket, state: Peer) -> None:
        read_a_line(connection)

    with peer(behave) as server, pytest.raises(PrinterUnreachable) as caught:
        till_of(server, reply_timeout_s=1.5).send(RECEIPT)
    assert caught.value.details["reason"] == "connection_lost"


def test_a_silent_printer_is_made_sure_of_once_and_then_gets_its_jobs() -> None:
    with peer(answering(lambda _: b"")) as printer:
        till = till_of(printer, reply_timeout_s=0.2)
        till.send(RECEIPT)
        assert printer.wait_for(len(RECEIPT)) == RECEIPT
        till.send(b"second")
        assert printer.wait_for(len(RECEIPT) + 6) == RECEIPT + b"second"


def test_a_web_server_that_got_the_address_of_a_silent_printer_is_not_taken_for_it() -> None:
    """A router gave the address to another machine while the till was running."""

    def behave(connection: socket.socket, state: Peer) -> None:
        if state.connections == 1:
            while data := connection.recv(4096):
                state.took(data)
            return
        while b"\n" not in connection.recv(4096):
            pass
        time.sleep(0.1)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
        while connection.recv(4096):
            pass

    with peer(behave) as server:
        till = till_of(server, reply_timeout_s=0.5)
        till.send(RECEIPT)
        with pytest.raises(DeliveryUncertain) as caught:
            till.send(RECEIPT)
        assert caught.value.details["reason"] == "not_a_printer"
        with pytest.raises(PrinterUnreachable, match="printer_not_a_printer"):
            till.send(RECEIPT)


def test_what_a_printer_reports_by_itself_is_no_answer_and_no_trouble() -> None:
    with peer(answering(lambda _: REPORT + FINE + REPORT)) as printer:
        till = till_of(printer)
        assert till.status().state is PrinterState.READY
        till.send(RECEIPT)
        assert printer.wait_for(len(RECEIPT)) == RECEIPT


def test_an_answer_in_pieces_between_reports_is_heard() -> None:
    def answer(connection: socket.socket, state: Peer) -> None:
        stream = CommandStream()
        while data := connection.recv(4096):
            job, questions = stream.feed(data)
            state.took(job)
            for _ in questions:
                for piece in (REPORT[:2], REPORT[2:], FINE):
                    connection.sendall(piece)
                    time.sleep(0.02)

    with peer(answer) as printer:
        assert till_of(printer).status().state is PrinterState.READY
        till_of(printer).send(RECEIPT)


def test_reports_without_an_answer_leave_a_printer_unknown() -> None:
    with peer(answering(lambda _: REPORT)) as printer:
        assert till_of(printer, reply_timeout_s=0.2).status().state is PrinterState.UNKNOWN


def test_an_answer_that_comes_late_is_not_taken_for_the_next_one() -> None:
    asked: list[int] = []

    def answer(question: int) -> bytes:
        asked.append(question)
        if len(asked) == 1:
            time.sleep(0.6)  # the first one comes when nobody waits any more
        return b"\x72" if question == 4 else FINE

    with peer(answering(answer)) as printer:
        till = till_of(printer, reply_timeout_s=0.2)
        assert till.status().state is PrinterState.UNKNOWN
        assert till_of(printer, reply_timeout_s=2).status().state is PrinterState.PAPER_OUT


def test_a_printer_that_is_too_slow_to_answer_before_is_believed_after() -> None:
    def answer(question: int) -> bytes:
        time.sleep(0.4)
        return FINE

    with peer(answering(answer)) as printer:
        till = till_of(printer, reply_timeout_s=0.2)
        till.send(RECEIPT)
        assert printer.wait_for(len(RECEIPT)) == RECEIPT


def closing_after_an_answer(connection: socket.socket, state: Peer) -> None:
    stream = CommandStream()
    while data := connection.recv(4096):
        job, questions = stream.feed(data)
        state.took(job)
        if questions:
            connection.sendall(FINE)
            return


def closing_after_a_job(connection: socket.socket, state: Peer) -> None:
    stream = CommandStream()
    heard = b""
    while data := connection.recv(4096):
        job, questions = stream.feed(data)
        state.took(job)
        heard += job
        connection.sendall(FINE * len(questions))
        if len(heard) >= len(RECEIPT):
            return


@pytest.mark.parametrize("behave", [closing_after_an_answer, closing_after_a_job])
def test_a_printer_that_closes_is_called_again_and_prints_each_job_once(
    behave: Callable[[socket.socket, Peer], None],
) -> None:
    with peer(behave) as printer:
        till = till_of(printer)
        assert till.status().state is PrinterState.READY
        for count in (1, 2, 3):
            till.send(RECEIPT)
            assert printer.wait_for(count * len(RECEIPT)) == RECEIPT * count
        assert till.status().state is PrinterState.READY


def test_a_printer_that_closes_and_lets_nobody_in_any_more_leaves_the_job_uncertain() -> None:
    def behave(connection: socket.socket, state: Peer) -> None:
        if state.connections == 1:
            closing_after_a_job(connection, state)

    with peer(behave) as printer, pytest.raises(DeliveryUncertain) as caught:
        till_of(printer, write_timeout_s=0.3).send(RECEIPT)
    assert caught.value.details["sent"] == len(RECEIPT)


def test_a_printer_that_breaks_off_before_it_has_read_the_job_leaves_it_uncertain() -> None:
    def behave(connection: socket.socket, state: Peer) -> None:
        stream = CommandStream()
        while not (found := stream.feed(connection.recv(64)))[0]:
            connection.sendall(FINE * len(found[1]))

    with peer(behave) as printer, pytest.raises(DeliveryUncertain) as caught:
        till_of(printer).send(RECEIPT * 30)
    assert caught.value.details["reason"] == "connection_lost"


def test_a_slow_printer_is_waited_for_as_long_as_it_makes_progress() -> None:
    job = RECEIPT * 6
    begun = time.monotonic()

    def slow(connection: socket.socket, state: Peer) -> None:
        stream = CommandStream()
        while data := connection.recv(300):
            taken, questions = stream.feed(data)
            state.took(taken)
            connection.sendall(FINE * len(questions))
            time.sleep(0.1)

    with peer(slow, receive_buffer=2048) as printer:
        till_of(printer, write_timeout_s=1.2).send(job)
        assert printer.wait_for(len(job)) == job
    assert time.monotonic() - begun > 1.5
