"""Sentences for people: there is one for every error, and none with a hole in it."""

import ast
import errno
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.devices.finding.missing_part import cups, libusb
from pos_app.devices.transports.failures import unreachable
from pos_app.domain.errors import LapakError
from pos_app.messages import is_known, printing_sentence, sentence
from resources.translations import Catalog
from sync.server.api import problems

TOP = Path(__file__).parents[1]
HOLE = "–"
"""What a sentence shows for a detail that was not given."""

RAISED = {"LapakError", "PrinterUnreachable", "DeliveryUncertain", "Problem", "RefusalError"}
"""What is made with a code first."""

TOLD_LATER = {"database_foreign"}
"""The path of a server's database is added where it is known."""


def calls(*rooms: str) -> Iterator[tuple[str, str, ast.Call]]:
    """Every call that makes an error with a code written out: where, the code, the call."""
    for path in (path for room in rooms for path in sorted((TOP / room).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in RAISED:
                where = f"{path.relative_to(TOP).as_posix()}:{node.lineno}"
                yield from ((where, code, node) for code in texts(node.args[:1]))


def texts(nodes: list[ast.expr]) -> list[str]:
    """The strings that are written out somewhere in these."""
    parts = [part for node in nodes for part in ast.walk(node) if isinstance(part, ast.Constant)]
    return [part.value for part in parts if isinstance(part.value, str)]


def named(call: ast.Call) -> dict[str, str]:
    """The details that a call gives by name."""
    return {keyword.arg: "x" for keyword in call.keywords if keyword.arg is not None}


def takes_more(call: ast.Call) -> bool:
    """Whether a call gives further details that only running it would show."""
    return any(keyword.arg is None for keyword in call.keywords)


def test_every_error_that_is_raised_on_purpose_has_a_sentence() -> None:
    raised = {(where, code) for where, code, _ in calls("pos_app", "sync", "ui")}
    assert sorted(place for place in raised if not is_known(place[1])) == []


def test_no_code_has_two_sentences() -> None:
    tree = ast.parse((TOP / "pos_app" / "messages.py").read_text(encoding="utf-8"))
    groups = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
    codes = [ast.literal_eval(key) for group in groups for key in group.keys if key is not None]
    assert sorted(code for code, times in Counter(codes).items() if times > 1) == []


def test_every_code_that_the_server_can_answer_has_a_sentence() -> None:
    answered = {*problems.STATUSES, *problems._HTTP_CODES.values(), "request_unreadable"}
    assert sorted(code for code in answered if not is_known(code)) == []


@pytest.mark.parametrize("language", ["en", "id"])
def test_no_sentence_has_a_hole_where_its_error_is_raised(language: str) -> None:
    tr = Catalog(language)
    holes = [
        (where, code)
        for where, code, call in calls("pos_app", "sync", "ui")
        if code not in TOLD_LATER and not takes_more(call)
        if HOLE in sentence(LapakError(code, **named(call)), tr)
    ]
    assert holes == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (LapakError("file_has_too_many_rows", limit=100_000), "100.000 rows"),
        (LapakError("product_twice", name="Kopi", line=12_345), "line 12.345 "),
        (LapakError("paid_too_little", missing=12_500), "Rp12.500 "),
        (LapakError("port_taken", host="", port=8080), "port 8080 "),
    ],
)
def test_numbers_in_a_sentence_have_their_dots_and_a_port_has_none(
    error: LapakError, told: str
) -> None:
    assert told in sentence(error, Catalog("en"))


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize(
    "error",
    [
        *(OSError(number, "said by the system") for number in sorted(errno.errorcode)),
        socket.gaierror(-2, "Name or service not known"),
        cups(),
        libusb(),
    ],
    ids=repr,
)
def test_whatever_keeps_a_printer_from_being_reached_has_a_sentence_without_a_hole(
    error: Exception, language: str
) -> None:
    told = unreachable("tcp://printer:9100", error, "/dev/ttyUSB0")
    assert is_known(told.code)
    assert HOLE not in sentence(told, Catalog(language))


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize(
    "reason",
    [
        "no_permission",
        "not_a_printer",
        "printer_paper_out",
        "part_missing",
        "Input/output error",
        "",
    ],
)
def test_what_was_stored_of_a_failed_job_becomes_a_sentence(reason: str, language: str) -> None:
    told = printing_sentence(reason, Catalog(language), uncertain=False)
    assert HOLE not in told
    assert told != sentence(LapakError("no_such_code"), Catalog(language))


def test_an_uncertain_job_is_told_by_what_happened_where_that_is_known() -> None:
    tr = Catalog("en")
    assert "paper ran out" in printing_sentence("paper_out", tr, uncertain=True)
    usual = printing_sentence("connection_lost", tr, uncertain=True)
    assert usual == sentence(LapakError("delivery_uncertain", reason="connection_lost"), tr)
    assert "connection to the printer broke" in usual
