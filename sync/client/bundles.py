"""Writing a till's journals as bundle files, and taking the organizer's answer."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

import msgspec

import pos_app
from pos_app.domain.continuation import Continued
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head
from pos_app.domain.moments import stamp
from pos_app.services import bundles, identity, outbox
from pos_app.services.booth import RegisterState
from pos_app.services.bundles import ACK_SUFFIX, Confirmed, Progress, Written
from pos_app.services.outbox import Situation, SyncLink
from pos_app.services.till import Till
from pos_app.store.install import is_signed
from sync import wire
from sync.bundle import (
    acknowledgement,
    chains,
    form,
    introduction,
    reading,
    sealing,
    ways,
    writing,
)
from sync.bundle.acknowledgement import Acknowledged
from sync.bundle.form import Consigned, Manifest
from sync.bundle.introduction import Introduction
from sync.bundle.ways import Way, Ways
from sync.client import moving
from sync.client.stick import Disk, write_checked
from sync.wire import BatchHeader, ContinueRequest

_MOST_ACKS = 200
"""Confirmations that are looked at on one stick; more are another hall's."""


class Part(msgspec.Struct, frozen=True):
    """One register's share of a file: its entries behind `after_seq` up to its head."""

    register: RegisterState
    link: SyncLink
    after_seq: int

    @property
    def entries(self) -> int:
        """How many there are."""
        return self.register.head.seq - self.after_seq


class StickBundles:
    """`Bundles` as the till's services ask for them, on whatever can be written to."""

    def __init__(self, till: Till, disk: Disk | None = None) -> None:
        self._till = till
        self._disk = disk or Disk()

    def write(self, folder: Path, progress: Progress, *, complete: bool) -> tuple[Written, ...]:
        """Write one file for each organizer's server.

        Raises LapakError `bundle_without_expo`, or as `write_checked` and `wrap_for_server` name.
        """
        files = self._parts(complete=complete)
        total = sum(part.entries for parts in files for part in parts)
        written: list[Written] = []
        for number, parts in enumerate(files):
            done = sum(one.entries for one in written)
            name = self._name(parts[0].register, number)
            written.append(self._write(folder / name, parts, progress, (done, total)))
        return tuple(written)

    def confirm(self, code: str) -> Confirmed:
        """Take the organizer's answer as a code.

        Raises LapakError `ack_unreadable`, `ack_of_another_register`, `ack_of_another_server`,
        `ack_not_genuine` or `ack_of_another_history`; then nothing was changed.
        """
        return self._confirm((acknowledgement.read_code(code),))

    def confirm_file(self, path: Path) -> Confirmed:
        """Take the organizer's answer as a file, or what a folder has for this till.

        Raises as `confirm` does, and LapakError `ack_newer` or `bundle_not_read`.
        """
        try:
            if not path.is_dir():
                return self._confirm(acknowledgement.read_file(_read(path)))
            found = sorted(path.glob(f"*{ACK_SUFFIX}"))[:_MOST_ACKS]
            given = [one for file in found for one in _readable(_read(file))]
        except OSError as error:
            raise LapakError("bundle_not_read", name=path.name, reason=str(error)) from error
        if not given:
            raise LapakError("ack_unreadable", reason="none")
        return self._confirm(tuple(given))

    def recovery_code(self) -> str:
        """The code that opens this till's files."""
        return sealing.recovery_code(self._till.install.private_key)

    def bring(self, path: Path, code: str) -> Continued:
        """Go on here with a till's complete file, by its owner's recovery code.

        Raises LapakError as `moving.from_bundle` does; nothing has changed then.
        """
        return moving.from_bundle(self._till, path, code)

    def _parts(self, *, complete: bool) -> list[list[Part]]:
        """What goes into each file, by the server that it is for."""
        by_server: dict[str, list[Part]] = {}
        for one in self._ours():
            assert one.register is not None
            assert one.link is not None
            after = 0 if complete else min(one.link.acked_seq, one.register.head.seq)
            part = Part(one.register, one.link, after)
            files = by_server.setdefault(one.link.server_id, [])
            if part.entries or not files:
                files.append(part)
        if not by_server:
            raise LapakError("bundle_without_expo")
        current, *earlier = by_server.values()
        told = [parts for parts in earlier if complete or any(part.entries for part in parts)]
        return [parts[: form.MAX_REGISTERS] for parts in (current, *told)]

    def _ours(self) -> tuple[Situation, ...]:
        """The registers that this machine can sign for.

        Of a copied folder it has not the key: what such a register has left is carried over into
        the one in use, as the line does it.
        """
        key = self._till.install.public_key
        for one in self._till.read(bundles.consigned).result()[1:]:
            if one.register and one.register.public_key != key and one.waiting:
                while self._till.write(identity.carry, one.register.id).result():
                    pass
        found = self._till.read(bundles.consigned).result()
        return tuple(one for one in found if one.register and one.register.public_key == key)

    def _name(self, register: RegisterState, number: int) -> str:
        at = self._till.clock().astimezone(ZoneInfo(register.zone))
        more = f"-{number + 1}" if number else ""
        code = f"{register.booth.code}-{register.code}"
        return f"setor-{code}-{at:%Y%m%d-%H%M%S}{more}{form.SUFFIX}"

    def _write(
        self, place: Path, parts: list[Part], progress: Progress, so_far: tuple[int, int]
    ) -> Written:
        key, ephemeral = os.urandom(sealing.KEY_BYTES), os.urandom(sealing.KEY_BYTES)
        manifest = self._manifest(parts, key, ephemeral)
        size = 0

        def write(file: BinaryIO) -> None:
            nonlocal size
            batches = self._batches(parts, progress, so_far)
            size = writing.write(file, manifest, key, batches, self._till.install.sign)

        def check(file: BinaryIO) -> None:
            whole = reading.read_whole(file)
            whole.check_signature(bytes.fromhex(self._till.install.public_key))
            for _ in chains.stretches(file, whole, key):
                pass

        write_checked(place, write, check, self._disk)
        entries = sum(part.entries for part in parts)
        return Written(place, entries, size, manifest.is_complete)

    def _manifest(self, parts: list[Part], key: bytes, ephemeral: bytes) -> Manifest:
        first = parts[0].register
        public = sealing.ephemeral_public(ephemeral)
        return Manifest(
            form=form.FORM,
            server_id=parts[0].link.server_id,
            expo=first.expo.id if first.expo else "-",
            expo_name=first.expo.name[:200] if first.expo else "",
            register=first.id,
            code=f"{first.booth.code}-{first.code}",
            written_at=stamp(self._till.clock()),
            ephemeral=public,
            for_server=sealing.wrap_for_server(key, parts[0].link.server_key, ephemeral),
            for_owner=sealing.wrap_for_owner(key, self.recovery_code(), public),
            introduction=self._introductions(parts, key),
            ways=_ways(parts, key),
            registers=tuple(
                Consigned(part.register.id, part.after_seq, part.register.head.seq)
                for part in parts
            ),
        )

    def _introductions(self, parts: list[Part], key: bytes) -> str:
        """What makes registers known that continue others and were never online since."""
        found = [self._introduction(part.register) for part in parts if not part.link.token]
        made = tuple(one for one in found if one is not None)
        return introduction.seal(made, key) if made else ""

    def _introduction(self, register: RegisterState) -> Introduction | None:
        vouchers = self._till.read(outbox.vouching, register).result()
        if not vouchers:
            return None
        request = ContinueRequest(
            code=register.code,
            register=register.id,
            public_key=self._till.install.public_key,
            install_id=self._till.install.install_id,
            version=pos_app.__version__,
        )
        return Introduction(vouchers[0].register, vouchers[0].token, request)

    def _batches(
        self, parts: list[Part], progress: Progress, so_far: tuple[int, int]
    ) -> Iterator[bytes]:
        """Raw batches as a push sends them; each is read between two sales."""
        done, total = so_far
        for part in parts:
            head = part.register.head
            signature = self._till.install.sign_head(head)
            after = self._till.read(bundles.head_at, head.register, part.after_seq).result()
            while after is not None:
                limit = min(wire.MAX_ENTRIES, head.seq - after.seq)
                entries = self._till.read(bundles.stretch, head.register, after, limit).result()
                fitting = wire.fit(entries) if entries else []
                yield _batch(after, head, fitting, signature)
                done += len(fitting)
                progress(done, total)
                seq = after.seq + len(fitting)
                if seq >= head.seq or not fitting:
                    break
                after = self._till.read(bundles.head_at, head.register, seq).result()

    def _confirm(self, given: tuple[Acknowledged, ...]) -> Confirmed:
        known = {
            one.register.id: one
            for one in self._till.read(bundles.consigned).result()
            if one.register
        }
        mine = [one for one in given if one.register in known]
        if not mine:
            raise LapakError("ack_of_another_register", code=_code_of(known))
        for one in mine:
            self._check(one, known[one.register])
        news = 0
        for one in mine:
            link = known[one.register].link
            assert link is not None
            if one.acked_seq > link.acked_seq:
                news += one.acked_seq - link.acked_seq
                self._till.write(outbox.acknowledge, one.register, one.acked_seq).result()
        left = self._till.read(bundles.standing).result()
        return Confirmed(news, left.waiting if left else 0)

    def _check(self, one: Acknowledged, known: Situation) -> None:
        """Hold an answer against the server that is known and the journal that is here."""
        link = known.link
        assert link is not None
        if one.server_id != link.server_id:
            raise LapakError("ack_of_another_server")
        message = wire.receipt_message(one.watermark(link.server_key), one.register)
        if not is_signed(link.server_key, message, one.receipt):
            raise LapakError("ack_not_genuine")
        held = self._till.read(bundles.head_at, one.register, one.acked_seq).result()
        if held is None or held.hash.hex() != one.acked_hash:
            raise LapakError("ack_of_another_history")


def _ways(parts: list[Part], key: bytes) -> str:
    """How the registers reach their organizer, for the owner's next laptop."""
    link = parts[0].link
    registers = tuple(Way(part.register.id, part.link.token, part.link.acked_seq) for part in parts)
    known = Ways(link.address, link.server_id, link.server_key, link.certificate, registers)
    return ways.seal(known, key)


def _batch(after: Head, head: Head, entries: list[bytes], signature: str) -> bytes:
    """As a push, but for `sent_at`: how long a stick is under way says nothing about a clock."""
    header = BatchHeader(
        protocol=wire.PROTOCOL,
        register=head.register,
        after_seq=after.seq,
        after_hash=after.hash.hex(),
        entries=len(entries),
        head_seq=head.seq,
        head_hash=head.hash.hex(),
        signature=signature,
    )
    return wire.write_batch(header, entries)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(acknowledgement.MAX_BYTES + 1)


def _readable(data: bytes) -> tuple[Acknowledged, ...]:
    """What a file on a stick with files of others says; nothing if it is no confirmation."""
    try:
        return acknowledgement.read_file(data)
    except LapakError:
        return ()


def _code_of(known: dict[str, Situation]) -> str:
    register = next((one.register for one in known.values() if one.register), None)
    return f"{register.booth.code}-{register.code}" if register else "–"
