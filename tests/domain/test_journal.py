"""The journal: bytes that never change, and a chain that shows every change."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from importlib import import_module
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import (
    GENESIS,
    Entry,
    Head,
    chain_hash,
    decode,
    encode,
    extend,
    head_message,
    verify_after,
    verify_chain,
)
from pos_app.domain.kinds import Kind, body_of
from pos_app.domain.shift import ShiftOpened
from tests.domain.example_journal import BODIES, DAY, GOLDEN, REGISTER, written
from tests.domain.strategies import amounts, moments, texts

LATER: list[tuple[Kind, msgspec.Struct, str]] = [
    golden
    for found in sorted(Path(__file__).parent.glob("golden_*.py"))
    for golden in import_module(f"tests.domain.{found.stem}").LATER
]
"""Bodies as they were first written after the first version, by subject: (kind, body, JSON)."""

Stored = list[tuple[int, bytes, bytes]]
ENTRY = '{"v":1,"register":"r","seq":1,"at":"2026-11-22T02:00:00Z","kind":"shift.opened","body":%s}'


def chained(entries: list[bytes], register: str = REGISTER) -> Stored:
    return [(entry.seq, data, digest) for entry, data, digest in extend(Head(register), entries)]


def opened(register: str, seq: int) -> bytes:
    body = ShiftOpened(shift_id="s", cashier="Sari", business_date=DAY, float_amount=seq)
    return encode(register, seq, datetime(2026, 11, 22, tzinfo=UTC), Kind.SHIFT_OPENED, body)


def test_an_entry_is_written_byte_for_byte_as_the_first_version_wrote_it() -> None:
    assert [entry.decode() for entry in written()] == [text for text, _ in GOLDEN]


def test_the_chain_of_the_first_version_is_recomputed_from_its_bytes_alone() -> None:
    digest = bytes(32)
    for text, expected in GOLDEN:
        digest = hashlib.sha256(b"lapak/j1" + digest + text.encode()).digest()
        assert digest.hex() == expected
    stored = [
        (seq, text.encode(), bytes.fromhex(digest))
        for seq, (text, digest) in enumerate(GOLDEN, start=1)
    ]
    assert verify_chain(REGISTER, stored) == Head(REGISTER, len(GOLDEN), digest)


def test_every_entry_of_the_first_version_is_read_as_what_was_written() -> None:
    for (text, _), (kind, body) in zip(GOLDEN, BODIES, strict=True):
        entry = decode(text.encode())
        assert (entry.kind, body_of(entry)) == (kind, body)


def test_every_kind_stands_in_the_example() -> None:
    assert {kind for kind, _ in BODIES} | {kind for kind, _, _ in LATER} == set(Kind)


@pytest.mark.parametrize(("kind", "body", "text"), LATER)
def test_a_body_of_a_later_version_is_written_and_read_byte_for_byte(
    kind: Kind, body: msgspec.Struct, text: str
) -> None:
    data = encode("r", 1, datetime(2026, 11, 22, 2, tzinfo=UTC), kind, body)
    assert data.decode() == ENTRY.replace("shift.opened", kind) % text
    assert body_of(decode(data)) == body


@given(moments, texts, amounts)
def test_what_is_written_is_read_again(at: datetime, cashier: str, amount: int) -> None:
    body = ShiftOpened(shift_id="s", cashier=cashier, business_date=DAY, float_amount=amount)
    data = encode("r", 7, at, Kind.SHIFT_OPENED, body)
    entry = decode(data)
    assert (entry.v, entry.register, entry.seq, entry.at) == (1, "r", 7, at)
    assert body_of(entry) == body
    assert b"\n" not in data


@given(moments, st.integers(min_value=-14 * 60, max_value=14 * 60))
def test_the_offset_in_which_a_time_is_told_does_not_change_the_bytes(
    at: datetime, minutes: int
) -> None:
    body = BODIES[2][1]
    told = at.astimezone(timezone(timedelta(minutes=minutes)))
    assert encode("r", 1, told, Kind.SHIFT_OPENED, body) == encode(
        "r", 1, at, Kind.SHIFT_OPENED, body
    )


def test_a_time_without_its_offset_is_a_bug() -> None:
    naive = datetime(2026, 11, 22)  # noqa: DTZ001 - the very thing that is refused
    with pytest.raises(ValueError, match="offset"):
        encode("r", 1, naive, Kind.SHIFT_OPENED, BODIES[2][1])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'{"v":1}',
        b"\xff\xfe",
        (ENTRY % "{}").replace('"r"', "5").encode(),
        (ENTRY % "{}").replace(":00Z", ":00").encode(),
        (ENTRY % "{}").replace("2026-11-22T", "2026-13-22T").encode(),
        (ENTRY % "{}").replace('"seq":1', f'"seq":{"9" * 5_000}').encode(),
        (ENTRY % "{}").encode().replace(b'"r"', b'"\xff"'),
        (ENTRY % ("[" * 100_000 + "]" * 100_000)).encode(),
        (ENTRY % "{}").encode() + b"x",
    ],
    ids=lambda data: data[:24].decode("latin-1"),
)
def test_bytes_that_are_no_entry_are_unreadable_and_nothing_worse(data: bytes) -> None:
    with pytest.raises(LapakError) as caught:
        decode(data)
    assert caught.value.code == "entry_unreadable"


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"[]",
        b"7",
        b'"\xff"',
        b'{"shift_id":"s","cashier":"\xff","business_date":"2026-11-22","float_amount":1}',
        b'{"shift_id":"s","cashier":"x","business_date":"2026-11-22","float_amount":1.5}',
        b'{"shift_id":"s","cashier":"x","business_date":"2026-11-22","float_amount":"1"}',
    ],
)
def test_a_body_that_does_not_fit_its_kind_is_unreadable(body: bytes) -> None:
    entry = decode(ENTRY.encode().replace(b"%s", body))
    with pytest.raises(LapakError) as caught:
        body_of(entry)
    assert caught.value.code == "entry_unreadable"


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_known_error(data: bytes) -> None:
    with pytest.raises(LapakError) as caught:
        body_of(decode(ENTRY.encode().replace(b"%s", data)))
    assert caught.value.code == "entry_unreadable"


@pytest.mark.parametrize(
    ("old", "new"), [("shift.opened", "goods.weighed"), ('"v":1', '"v":2'), ('"v":1', '"v":0')]
)
def test_an_unknown_kind_or_version_is_chained_as_it_is_and_said_to_be_unknown(
    old: str, new: str
) -> None:
    data = (ENTRY % '{"any":["thing",1.5]}').replace(old, new).encode()
    [(entry, kept, digest)] = extend(Head("r"), [data])
    assert kept == data
    assert digest == chain_hash(GENESIS, data)
    assert verify_chain("r", [(1, data, digest)]).seq == 1
    with pytest.raises(LapakError) as caught:
        body_of(entry)
    assert caught.value.code == "entry_kind_unknown"
    assert caught.value.details == {"kind": entry.kind, "version": entry.v}


def test_fields_that_a_newer_version_adds_are_passed_over() -> None:
    text = GOLDEN[2][0].replace('"v":1,', '"v":1,"by":"newer",')
    newer = text.replace('"cashier":"Sari"', '"cashier":"Sari","pin":[1,{"a":2}]')
    assert body_of(decode(newer.encode())) == BODIES[2][1]


def _without(stored: Stored, place: int) -> Stored:
    return stored[:place] + stored[place + 1 :]


def _swapped(stored: Stored, place: int) -> Stored:
    return [*stored[:place], stored[place + 1], stored[place], *stored[place + 2 :]]


def _doubled(stored: Stored, place: int) -> Stored:
    return [*stored[: place + 1], *stored[place:]]


def _renumbered(stored: Stored) -> Stored:
    return [(seq, data, digest) for seq, (_, data, digest) in enumerate(stored, start=1)]


@pytest.mark.parametrize("change", [_without, _swapped, _doubled])
@pytest.mark.parametrize("place", range(len(GOLDEN) - 1))
@pytest.mark.parametrize("numbers", [list, _renumbered])
def test_an_entry_removed_moved_or_repeated_is_found_at_its_place(
    change: Callable[[Stored, int], Stored],
    place: int,
    numbers: Callable[[Stored], Stored],
) -> None:
    damaged = numbers(change(chained(written()), place))
    with pytest.raises(LapakError) as caught:
        verify_chain(REGISTER, damaged)
    assert caught.value.code == "chain_broken"
    first = place + 1 if change is _doubled else place
    assert caught.value.details["seq"] == damaged[first][0]


@given(st.data())
def test_any_single_changed_byte_is_found(data: st.DataObject) -> None:
    stored = chained(written())
    place = data.draw(st.integers(min_value=0, max_value=len(stored) - 1))
    field = data.draw(st.sampled_from(["entry", "hash"]))
    seq, entry, digest = stored[place]
    target = bytearray(entry if field == "entry" else digest)
    at = data.draw(st.integers(min_value=0, max_value=len(target) - 1))
    target[at] ^= data.draw(st.integers(min_value=1, max_value=255))
    stored[place] = (
        (seq, bytes(target), digest) if field == "entry" else (seq, entry, bytes(target))
    )
    with pytest.raises(LapakError) as caught:
        verify_chain(REGISTER, stored)
    assert (caught.value.code, caught.value.details["seq"]) == ("chain_broken", seq)


def test_a_chain_whose_numbers_were_changed_beside_it_is_broken() -> None:
    stored = chained(written())
    stored[1] = (3, stored[1][1], stored[1][2])
    with pytest.raises(LapakError) as caught:
        verify_chain(REGISTER, stored)
    assert caught.value.details == {"seq": 3, "reason": "hash_differs"}


def test_the_chain_of_another_register_does_not_pass_for_this_one() -> None:
    with pytest.raises(LapakError) as caught:
        verify_chain("another", chained(written()))
    assert caught.value.details == {"seq": 1, "reason": "entry_of_another_register"}


@given(st.integers(min_value=0, max_value=len(GOLDEN)))
def test_what_follows_a_trusted_head_is_verified_without_what_is_behind_it(known: int) -> None:
    stored = chained(written())
    head = verify_chain(REGISTER, stored[:known])
    assert verify_after(head, stored[known:]) == verify_chain(REGISTER, stored)
    wrong = Head(head.register, head.seq, bytes(31) + b"x")
    if stored[known:]:
        with pytest.raises(LapakError) as caught:
            verify_after(wrong, stored[known:])
        assert caught.value.details == {"seq": known + 1, "reason": "hash_differs"}


def test_an_empty_chain_has_the_empty_head() -> None:
    assert verify_chain("r", []) == Head("r") == Head("r", 0, bytes(32))


@given(st.integers(min_value=0, max_value=6), st.integers(min_value=0, max_value=6))
def test_a_chain_extended_in_pieces_is_the_chain_extended_at_once(first: int, second: int) -> None:
    entries = [opened("r", seq) for seq in range(1, first + second + 1)]
    head = verify_chain("r", chained(entries[:first], "r"))
    rest = [(entry.seq, data, digest) for entry, data, digest in extend(head, entries[first:])]
    assert chained(entries[:first], "r") + rest == chained(entries, "r")


@pytest.mark.parametrize(
    ("entries", "code", "details"),
    [
        ([opened("r", 2)], "entry_out_of_order", {"expected": 1, "found": 2}),
        ([opened("r", 1), opened("r", 1)], "entry_out_of_order", {"expected": 2, "found": 1}),
        ([opened("other", 1)], "entry_of_another_register", {"register": "other"}),
    ],
)
def test_entries_that_do_not_follow_the_head_are_refused(
    entries: list[bytes], code: str, details: dict[str, object]
) -> None:
    with pytest.raises(LapakError) as caught:
        extend(Head("r"), entries)
    assert (caught.value.code, caught.value.details) == (code, details)


def test_a_signed_head_names_register_number_and_hash() -> None:
    head = Head("r1", 258, bytes(range(32)))
    assert head_message(head) == b"lapak/h1r1\0" + bytes([0, 0, 0, 0, 0, 0, 1, 2]) + bytes(
        range(32)
    )


def test_an_envelope_keeps_its_body_as_it_was_encoded() -> None:
    odd = '{ "float_amount" : 1e0,\t"x": "\\u0041" }'
    entry = decode((ENTRY % odd).encode())
    assert bytes(entry.body).decode() == odd
    assert Entry.__struct_fields__ == ("v", "register", "seq", "at", "kind", "body")
    assert isinstance(entry.body, msgspec.Raw)
