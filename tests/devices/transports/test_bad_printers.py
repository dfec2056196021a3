"""Sockets that are no good printers: the till is never misled, and never waits for long."""

import time
from collections.abc import Callable

import pytest

from pos_app.devices.rendering.document import Document
from pos_app.devices.rendering.escpos_renderer import render
from pos_app.devices.rendering.paper import paper_named
from pos_app.devices.transports.tcp import TcpPrinter
from pos_app.devices.transports.transport import DeliveryUncertain, PrinterState, PrinterUnreachable
from tests.drivers.printers import bad_printers as bad
from tests.drivers.printers.bad_printers import BadPrinter, Manners, bad_printer

HTTP = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<h1>400</h1>"
)


@pytest.fixture(scope="module")
def receipt(slips: dict[str, Document]) -> bytes:
    return render(slips["sale"], paper_named("58mm"))


def till_of(
    printer: BadPrinter, *, write_s: float = 0.6, reply_s: float = 0.4, slowest: int = 20_000
) -> TcpPrinter:
    return TcpPrinter(
        "127.0.0.1",
        printer.port,
        connect_timeout_s=5,
        write_timeout_s=write_s,
        reply_timeout_s=reply_s,
        slowest=slowest,
    )


def outcome(till: TcpPrinter, job: bytes) -> str:
    try:
        till.send(job)
    except PrinterUnreachable:
        return "failed"
    except DeliveryUncertain:
        return "uncertain"
    return "sent"


@pytest.mark.parametrize("count", [1, 200, 1_500])
@pytest.mark.parametrize("manners", [bad.stalls_after, bad.resets_after])
def test_a_printer_that_fails_within_a_receipt_leaves_it_uncertain(
    receipt: bytes, manners: Callable[[int], Manners], count: int
) -> None:
    with bad_printer(manners(count)) as printer:
        assert outcome(till_of(printer), receipt) == "uncertain"
        [job] = printer.jobs
        assert receipt.startswith(job)


def test_a_receipt_of_text_at_three_hundred_bytes_a_second_comes_out_and_is_known_to(
    slips: dict[str, Document],
) -> None:
    text = render(slips["void"], paper_named("58mm"))
    with bad_printer(bad.slow(300)) as printer:
        till = till_of(printer, write_s=10, reply_s=2, slowest=300)
        assert outcome(till, text) == "sent"
        assert printer.jobs == [text]


def test_a_printer_much_slower_than_its_buffers_is_waited_for(receipt: bytes) -> None:
    with bad_printer(bad.slow(4_000)) as printer:
        assert outcome(till_of(printer, write_s=3, reply_s=1, slowest=2_000), receipt * 3) == "sent"
        assert printer.jobs == [receipt * 3]


def test_a_printer_that_never_answers_is_never_ready_and_gets_its_receipts(receipt: bytes) -> None:
    with bad_printer(bad.silent) as printer:
        till = till_of(printer)
        assert till.status().state is PrinterState.UNKNOWN
        assert [outcome(till, receipt) for _ in range(2)] == ["sent", "sent"]
        assert till.status().state is PrinterState.UNKNOWN
    assert printer.jobs == [receipt, receipt]


@pytest.mark.parametrize("answers", [True, False])
def test_a_printer_that_closes_after_every_job_prints_one_after_the_other(
    receipt: bytes, answers: bool
) -> None:
    with bad_printer(bad.closes_after_a_job(receipt[-8:], answers=answers)) as printer:
        till = till_of(printer)
        told = [outcome(till, receipt) for _ in range(3)]
    assert printer.jobs == [receipt] * 3
    assert told == ["sent"] * 3 if answers else "failed" not in told


@pytest.mark.parametrize(
    "manners",
    [
        bad.answers_with(HTTP),
        bad.answers_with(HTTP, then_closes=True),
        bad.says(b"220 mail.example ESMTP ready\r\n"),
        bad.says(b"SSH-2.0-OpenSSH_9.6\r\n"),
        bad.hangs_up,
        bad.half_open,
    ],
    ids=["http", "http that closes", "mail", "ssh", "hangs up", "half open"],
)
def test_what_is_no_printer_is_sent_nothing_and_is_never_ready(
    receipt: bytes, manners: Manners
) -> None:
    with bad_printer(manners) as printer:
        till = till_of(printer)
        assert till.status().state is not PrinterState.READY
        assert outcome(till, receipt) == "failed"
        assert outcome(till, receipt) == "failed"
    assert printer.jobs == []


@pytest.mark.parametrize("seed", range(20))
def test_answers_that_mean_nothing_are_no_good_news(receipt: bytes, seed: int) -> None:
    with bad_printer(bad.babbles(seed)) as printer:
        till = till_of(printer)
        assert outcome(till, receipt) in {"sent", "failed", "uncertain"}
        jobs = printer.jobs
    assert all(receipt.startswith(job) for job in jobs)


@pytest.mark.parametrize(
    "manners",
    [bad.stalls_after(0), bad.stalls_after(100), bad.silent, bad.half_open, bad.hangs_up],
    ids=["stalls at once", "stalls", "silent", "half open", "hangs up"],
)
def test_no_printer_keeps_the_till_waiting(receipt: bytes, manners: Manners) -> None:
    with bad_printer(manners) as printer:
        began = time.monotonic()
        till = till_of(printer)
        till.status()
        outcome(till, receipt)
        assert time.monotonic() - began < 20
