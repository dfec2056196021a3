"""The contract that a till and the organizer's server share, versioned by `PROTOCOL`.

A batch is a header line and one journal entry a line, compressed. The same bytes are the body of
an HTTP request and, with a manifest line in front, a bundle file.
"""

import gzip
import io
import re
import zlib
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Annotated

import msgspec
import zstandard
from msgspec import Meta

from pos_app.domain.business_day import Moment
from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import ExpoDetails
from pos_app.domain.invitation import INVITATION
from pos_app.domain.journal import UNREADABLE, Head
from pos_app.domain.offer import Offer
from pos_app.domain.register import Booth, Expo

PROTOCOL = 2
"""2 says when a batch was sent, so that clocks can be told apart; 1 did not."""

OLDEST_PROTOCOL = PROTOCOL - 1
"""A server takes this too, from tills that are not brought up to date yet, and tills go back to it
for a server that is not."""

MAX_ENTRIES = 1000
MAX_RAW_BYTES = 1024 * 1024
"""Limits of one batch, before compression; a single entry never exceeds them."""

_MAX_WINDOW = 8 * 1024 * 1024
"""RFC 9659: what a receiver of `Content-Encoding: zstd` must bear, and need not exceed."""

_MAX_SEQ = 2**63 - 1

JOIN_PATH = "/api/v1/join"
JOURNAL_PATH = "/api/v1/registers/{register}/journal"
CONTINUE_PATH = "/api/v1/registers/{register}/continue"
WATERMARK_PATH = "/api/v1/registers/{register}/watermark"
RECEIPT_PATH = "/api/v1/registers/{register}/receipt"
NEWS_PATH = "/api/v1/registers/{register}/news"
SIBLINGS_PATH = "/api/v1/registers/{register}/siblings"
SIBLING_JOURNAL_PATH = "/api/v1/registers/{register}/siblings/{sibling}/journal"
RELAY_PATH = "/api/v1/relay/registers"
RELAY_JOURNAL_PATH = "/api/v1/relay/expos/{expo}/registers/{register}/journal"
PRESENCE_PATH = "/api/v1/presence"
MAX_ADDRESSES = 8
SERVICE_TYPE = "_lapak._tcp.local."
DIGEST = "Content-Digest"
"""RFC 9530: what a body was when it was sent. A batch has a checksum of its own."""

_SECURE, _PLAIN = "S", "H"
_FINGERPRINT = re.compile(r"[0-9A-F]{64}", re.ASCII)
_SECRET = re.compile(r"[A-Z2-7]{26}", re.ASCII)
_MOST_INVITATION = 600
_RECEIPT_PREFIX = b"lapak/a1"
_NEWS_PREFIX = b"lapak/n1"
_PRESENCE_PREFIX = b"lapak/i1"


class BatchHeader(msgspec.Struct, frozen=True):
    """First line of a batch: where it starts, how much it holds, and the till's signed head.

    Hashes and the Ed25519 signature of `journal.head_message(head)` are in hex. A batch without
    entries is a heartbeat: it declares the head. `sent_at` is the till's clock when it sends: the
    server sees how far that is off. `version` is of the till's program; one that was passed on by
    another server tells none.
    """

    protocol: int
    register: str
    after_seq: int
    after_hash: str
    entries: int
    head_seq: int
    head_hash: str
    signature: str
    sent_at: Moment | None = None
    version: str = ""

    @property
    def after(self) -> Head:
        """The head that this batch continues; raises LapakError `batch_unreadable`."""
        return _head(self.register, self.after_seq, self.after_hash)

    @property
    def declared(self) -> Head:
        """The till's own head; raises LapakError `batch_unreadable`."""
        return _head(self.register, self.head_seq, self.head_hash)


class Watermark(msgspec.Struct, frozen=True):
    """What the server durably holds of a register; the answer to a push and to a question.

    `receipt` is the server's Ed25519 signature of `receipt_message`, in hex, by `server_key`.
    `retry_after` is in seconds, 0 when the till may go on at once. `expo_revision` and
    `offers_revision` say whether `NEWS_PATH` has anything new, so that a heartbeat stays one
    request; an older server does not tell them, and nothing is asked then.
    `siblings` is how many entries are held of the booth's other registers: when that changes, there
    is something to fetch. `moved_to` is the code of the register that goes on with this one on
    another laptop, where the booth was moved there.
    """

    server_id: str
    generation: int
    acked_seq: int
    acked_hash: str
    receipt: str
    server_key: str
    quarantined: int = 0
    retry_after: int = 0
    siblings: int = 0
    expo_revision: int = 0
    offers_revision: int = 0
    moved_to: str = ""


class ShownReceipt(msgspec.Struct, frozen=True):
    """What a server signed for and holds no more, shown to it by a till: of a `Watermark`."""

    generation: Annotated[int, Meta(ge=0, le=_MAX_SEQ)]
    acked_seq: Annotated[int, Meta(ge=0, le=_MAX_SEQ)]
    acked_hash: str
    receipt: str


class News(msgspec.Struct, frozen=True):
    """What the organizer has changed since the revisions that a till named; None is unchanged."""

    register: str
    details: ExpoDetails | None = None
    offers_revision: int = 0
    offers: tuple[Offer, ...] | None = None


class SealedNews(msgspec.Struct, frozen=True):
    """Answer of `GET …/news`: a `News` as JSON text, and the server's signature of it in hex."""

    content: str
    signature: str


class Presence(msgspec.Struct, frozen=True):
    """Answer of `GET PRESENCE_PATH?challenge=…`: who answers, and where else it does.

    `certificate` is the SHA-256 fingerprint of its TLS certificate in hex, empty without TLS.
    `addresses` are URLs, those with TLS first. `signature` is by `server_key`, in hex, of
    `presence_message`; the challenge in it shows that it was made for this asker and now.
    """

    server_id: str
    server_key: str
    name: str
    certificate: str
    addresses: tuple[str, ...]
    signature: str


class Problem(msgspec.Struct, frozen=True):
    """Body of every answer that is no success: a code of `LapakError` and its details.

    `watermark` stands beside `gap` and `fork`, so that the till can rewind at once.
    """

    code: str
    details: dict[str, str | int] = {}
    watermark: Watermark | None = None


def digest(body: bytes) -> str:
    """What `DIGEST` says of a body."""
    return f"sha-256=:{b64encode(sha256(body).digest()).decode()}:"


def is_as_sent(body: bytes, told: str | None) -> bool:
    """Whether a body is what its digest says, if it has one that is understood."""
    return not (told or "").startswith("sha-256=:") or told == digest(body)


class JoinRequest(msgspec.Struct, frozen=True):
    """A new register asks to belong to the booth that a join code stands for.

    The till mints `register` and its key first, so the same request repeated gets the same booth.
    `may_move` says that it has no booth, so that a code may bring another laptop's here.
    """

    code: str
    register: str
    public_key: str
    install_id: str
    version: str
    may_move: bool = False


class Invitation(msgspec.Struct, frozen=True):
    """What a join code as a picture holds: where to ask, whom to believe, and 128 bits to show.

    `addresses` are URLs; `certificate` is the server's fingerprint in hex, empty where it has none
    of its own. `secret` stands in for a code that is typed.
    """

    addresses: tuple[str, ...]
    certificate: str
    secret: str


class ContinueRequest(JoinRequest, frozen=True):
    """A register asks to be known in place of one that it continues; `code` is its own code.

    It was chosen without a network, and receipts bear it already. Whoever asks holds the token of
    the register that is continued; the same request again gets the same answer.
    """


class RelayedRegister(msgspec.Struct, frozen=True):
    """A hall's server tells a central one of a register that joined it; repeatable at any time.

    What it then passes on is signed by the register's own key, which never changes.
    """

    expo: Expo
    booth: Booth
    register: str
    code: str
    public_key: str
    install_id: str
    version: str


class MovedRegister(msgspec.Struct, frozen=True):
    """A register whose journal comes along with a move, and how much of it the server holds."""

    register: str
    held_seq: int


class JoinGrant(msgspec.Struct, frozen=True):
    """What a register needs to sell for an expo; `token` is shown here once and never again.

    `moves` are the registers that this one goes on with, the first of them first; their journals
    are asked for at `SIBLING_JOURNAL_PATH`. An older server tells of none.
    """

    server_id: str
    server_key: str
    expo: Expo
    booth: Booth
    register_code: str
    token: str
    moves: tuple[MovedRegister, ...] = ()


class Sibling(msgspec.Struct, frozen=True):
    """Another register of the booth, and how many of its entries the server holds."""

    register: str
    code: str
    held_seq: int


class Siblings(msgspec.Struct, frozen=True):
    """The other registers of a booth; `moments` are those of the asking register's own entries.

    A moment is (seq, milliseconds since 1970) of an entry of `kinds.SHARED`: when it was written,
    with the error of the register's clock taken out. It never changes.
    """

    siblings: tuple[Sibling, ...]
    moments: tuple[tuple[int, int], ...] = ()


class SiblingPage(msgspec.Struct, frozen=True):
    """Entries of another register: a batch as that register pushed it, packed, and their moments.

    The header's signature is the sibling's own.
    """

    batch: bytes
    moments: tuple[tuple[int, int], ...] = ()


class BoothTotals(msgspec.Struct, frozen=True):
    """One booth's turnover and how complete it is, summed over its registers.

    `declared` and `held` count entries: what the tills say they have, what the server stored.
    `missing` is `declared - held`. `status` is one of `complete`, `behind`, `uncounted`
    (stored, but not in the total yet), `quarantined`, `forked`, `never_seen`. `clock_wrong` says
    that a till's clock was ahead of the server's or went backwards, so that its hours and days may
    be wrong.

    `total` is net of voids and refunds, `sales` of voids; how many of both there were stands apart.
    `over_returned` are the receipts of which more came back than was sold, over all registers.
    `late` entries came in after the expo was closed; the total here has them, its closing has not.
    `awaited` Z reports of `awaited_total` were shown on paper and have not come in; `disputed` ones
    came in otherwise than their paper says.
    """

    booth: str
    code: str
    name: str
    sales: int
    total: int
    declared: int
    held: int
    missing: int
    quarantined: int
    last_seen: datetime | None
    status: str
    clock_wrong: bool = False
    voids: int = 0
    refunds: int = 0
    over_returned: tuple[str, ...] = ()
    late: int = 0
    awaited: int = 0
    awaited_total: int = 0
    disputed: int = 0


class ExpoTotals(msgspec.Struct, frozen=True):
    """Answer of `GET /api/v1/expos/{id}/totals`.

    `revision` is of the latest closing, 0 while the expo is open; `late` counts what came since.
    """

    expo: Expo
    total: int
    sales: int
    complete: int
    booths: tuple[BoothTotals, ...]
    revision: int = 0
    closed_at: datetime | None = None
    late: int = 0


class ClosedBooth(msgspec.Struct, frozen=True):
    """A booth's figures as a closing keeps them; the words are those of `BoothTotals`."""

    booth: str
    code: str
    sales: int
    voids: int
    refunds: int
    total: int
    declared: int
    held: int
    status: str


class Closing(msgspec.Struct, frozen=True):
    """A revision of an expo's figures; it never changes, what comes later makes the next one."""

    revision: int
    at: datetime
    by: str
    booths: tuple[ClosedBooth, ...]

    @property
    def total(self) -> int:
        """Turnover of all booths."""
        return sum(booth.total for booth in self.booths)


def receipt_message(watermark: Watermark, register: str) -> bytes:
    """The bytes that the server signs to vouch for what it holds of a register."""
    fields = (watermark.server_id, watermark.generation, register, watermark.acked_seq)
    text = "\0".join((*map(str, fields), watermark.acked_hash))
    return _RECEIPT_PREFIX + text.encode()


def news_message(content: str) -> bytes:
    """The bytes that the server signs so that nobody between it and a till tells news."""
    return _NEWS_PREFIX + content.encode()


def presence_message(told: Presence, challenge: str) -> bytes:
    """The bytes that a server signs to show that it is itself, where, and by which certificate."""
    fields = (challenge, told.server_id, told.name, told.certificate, *told.addresses)
    return _PRESENCE_PREFIX + msgspec.json.encode(fields)


def invitation_text(invitation: Invitation) -> str:
    """The text of the picture: capitals only, which makes it a third smaller."""
    secure = all(address.startswith("https://") for address in invitation.addresses)
    hosts = "+".join(address.split("://", 1)[1] for address in invitation.addresses)
    parts = (_SECURE if secure else _PLAIN, hosts, invitation.certificate, invitation.secret)
    return INVITATION + "/".join(parts).upper()


def read_invitation(text: str) -> Invitation:
    """What was scanned; raises LapakError `invitation_unreadable`."""
    typed = text.strip().upper()
    parts = typed.removeprefix(INVITATION).split("/")
    if not typed.startswith(INVITATION) or len(typed) > _MOST_INVITATION or len(parts) != 4:
        raise LapakError("invitation_unreadable")
    way, hosts, certificate, secret = parts
    known = way in {_SECURE, _PLAIN} and hosts and _SECRET.fullmatch(secret)
    if not known or (certificate and not _FINGERPRINT.fullmatch(certificate)):
        raise LapakError("invitation_unreadable")
    if certificate and way == _PLAIN:
        raise LapakError("invitation_unreadable")
    scheme = "https" if way == _SECURE else "http"
    addresses = tuple(f"{scheme}://{host.lower()}" for host in hosts.split("+")[:MAX_ADDRESSES])
    return Invitation(addresses, certificate.lower(), secret)


def write_batch(header: BatchHeader, entries: Sequence[bytes]) -> bytes:
    """The raw bytes of a batch; entries hold no line break because JSON escapes them."""
    return b"\n".join((msgspec.json.encode(header), *entries, b""))


def read_header(raw: bytes) -> BatchHeader:
    """The header alone, to see whose a batch is; raises LapakError `batch_unreadable`."""
    try:
        return msgspec.json.decode(raw[: raw.find(b"\n")], type=BatchHeader)
    except UNREADABLE as error:
        raise LapakError("batch_unreadable", reason=str(error)) from error


def read_batch(raw: bytes) -> tuple[BatchHeader, list[bytes]]:
    """Take a batch apart without reading its entries.

    Raises LapakError `batch_unreadable`, `batch_torn`, `batch_too_large` or `protocol_unknown`.
    """
    if len(raw) > MAX_RAW_BYTES:
        raise LapakError("batch_too_large", limit=MAX_RAW_BYTES)
    first, *entries = raw.split(b"\n")
    try:
        header = msgspec.json.decode(first, type=BatchHeader)
    except UNREADABLE as error:
        raise LapakError("batch_unreadable", reason=str(error)) from error
    if not OLDEST_PROTOCOL <= header.protocol <= PROTOCOL:
        raise LapakError("protocol_unknown", protocol=header.protocol)
    if not entries or entries.pop() != b"" or len(entries) != header.entries:
        raise LapakError("batch_torn", expected=header.entries, found=len(entries))
    if len(entries) > MAX_ENTRIES:
        raise LapakError("batch_too_large", limit=MAX_ENTRIES)
    return header, entries


def fit(entries: Sequence[bytes], limit: int = MAX_ENTRIES) -> list[bytes]:
    """The longest run from the start that fits one batch; at least one entry."""
    room = MAX_RAW_BYTES - 1024
    fitting: list[bytes] = []
    for entry in entries[: min(limit, MAX_ENTRIES)]:
        room -= len(entry) + 1
        if room < 0 and fitting:
            break
        fitting.append(entry)
    return fitting


def compress(raw: bytes) -> bytes:
    """Pack a batch with zstd (`Content-Encoding: zstd`).

    With a checksum: of a batch that ends before the signed head nothing else tells that a bit of
    an entry flipped on its way, and the server would hold another history than the till.
    """
    return zstandard.ZstdCompressor(level=3, write_checksum=True).compress(raw)


def decompress(data: bytes, encoding: str, limit: int = MAX_RAW_BYTES) -> bytes:
    """Unpack `zstd`, `gzip` or `identity`, never to more than `limit` bytes.

    Raises LapakError `batch_too_large`, `batch_unreadable` or `encoding_unknown`.
    """
    try:
        raw = _unpacked(data, encoding, limit + 1)
    except (zstandard.ZstdError, zlib.error, OSError, EOFError) as error:
        raise LapakError("batch_unreadable", reason=str(error)) from error
    if len(raw) > limit:
        raise LapakError("batch_too_large", limit=limit)
    return raw


def _unpacked(data: bytes, encoding: str, most: int) -> bytes:
    match encoding:
        case "zstd":
            return _from_zstd(data, most)
        case "gzip":
            return gzip.GzipFile(fileobj=io.BytesIO(data)).read(most)
        case "identity" | "":
            return data
    raise LapakError("encoding_unknown", encoding=encoding)


def _from_zstd(data: bytes, most: int) -> bytes:
    unpacker = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW)
    raw = unpacker.stream_reader(data).read(most)
    if len(raw) == most:
        return raw
    # A reader does not tell whether the frame was whole, and only a whole one has its checksum
    # compared; by now it is known not to be huge.
    whole = unpacker.decompressobj()
    raw = whole.decompress(data)
    if not whole.eof:
        raise LapakError("batch_unreadable", reason="torn")
    return raw


def _head(register: str, seq: int, digest: str) -> Head:
    try:
        hashed = bytes.fromhex(digest)
    except ValueError as error:
        raise LapakError("batch_unreadable", reason=str(error)) from error
    if len(hashed) != 32 or not 0 <= seq <= _MAX_SEQ:
        raise LapakError("batch_unreadable", reason="head")
    return Head(register, seq, hashed)
