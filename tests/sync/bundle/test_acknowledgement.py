"""An acknowledgement goes through a file or a code unchanged; anything else is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.services.bundles import ACK_SUFFIX, CONFIRMATION
from sync.bundle import acknowledgement
from sync.bundle.acknowledgement import Acknowledged

ONE = Acknowledged("0190f3c2-2b7e-7c11-9a53-1d6f2b7c8e90", "server-1", 1, 148, "ab" * 32, "cd" * 64)


def test_a_code_and_a_file_say_the_same() -> None:
    assert acknowledgement.read_code(acknowledgement.write_code(ONE)) == ONE
    assert acknowledgement.read_file(acknowledgement.write_file((ONE, ONE))) == (ONE, ONE)


def test_a_till_knows_a_confirmation_by_its_beginning_and_its_files_by_their_ending() -> None:
    assert acknowledgement.write_code(ONE).startswith(CONFIRMATION)
    assert acknowledgement.SUFFIX == ACK_SUFFIX


def test_a_code_fits_a_small_qr_and_may_be_typed_with_spaces() -> None:
    code = acknowledgement.write_code(ONE)
    assert len(code) < 320
    spaced = " ".join(code[at : at + 10] for at in range(0, len(code), 10)).lower()
    assert acknowledgement.read_code(spaced) == ONE


@given(st.text() | st.binary().map(repr))
def test_other_text_is_no_code(text: str) -> None:
    with pytest.raises(LapakError, match="ack_unreadable"):
        acknowledgement.read_code(text)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "ack_unreadable"),
        (b"[" * 100_000, "ack_unreadable"),
        (b'{"form":1,"registers":[]}', "ack_unreadable"),
        (b'{"form":1,"registers":[{"register":"../x"}]}', "ack_unreadable"),
        (b" " * 200_000, "ack_unreadable"),
        (b"\xff\xfe", "ack_unreadable"),
        (b'{"form":2,"registers":{}}', "ack_newer"),
    ],
)
def test_a_file_that_is_none_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(LapakError, match=code):
        acknowledgement.read_file(data)
