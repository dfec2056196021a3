"""Registers that go on under another name."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.continuation import continued_code, unwrapped, wrapped
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Entry, decode, encode
from pos_app.domain.kinds import Kind
from pos_app.domain.register import booth_code
from tests.domain.example_journal import written

AT = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(("code", "base"), [("K1", "K1"), ("K12", "K12"), ("K1WXT", "K1")])
def test_a_code_keeps_its_beginning_and_gets_three_letters(code: str, base: str) -> None:
    found = continued_code(code, "some register")
    assert found.startswith(base)
    assert len(found) == len(base) + 3
    assert found[len(base) :].isalpha()


@given(st.uuids(), st.from_regex(r"[A-Z0-9]{1,8}", fullmatch=True))
def test_any_code_becomes_one_that_receipts_can_bear(register: UUID, code: str) -> None:
    assert booth_code(continued_code(code, str(register)))


@given(st.lists(st.uuids(), min_size=2, max_size=5, unique=True))
def test_two_copies_of_one_till_bear_different_codes(registers: list[UUID]) -> None:
    codes = {continued_code("K1", str(register)) for register in registers}
    assert len(codes) > 1


def carried(data: bytes, seq: int = 3) -> Entry:
    body = wrapped("r1", seq, bytes(32), data)
    return decode(encode("r2", seq, AT, Kind.ENTRY_CARRIED, body))


def test_a_carried_entry_says_what_it_said_at_its_new_place() -> None:
    for entry in written():
        before, now = decode(entry), unwrapped(carried(entry))
        assert (now.kind, bytes(now.body), now.at) == (before.kind, bytes(before.body), before.at)
        assert (now.register, now.seq) == ("r2", 3)


def test_what_is_carried_twice_is_wrapped_once() -> None:
    [entry, *_] = written()
    first = encode("r2", 3, AT, Kind.ENTRY_CARRIED, wrapped("r1", 1, bytes(32), entry))
    second = carried(first)
    assert bytes(unwrapped(second).body) == bytes(decode(entry).body)
    assert second.body == carried(entry).body


def test_an_entry_that_carries_nothing_readable_is_told() -> None:
    for body in (b"{}", b'{"register":"r","seq":1,"hash":"","entry":7}', b"[]"):
        data = b'{"v":1,"register":"r","seq":1,"at":"2026-11-22T00:00:00Z","kind":"entry.carried"'
        with pytest.raises(LapakError, match="entry_unreadable"):
            unwrapped(decode(data + b',"body":' + body + b"}"))
