"""What the server gives back for a bundle: signed watermarks, as a file or as codes to scan.

A code's letters and signs are those of a QR code's alphanumeric mode, which keeps it small.
"""

import re
from typing import Annotated

import msgspec
from msgspec import Meta

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import UNREADABLE
from sync.bundle.form import MAX_REGISTERS, Hex32, Id, Seq, Signature
from sync.wire import Watermark

FORM = 1
SUFFIX = ".lapakack"
MAX_BYTES = 128 * 1024
MARK = "LAPAKA1"
_CODE = re.compile(
    rf"{MARK}/(?P<register>[0-9A-Z-]{{1,64}})/(?P<server>[0-9A-Z-]{{1,64}})"
    r"/(?P<generation>[0-9]{1,9})/(?P<seq>[0-9]{1,16})/(?P<hash>[0-9A-F]{64})"
    r"/(?P<receipt>[0-9A-F]{128})",
    re.ASCII,
)


class Acknowledged(msgspec.Struct, frozen=True):
    """What the server holds of one register; `receipt` signs `wire.receipt_message`, in hex."""

    register: Id
    server_id: Id
    generation: Seq
    acked_seq: Seq
    acked_hash: Hex32
    receipt: Signature

    def watermark(self, server_key: str) -> Watermark:
        """As an answer over the network would say it."""
        return Watermark(
            server_id=self.server_id,
            generation=self.generation,
            acked_seq=self.acked_seq,
            acked_hash=self.acked_hash,
            receipt=self.receipt,
            server_key=server_key,
        )


class _File(msgspec.Struct, frozen=True):
    form: int
    registers: Annotated[tuple[Acknowledged, ...], Meta(min_length=1, max_length=MAX_REGISTERS)]


class _AnyForm(msgspec.Struct, frozen=True):
    form: int
    registers: msgspec.Raw


def acknowledged(register: str, mark: Watermark) -> Acknowledged:
    """What a watermark says, to be carried to the till by hand."""
    return Acknowledged(
        register=register,
        server_id=mark.server_id,
        generation=mark.generation,
        acked_seq=mark.acked_seq,
        acked_hash=mark.acked_hash,
        receipt=mark.receipt,
    )


def write_file(registers: tuple[Acknowledged, ...]) -> bytes:
    """The content of an acknowledgement file."""
    return msgspec.json.encode(_File(FORM, registers)) + b"\n"


def read_file(data: bytes) -> tuple[Acknowledged, ...]:
    """Read an acknowledgement file; raises LapakError `ack_unreadable` or `ack_newer`."""
    if len(data) > MAX_BYTES:
        raise LapakError("ack_unreadable", reason="size")
    try:
        found = msgspec.json.decode(data, type=_AnyForm)
        if found.form > FORM:
            raise LapakError("ack_newer", form=found.form)
        return msgspec.json.decode(data, type=_File).registers
    except UNREADABLE as error:
        raise LapakError("ack_unreadable", reason=str(error)) from error


def write_code(one: Acknowledged) -> str:
    """The text of one register's QR code."""
    place = f"{one.register}/{one.server_id}/{one.generation}/{one.acked_seq}"
    return f"{MARK}/{place}/{one.acked_hash}/{one.receipt}".upper()


def read_code(text: str) -> Acknowledged:
    """A scanned or typed code; raises LapakError `ack_unreadable`."""
    found = _CODE.fullmatch("".join(text.split()).upper())
    if found is None:
        raise LapakError("ack_unreadable", reason="code")
    return Acknowledged(
        register=found["register"].lower(),
        server_id=found["server"].lower(),
        generation=int(found["generation"]),
        acked_seq=int(found["seq"]),
        acked_hash=found["hash"].lower(),
        receipt=found["receipt"].lower(),
    )
