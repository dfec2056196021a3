"""The hall's Wi-Fi: it loses, repeats, delays, tears and spoils what goes over it."""

import io
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import msgspec
import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from tests.sim.fuse import Died, Fuse
from tests.sim.hall import Hall, Message, Reply

_LATEST_S = 900.0
_PORTAL = b"<html><body>Selamat datang di Wi-Fi gedung. Silakan masuk.</body></html>"


class Odds(msgspec.Struct, frozen=True):
    """How likely each mishap is for one request."""

    drop: float = 0.0
    repeat: float = 0.0
    delay: float = 0.0
    tear: float = 0.0
    spoil: float = 0.0
    portal: float = 0.0
    busy: float = 0.0


CALM = Odds()


class Caller(msgspec.Struct):
    """Who is on the wire: a till's process, and whether its booth is cut off."""

    fuse: Fuse
    cut_off: bool = False


class Network:
    """Carries requests of one caller at a time to the hall; `heard` gets each answer it gave."""

    def __init__(
        self,
        hall: Hall,
        chance: Random,
        now: Callable[[], datetime],
        heard: Callable[[Message, Reply], None],
    ) -> None:
        self.odds = CALM
        self.caller: Caller | None = None
        self.happened: Counter[str] = Counter()
        self.told: Callable[[str], None] = lambda _story: None
        self._hall, self._chance, self._now, self._heard = hall, chance, now, heard
        self._late: list[tuple[datetime, Message]] = []
        self._adapter = HTTPAdapter()

    def send(self, request: requests.PreparedRequest) -> requests.Response:
        """What stands below `requests` in a simulation."""
        assert self.caller is not None
        self.caller.fuse.burn("send")
        reply = self._over(request, Message.of(request), self.caller)
        self.caller.fuse.burn("receive")
        return self._response(request, reply)

    def deliver_late(self, *, all_of_it: bool = False) -> None:
        """Let what was on its way for long arrive; nobody waits for the answers any more."""
        due = [one for one in self._late if all_of_it or one[0] <= self._now()]
        self._late = [one for one in self._late if one not in due]
        self._chance.shuffle(due)
        for _, message in due:
            if self._hall.is_up:
                self._note("arrived late")
                self._asked(message)

    def forget(self) -> None:
        """Nothing of what is on its way will ever arrive."""
        self._late.clear()

    def _over(self, request: requests.PreparedRequest, message: Message, caller: Caller) -> Reply:
        if caller.cut_off or not self._hall.is_up:
            raise requests.ConnectionError("no way", request=request)
        if self._befalls(self.odds.drop / 2, "request lost"):
            raise requests.ConnectTimeout("lost", request=request)
        if self._befalls(self.odds.delay, "request delayed"):
            self._put_off(message)
            raise requests.ReadTimeout("still on its way", request=request)
        return self._instead() or self._there_and_back(request, self._spoilt(message))

    def _instead(self) -> Reply | None:
        """What somebody on the way says who is not the hall."""
        if self._befalls(self.odds.portal, "captive portal"):
            return Reply(200, ((b"content-type", b"text/html"),), _PORTAL)
        if self._befalls(self.odds.busy, "proxy was busy"):
            return Reply(503, ((b"retry-after", b"7"),), b"<h1>503</h1>")
        return None

    def _there_and_back(self, request: requests.PreparedRequest, message: Message) -> Reply:
        if self._befalls(self.odds.repeat / 2, "request repeated at once"):
            self._asked(message)
        if self._befalls(self.odds.repeat / 2, "request repeated later"):
            self._put_off(message)
        reply = self._asked(message)
        if reply is None or message.gone:
            raise requests.ConnectionError("reset", request=request)
        if self._befalls(self.odds.drop / 2, "answer lost"):
            raise requests.ReadTimeout("lost", request=request)
        if self._befalls(self.odds.tear / 2, "answer torn"):
            cut = self._chance.randrange(len(reply.body) + 1)
            return msgspec.structs.replace(reply, body=reply.body[:cut])
        if reply.body and self._befalls(self.odds.spoil, "answer spoilt"):
            return msgspec.structs.replace(reply, body=self._with_a_bit_turned(reply.body))
        return reply

    def _spoilt(self, message: Message) -> Message:
        """Torn on the way, by a caller who hangs up or a proxy that passes half on, or changed."""
        if not message.body:
            return message
        if self._befalls(self.odds.tear / 2, "request torn"):
            cut = self._chance.randrange(len(message.body))
            gone = self._chance.random() < 0.5
            return msgspec.structs.replace(message, body=message.body[:cut], gone=gone)
        if self._befalls(self.odds.spoil, "request spoilt"):
            return msgspec.structs.replace(message, body=self._with_a_bit_turned(message.body))
        return message

    def _with_a_bit_turned(self, body: bytes) -> bytes:
        changed = bytearray(body)
        changed[self._chance.randrange(len(body))] ^= 1 << self._chance.randrange(8)
        return bytes(changed)

    def _asked(self, message: Message) -> Reply | None:
        """The server's answer; None if it is down or dies of it."""
        if not self._hall.is_up:
            return None
        try:
            reply = self._hall.answer(message)
        except Died:
            self._note("server died", f" at its {self._hall.fuse.blown_at}")
            self._hall.is_dead()
            return None
        self._heard(message, reply)
        return reply

    def _put_off(self, message: Message) -> None:
        until = self._now() + timedelta(seconds=self._chance.uniform(1, _LATEST_S))
        self._late.append((until, message))

    def _befalls(self, odds: float, what: str) -> bool:
        if self._chance.random() >= odds:
            return False
        self._note(what)
        return True

    def _note(self, what: str, more: str = "") -> None:
        self.happened[what] += 1
        self.told(what + more)

    def _response(self, request: requests.PreparedRequest, reply: Reply) -> requests.Response:
        headers = {name.decode(): value.decode() for name, value in reply.headers}
        raw = HTTPResponse(
            body=io.BytesIO(reply.body),
            status=reply.status,
            headers=headers,
            preload_content=False,
            decode_content=False,
            request_method=request.method,
        )
        return self._adapter.build_response(request, raw)
