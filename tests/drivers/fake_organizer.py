"""An organizer in memory that does what the sync contract says, and can be made to misbehave.

It passes the same tests as the real server (tests/sync/client/test_pushing.py).
"""

from http import HTTPStatus
from types import TracebackType
from typing import Self

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos_app.domain import journal
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head
from pos_app.domain.register import Booth, Expo
from sync import wire
from sync.wire import JoinGrant, JoinRequest, Problem, Watermark
from tests.drivers.scripted_server import Act, Asked, ScriptedServer, answer

TOKEN = "token-of-a-register"
EXPO = Expo("expo-1", "Kabupaten Semarang Expo")
BOOTH = Booth("booth-1", "A1", "Batik Polokarto")


class FakeOrganizer:
    """One expo with booth A1; codes are used up as on the real server."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.server_id = "server-1"
        self.newest_protocol = wire.PROTOCOL
        self.entries: dict[str, list[bytes]] = {}
        self.used: dict[str, str] = {}
        self._codes = 0
        self._kept: dict[str, list[bytes]] = {}
        self._server = ScriptedServer(self.proper)
        self.address = self._server.address
        self.script = self._server.script

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.__exit__(kind, error, trace)

    @property
    def asked(self) -> list[Asked]:
        return self._server.asked

    @property
    def hang(self) -> Act:
        return self._server.hang

    def go_down(self) -> None:
        self._server.__exit__(None, None, None)

    def come_up(self) -> None:
        self._server = ScriptedServer(self.proper, self._server.port)
        self.script = self._server.script
        self._server.__enter__()

    def join_code(self) -> str:
        self._codes += 1
        return f"ABCDEF{self._codes:02d}"

    def held(self, register: str) -> list[bytes]:
        return self.entries.get(register, [])

    def remember(self) -> None:
        self._kept = {register: list(held) for register, held in self.entries.items()}

    def restore(self) -> None:
        self.entries = {register: list(held) for register, held in self._kept.items()}

    def proper(self, asked: Asked) -> bytes:
        """The answer that the contract asks for."""
        if asked.path == wire.JOIN_PATH:
            return self._join(msgspec.json.decode(asked.body, type=JoinRequest))
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return answer(HTTPStatus.UNAUTHORIZED, Problem("token_unknown"))
        register = asked.path.split("/")[-2]
        if asked.method == "GET" or asked.path.endswith("/receipt"):
            return answer(HTTPStatus.OK, self.watermark(register))
        raw = wire.decompress(asked.body, asked.headers["content-encoding"])
        try:
            return self._take(register, raw)
        except LapakError as error:
            return answer(HTTPStatus.BAD_REQUEST, Problem(error.code))

    def watermark(self, register: str, **changed: object) -> Watermark:
        """What is held, signed; some fields may be told otherwise before signing."""
        held = self.held(register)
        head = _head(register, held)
        mark = Watermark(
            server_id=self.server_id,
            generation=1,
            acked_seq=head.seq,
            acked_hash=head.hash.hex(),
            receipt="",
            server_key=self.key.public_key().public_bytes_raw().hex(),
        )
        mark = msgspec.structs.replace(mark, **changed)
        receipt = self.key.sign(wire.receipt_message(mark, register)).hex()
        return msgspec.structs.replace(mark, receipt=receipt)

    def grant(self, **changed: object) -> JoinGrant:
        usual = JoinGrant(
            server_id=self.server_id,
            server_key=self.key.public_key().public_bytes_raw().hex(),
            expo=EXPO,
            booth=BOOTH,
            register_code="K1",
            token=TOKEN,
        )
        return msgspec.structs.replace(usual, **changed)

    def _join(self, request: JoinRequest) -> bytes:
        if not request.code.startswith("ABCDEF"):
            return answer(HTTPStatus.NOT_FOUND, Problem("join_code_wrong"))
        if self.used.setdefault(request.code, request.register) != request.register:
            return answer(HTTPStatus.CONFLICT, Problem("join_code_used"))
        registers = list(dict.fromkeys(self.used.values()))
        number = registers.index(request.register) + 1
        self.entries.setdefault(request.register, [])
        return answer(HTTPStatus.CREATED, self.grant(register_code=f"K{number}"))

    def _take(self, register: str, raw: bytes) -> bytes:
        header, entries = wire.read_batch(raw)
        if header.protocol > self.newest_protocol:
            raise LapakError("protocol_unknown", protocol=header.protocol)
        held = self.entries.setdefault(register, [])
        journal.extend(header.after, entries)
        if header.after_seq > len(held):
            problem = Problem("gap", {}, self.watermark(register))
            return answer(HTTPStatus.CONFLICT, problem)
        known = held[header.after_seq :]
        if known[: len(entries)] != entries[: len(known)]:
            problem = Problem("fork", {}, self.watermark(register))
            return answer(HTTPStatus.CONFLICT, problem)
        held += entries[len(known) :]
        return answer(HTTPStatus.OK, self.watermark(register))


def _head(register: str, entries: list[bytes]) -> Head:
    chained = journal.extend(Head(register), entries)
    return Head(register, chained[-1][0].seq, chained[-1][2]) if chained else Head(register)
