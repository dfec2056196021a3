"""A terminal line that is lost and back at once: nobody knows what the printer got."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

import pytest

from pos_app.devices.rendering.command_stream import CommandStream
from pos_app.devices.transports.transport import DeliveryUncertain
from tests.devices.transports.readers import Reader
from tests.drivers.patient import patient

RECEIPT = b"\x1b@" + b"Terima kasih\n" * 70
FINE = b"\x12"


@contextmanager
def line() -> Iterator[tuple[FileIO, str]]:
    """The printer's end of a line, which hangs up when it is closed, and the path of the till's.

    The till's end stays open, so that the system gives its number to nobody else meanwhile.
    """
    printer, till = (FileIO(end, "r+") for end in os.openpty())
    with printer, till:
        yield printer, os.ttyname(till.fileno())


def read_until_asked_behind(job: bytes, printer: FileIO) -> None:
    """Print a job, and hear the question behind it."""
    stream, printed, asked = CommandStream(), b"", 0
    while not (printed == job and asked):
        printer.write(FINE * asked)
        some, questions = stream.feed(printer.read(4096) or b"")
        printed, asked = printed + some, len(questions)


def test_a_plug_that_was_out_for_a_moment_leaves_the_receipt_uncertain(tmp_path: Path) -> None:
    plug = tmp_path / "line"
    with line() as (first, path), line() as (again, path_again), ThreadPoolExecutor() as pool:
        plug.symlink_to(path)
        sending = pool.submit(patient(f"file://{plug}").send, RECEIPT)
        read_until_asked_behind(RECEIPT, first)
        plug.unlink()
        plug.symlink_to(path_again)
        first.close()
        with Reader(again.fileno(), answer=FINE), pytest.raises(DeliveryUncertain) as caught:
            sending.result()
    assert caught.value.details["reason"] == "connection_lost"
