"""The wire: a batch arrives whole or not at all, and no body is bigger than it may be."""

import gzip
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import GENESIS, Head, extend, head_message
from sync.wire import (
    MAX_ENTRIES,
    MAX_RAW_BYTES,
    PROTOCOL,
    BatchHeader,
    JoinRequest,
    Problem,
    Watermark,
    compress,
    decompress,
    fit,
    read_batch,
    receipt_message,
    write_batch,
)
from tests.domain.example_journal import REGISTER, written

DAY = written()
HEAD = Head(REGISTER, len(DAY), extend(Head(REGISTER), DAY)[-1][2])
lines = st.lists(st.binary(min_size=1, max_size=60).filter(lambda line: b"\n" not in line))


def header(entries: int = len(DAY), **changed: Any) -> BatchHeader:
    plain = BatchHeader(
        protocol=PROTOCOL,
        register=REGISTER,
        after_seq=0,
        after_hash=GENESIS.hex(),
        entries=entries,
        head_seq=HEAD.seq,
        head_hash=HEAD.hash.hex(),
        signature="ab" * 64,
    )
    return msgspec.structs.replace(plain, **changed)


RAW = write_batch(header(), DAY)
PACKED = {"zstd": compress(RAW), "gzip": gzip.compress(RAW, mtime=0), "identity": RAW}


def refusal(raw: bytes) -> str:
    with pytest.raises(LapakError) as caught:
        read_batch(raw)
    return caught.value.code


@given(lines)
def test_a_batch_arrives_as_it_was_written(entries: list[bytes]) -> None:
    sent = header(len(entries))
    raw = write_batch(sent, entries)
    assert read_batch(raw) == (sent, entries)
    assert decompress(compress(raw), "zstd") == raw


def test_a_batch_carries_the_bytes_of_the_journal_and_both_heads() -> None:
    got, entries = read_batch(RAW)
    assert entries == DAY
    assert got.after == Head(REGISTER)
    assert got.declared == HEAD
    assert extend(got.after, entries)[-1][2] == got.declared.hash


def test_a_batch_without_entries_is_a_heartbeat() -> None:
    got, entries = read_batch(write_batch(header(0, after_seq=HEAD.seq), []))
    assert (got.declared, entries) == (HEAD, [])


@pytest.mark.parametrize("raw", [RAW, write_batch(header(0), []), write_batch(header(1), [b""])])
def test_a_batch_torn_at_any_byte_is_refused(raw: bytes) -> None:
    for length in range(len(raw)):
        assert refusal(raw[:length]) in {"batch_torn", "batch_unreadable"}


@pytest.mark.parametrize("encoding", list(PACKED))
def test_a_compressed_batch_torn_at_any_byte_is_refused(encoding: str) -> None:
    packed = PACKED[encoding]
    for length in range(len(packed)):
        with pytest.raises(LapakError) as caught:
            read_batch(decompress(packed[:length], encoding))
        assert caught.value.code in {"batch_torn", "batch_unreadable"}


@pytest.mark.parametrize("encoding", ["zstd", "gzip"])
def test_no_bit_that_flips_on_the_way_changes_what_is_read(encoding: str) -> None:
    packed = PACKED[encoding]
    for place in range(len(packed) * 8):
        flipped = bytearray(packed)
        flipped[place // 8] ^= 1 << place % 8
        try:
            found = decompress(bytes(flipped), encoding)
        except LapakError as error:
            assert error.code in {"batch_unreadable", "batch_too_large"}  # noqa: PT017
        else:
            assert found == RAW


@pytest.mark.parametrize("more", [b"x", b"\n", DAY[0] + b"\n"])
def test_a_batch_with_more_than_it_says_is_refused(more: bytes) -> None:
    assert refusal(RAW + more) == "batch_torn"


@pytest.mark.parametrize("entries", [-1, len(DAY) - 1, len(DAY) + 1])
def test_a_batch_that_miscounts_its_entries_is_refused(entries: int) -> None:
    assert refusal(write_batch(header(entries), DAY)) == "batch_torn"


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b'{"protocol":"1"}',
        msgspec.json.encode(header()).replace(REGISTER.encode(), b"\xff"),
        b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=range(8),
)
def test_a_header_that_is_none_is_unreadable_and_nothing_worse(first: bytes) -> None:
    assert refusal(first + b"\n") == "batch_unreadable"


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_a_known_error(raw: bytes) -> None:
    assert refusal(raw) == "batch_unreadable"
    for encoding in ("zstd", "gzip"):
        with pytest.raises(LapakError) as caught:
            read_batch(decompress(raw, encoding))
        assert caught.value.code == "batch_unreadable"


@pytest.mark.parametrize("protocol", [0, PROTOCOL + 1, -1])
def test_another_protocol_is_named_before_anything_else_is_read(protocol: int) -> None:
    with pytest.raises(LapakError) as caught:
        read_batch(write_batch(header(999, protocol=protocol), DAY))
    assert (caught.value.code, caught.value.details) == ("protocol_unknown", {"protocol": protocol})


@pytest.mark.parametrize(
    "wrong",
    [
        {"after_hash": "00"},
        {"after_hash": "zz" * 32},
        {"after_hash": ""},
        {"after_seq": -1},
        {"after_seq": 2**63},
    ],
)
def test_a_head_that_no_register_can_have_is_unreadable(wrong: dict[str, Any]) -> None:
    got, _ = read_batch(write_batch(header(**wrong), DAY))
    with pytest.raises(LapakError) as caught:
        _ = got.after
    assert caught.value.code == "batch_unreadable"


def test_the_highest_number_that_a_database_holds_can_still_be_signed() -> None:
    got, _ = read_batch(write_batch(header(0, head_seq=2**63 - 1), []))
    assert head_message(got.declared).endswith(b"\x7f" + b"\xff" * 7 + HEAD.hash)


def test_too_many_entries_or_bytes_are_too_large() -> None:
    many = [b"1"] * MAX_ENTRIES
    assert read_batch(write_batch(header(MAX_ENTRIES), many))[1] == many
    assert refusal(write_batch(header(MAX_ENTRIES + 1), [*many, b"1"])) == "batch_too_large"
    assert refusal(b" " * (MAX_RAW_BYTES + 1)) == "batch_too_large"


@pytest.mark.parametrize("encoding", list(PACKED))
def test_every_encoding_is_unpacked_up_to_the_limit_and_not_a_byte_further(encoding: str) -> None:
    packed = PACKED[encoding]
    assert decompress(packed, encoding, limit=len(RAW)) == RAW
    with pytest.raises(LapakError) as caught:
        decompress(packed, encoding, limit=len(RAW) - 1)
    assert caught.value.code == "batch_too_large"
    assert caught.value.details == {"limit": len(RAW) - 1}


def test_a_missing_encoding_means_none() -> None:
    assert decompress(RAW, "") == RAW


@pytest.mark.parametrize("pack", [zstandard.ZstdCompressor(level=19).compress, gzip.compress])
def test_a_bomb_is_refused_without_being_unpacked(pack: Any) -> None:
    bomb = pack(bytes(64 * 1024 * 1024))
    assert len(bomb) < 128 * 1024
    with pytest.raises(LapakError) as caught:
        decompress(bomb, "gzip" if pack is gzip.compress else "zstd")
    assert caught.value.code == "batch_too_large"


def test_a_frame_that_wants_more_memory_than_a_batch_needs_is_refused() -> None:
    greedy = zstandard.ZstdCompressionParameters(window_log=27)
    packer = zstandard.ZstdCompressor(compression_params=greedy).compressobj()
    with pytest.raises(LapakError) as caught:
        decompress(packer.compress(RAW) + packer.flush(), "zstd")
    assert caught.value.code == "batch_unreadable"


@pytest.mark.parametrize("encoding", ["br", "ZSTD", "zstd, gzip", "deflate"])
def test_an_unknown_encoding_is_named(encoding: str) -> None:
    with pytest.raises(LapakError) as caught:
        decompress(RAW, encoding)
    assert (caught.value.code, caught.value.details) == ("encoding_unknown", {"encoding": encoding})


@given(
    st.lists(st.integers(min_value=1, max_value=300_000), max_size=12),
    st.integers(min_value=1, max_value=12),
)
def test_what_fits_is_the_longest_start_that_can_be_read(sizes: list[int], limit: int) -> None:
    entries = [b"x" * size for size in sizes]
    fitting = fit(entries, limit)
    assert entries[: len(fitting)] == fitting
    assert bool(fitting) == bool(entries)
    assert read_batch(write_batch(header(len(fitting)), fitting))[1] == fitting
    if len(fitting) < min(len(entries), limit):
        longer = entries[: len(fitting) + 1]
        assert sum(map(len, longer)) + len(longer) > MAX_RAW_BYTES - 1024


def test_no_more_entries_fit_than_a_batch_may_hold() -> None:
    entries = [b"1"] * (MAX_ENTRIES + 5)
    assert len(fit(entries)) == len(fit(entries, MAX_ENTRIES + 5)) == MAX_ENTRIES
    assert fit([]) == []


def test_an_entry_that_fills_a_batch_goes_alone() -> None:
    big = b"x" * (MAX_RAW_BYTES - 600)
    assert fit([big, b"1"]) == [big]
    assert read_batch(write_batch(header(1), [big]))[1] == [big]


def test_a_receipt_vouches_for_every_field_that_counts() -> None:
    mark = Watermark("server", 1, 5, HEAD.hash.hex(), receipt="", server_key="")
    message = receipt_message(mark, REGISTER)
    assert message.startswith(b"lapak/a1")
    for changed in (
        {"server_id": "other"},
        {"generation": 2},
        {"acked_seq": 4},
        {"acked_hash": GENESIS.hex()},
    ):
        assert receipt_message(msgspec.structs.replace(mark, **changed), REGISTER) != message
    assert receipt_message(mark, "another") != message
    told = msgspec.structs.replace(mark, receipt="cd", quarantined=3, retry_after=9)
    assert receipt_message(told, REGISTER) == message


def test_answers_of_a_newer_server_are_read_without_what_is_unknown() -> None:
    mark = Watermark("server", 1, 5, HEAD.hash.hex(), receipt="ab", server_key="cd")
    newer = msgspec.json.encode({**msgspec.to_builtins(mark), "news": [1]})
    assert msgspec.json.decode(newer, type=Watermark) == mark
    problem = Problem("gap", {"expected": 6}, mark)
    assert msgspec.json.decode(msgspec.json.encode(problem), type=Problem) == problem
    join = JoinRequest("ABCD2345", REGISTER, "ab" * 32, "install-1", "0.1.0")
    assert msgspec.json.decode(msgspec.json.encode(join), type=JoinRequest) == join
