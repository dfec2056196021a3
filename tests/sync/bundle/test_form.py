"""A bundle says what was put in, to those it is for; a changed or torn one says nothing."""

import io
import random
import tracemalloc
from pathlib import Path

import pytest

from pos_app.domain.errors import LapakError
from sync import wire
from sync.bundle import chains, form, reading, sealing, writing
from sync.server.office import Identity
from tests.drivers.bundles import CODE, EPHEMERAL, INSTALL_KEY, KEY, bundle_of, manifest_of, places
from tests.drivers.journals import PaperTill

_KNOWN = {
    "bundle_unknown",
    "bundle_newer",
    "bundle_older",
    "bundle_damaged",
    "bundle_too_large",
}


def entries_for_server(data: bytes, identity: Identity) -> list[bytes]:
    file = io.BytesIO(data)
    whole = reading.read_whole(file)
    key = reading.server_key(whole, identity.private_key.private_bytes_raw())
    found = chains.stretches(file, whole, key)
    return [entry for stretch in found for _, entry, _ in stretch.entries]


def test_the_server_reads_every_entry_as_it_was_written(
    paper: PaperTill, identity: Identity
) -> None:
    data = bundle_of(paper, identity=identity, size=7)
    assert entries_for_server(data, identity) == paper.entries


def test_only_what_came_since_may_be_written(paper: PaperTill, identity: Identity) -> None:
    data = bundle_of(paper, identity=identity, after=12)
    assert entries_for_server(data, identity) == paper.entries[12:]
    assert not reading.read_whole(io.BytesIO(data)).manifest.is_complete


def test_several_registers_go_into_one_file(paper: PaperTill, identity: Identity) -> None:
    earlier = PaperTill(8)
    earlier.open()
    data = bundle_of(paper, earlier, identity=identity)
    assert entries_for_server(data, identity) == [*paper.entries, *earlier.entries]


def test_no_sale_can_be_read_in_the_file_itself(paper: PaperTill, identity: Identity) -> None:
    data = bundle_of(paper, identity=identity)
    assert b"sale.completed" not in data
    assert b"Kopi" not in data


def test_the_key_of_a_file_is_the_servers_alone(paper: PaperTill, identity: Identity) -> None:
    data = bundle_of(paper, identity=identity)
    whole = reading.read_whole(io.BytesIO(data))
    assert reading.server_key(whole, identity.private_key.private_bytes_raw()) == KEY
    with pytest.raises(LapakError, match="bundle_damaged"):
        reading.server_key(whole, bytes(32))


def test_the_wrapping_key_is_what_x25519_makes_of_the_servers_identity() -> None:
    # RFC 8032, test 1, and what libsodium's crypto_sign_ed25519_pk_to_curve25519 makes of it.
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    wrapped = sealing.wrap_for_server(KEY, public, EPHEMERAL)
    ephemeral = sealing.ephemeral_public(EPHEMERAL)
    assert sealing.unwrap_as_server(wrapped, seed, ephemeral) == KEY


@pytest.mark.parametrize("key", ["", "00", "zz" * 32, "01" + "00" * 31])
def test_a_server_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(LapakError, match="server_key_unusable"):
        sealing.wrap_for_server(KEY, key, EPHEMERAL)


def test_a_byte_changed_anywhere_makes_the_file_unusable(
    paper: PaperTill, identity: Identity
) -> None:
    data = bundle_of(paper, identity=identity)
    public_key = bytes.fromhex(paper.public_key)
    for place in places(data, 1000):
        changed = bytearray(data)
        changed[place] ^= 1 + place % 255
        with pytest.raises(LapakError) as refused:
            reading.read_whole(io.BytesIO(bytes(changed))).check_signature(public_key)
        assert refused.value.code in _KNOWN, place


def test_a_file_cut_off_anywhere_is_refused(paper: PaperTill, identity: Identity) -> None:
    data = bundle_of(paper, identity=identity)
    for place in places(data, 200)[:-1]:
        with pytest.raises(LapakError) as refused:
            reading.read_whole(io.BytesIO(data[:place]))
        assert refused.value.code in _KNOWN, place


def test_nothing_may_stand_behind_the_last_line(paper: PaperTill, identity: Identity) -> None:
    data = bundle_of(paper, identity=identity)
    for more in (b"\n", b" ", b"{}\n", bytes(2000)):
        with pytest.raises(LapakError, match="bundle_damaged"):
            reading.read_whole(io.BytesIO(data + more))


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"{}\n", b"PK\x03\x04", b"\xff" * 5000, b"[" * 70_000, b'{"form":"1"}\n'],
)
def test_a_file_that_is_no_bundle_is_called_that(data: bytes) -> None:
    with pytest.raises(LapakError, match="bundle_unknown"):
        reading.read_whole(io.BytesIO(data))


def test_a_form_of_another_version_is_named(paper: PaperTill, identity: Identity) -> None:
    for number, code in ((2, "bundle_newer"), (0, "bundle_older")):
        data = bundle_of(paper, identity=identity, form=number)
        with pytest.raises(LapakError, match=code):
            reading.read_whole(io.BytesIO(data))


def test_a_bomb_is_never_unpacked_beyond_a_batch(paper: PaperTill, identity: Identity) -> None:
    data = bundle_of(paper, identity=identity, batches=[bytes(64 * 1024 * 1024)])
    assert len(data) < 20_000
    with pytest.raises(LapakError, match="batch_too_large"):
        entries_for_server(data, identity)


def test_more_batches_than_a_till_ever_has_are_refused(
    paper: PaperTill, identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "MAX_BATCHES", 3)
    data = bundle_of(paper, identity=identity, size=5)
    with pytest.raises(LapakError, match="bundle_too_large"):
        reading.read_whole(io.BytesIO(data))


def test_a_file_larger_than_any_till_writes_is_not_read(
    paper: PaperTill, identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "MAX_BYTES", 1000)
    with pytest.raises(LapakError, match="bundle_too_large"):
        reading.read_whole(io.BytesIO(bundle_of(paper, identity=identity)))


def test_batches_in_another_order_or_left_out_are_no_chain(
    paper: PaperTill, identity: Identity
) -> None:
    whole = [
        paper.write(paper.head_at(at), paper.entries[at : at + 8], paper.head)
        for at in range(0, 32, 8)
    ]
    for batches in (whole[1:], whole[:-1], [whole[0], whole[2], whole[1], whole[3]], []):
        data = bundle_of(paper, identity=identity, batches=batches)
        with pytest.raises(LapakError, match="bundle_damaged"):
            entries_for_server(data, identity)


def test_the_owner_reads_a_complete_file_with_the_recovery_code(
    paper: PaperTill, identity: Identity
) -> None:
    file = io.BytesIO(bundle_of(paper, identity=identity, size=7))
    for typed in (CODE, CODE.lower().replace("-", " ")):
        found = list(chains.for_owner(file, typed))
        assert [entry for one in found for _, entry, _ in one.entries] == paper.entries
        assert found[-1].end == paper.head


def test_another_code_or_a_file_without_its_beginning_gives_nothing_back(
    paper: PaperTill, identity: Identity
) -> None:
    with pytest.raises(LapakError, match="recovery_code_wrong"):
        next(chains.for_owner(io.BytesIO(bundle_of(paper, identity=identity)), CODE[:-1] + "9"))
    partial = io.BytesIO(bundle_of(paper, identity=identity, after=3))
    with pytest.raises(LapakError, match="bundle_not_complete"):
        next(chains.for_owner(partial, CODE))


def test_a_recovery_code_belongs_to_one_installation_and_can_be_read_out() -> None:
    assert sealing.recovery_code(INSTALL_KEY) == CODE
    assert sealing.recovery_code("ac" * 32) != CODE
    assert [len(part) for part in CODE.split("-")] == [5, 5, 5, 5]
    assert not set(CODE) & set("01OIZ")


def test_a_long_journal_is_never_held_whole(
    paper: PaperTill, identity: Identity, tmp_path: Path
) -> None:
    chance = random.Random(5)
    pieces = (chance.randbytes(400_000) for _ in range(60))
    manifest = manifest_of([paper], identity)
    tracemalloc.start()
    try:
        with (tmp_path / "long.lapak").open("w+b") as file:
            size = writing.write(file, manifest, KEY, pieces, lambda _message: "00" * 64)
            for _ in reading.batches(file, reading.read_whole(file), KEY):
                pass
        assert size > 24_000_000
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


def test_a_batch_is_what_a_push_sends(paper: PaperTill, identity: Identity) -> None:
    file = io.BytesIO(bundle_of(paper, identity=identity))
    whole = reading.read_whole(file)
    [packed] = reading.batches(file, whole, KEY)
    assert packed == wire.compress(paper.batch())
