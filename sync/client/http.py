"""HTTP as a till uses it: no redirects, no proxies, bounded answers, nothing believed unread."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import SplitResult, urlsplit

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import UNREADABLE
from sync.client.pace import TIMEOUTS, Timeouts
from sync.wire import DIGEST, Problem, digest, is_as_sent

if TYPE_CHECKING:
    import requests

T = TypeVar("T")

MAX_RETRY_AFTER_S = 3600
"""A till does not stay away longer, whatever a server says."""

MAX_ANSWER_BYTES = 4 * 1024 * 1024
_PIECE = 64 * 1024

_PASSING = frozenset({429, 500, 502, 503, 504})
"""What a proxy before the server also says, on a page of its own, while things are down."""

_TORN_TLS = ("EOF", "BAD_RECORD_MAC", "DECRYPTION_FAILED", "timed out", "closed (_ssl")
"""In what OpenSSL says where the other side spoke TLS, or nothing, until the line broke."""

_JSON = {"Content-Type": "application/json"}


class Refused(LapakError):  # noqa: N818 a word of the protocol, as the contract has it
    """The server understood and said no; `status` is HTTP's, `watermark` what it holds, if told."""

    def __init__(self, problem: Problem, status: int, retry_after_s: int) -> None:
        super().__init__(problem.code, **problem.details)
        self.status = status
        self.watermark = problem.watermark
        self.retry_after_s = retry_after_s


class Http:
    """A connection to one server; `token` goes along as a bearer token.

    `certificate` is the fingerprint of the only one that is spoken to; without one, others must
    vouch for what a server with TLS shows.
    Raises LapakError `server_without_tls` for a fingerprint at an address without TLS.
    """

    def __init__(
        self,
        address: str,
        token: str = "",
        timeouts: Timeouts = TIMEOUTS,
        certificate: str = "",
    ) -> None:
        self._address = server_address(address)
        is_secure = self._address.startswith("https://")
        if certificate and not is_secure:
            raise LapakError("server_without_tls", address=self._address)
        self._timeouts = timeouts
        import requests  # slow: a tenth of the start of a till, which may have no organizer

        self._session = requests.Session()
        self._session.trust_env = False
        # Where a redirect leads is nobody's business: requests would read it whole and follow its
        # address half-way, even where it is told not to.
        self._session.get_redirect_target = lambda resp: None  # type: ignore[method-assign]  # noqa: ARG005 as requests calls it
        # Nothing is unpacked, so that a small answer cannot become a huge one.
        self._session.headers["Accept-Encoding"] = "identity"
        if certificate:
            from sync.client.pinning import Pinned

            self._session.verify = False  # by nobody else than the fingerprint
            self._session.mount("https://", Pinned(certificate))
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def close(self) -> None:
        """Let the connection go."""
        # A session forgets its pools, which close when nobody holds them any more: an error that is
        # kept holds its answer, and so the line to a server that waits for its end.
        adapter: Any
        for adapter in self._session.adapters.values():
            for key in list(adapter.poolmanager.pools.keys()):
                adapter.poolmanager.pools[key].close()
        self._session.close()

    def ask(
        self,
        method: str,
        path: str,
        answer: type[T],
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> T:
        """One request.

        Raises Refused, or LapakError `server_unreachable`, `server_answer_torn`,
        `server_redirects` or `server_not_lapak`.
        """
        with _network_errors(self._address):
            response = self._session.request(
                method,
                self._address + path,
                data=body or None,
                headers=(headers or {**_JSON, DIGEST: digest(body)}) if body else None,
                timeout=(self._timeouts.connect_s, self._timeouts.piece_s),
                allow_redirects=False,
                stream=True,
            )
            with response:
                content = self._content(response)
        if not is_as_sent(content, response.headers.get(DIGEST)):
            raise LapakError("server_answer_torn", address=self._address)
        if response.is_redirect or 300 <= response.status_code < 400:
            raise LapakError("server_redirects", address=self._address)
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            raise _refusal(response, content, self._address)
        return _decoded(content, answer, self._address)

    def _content(self, response: "requests.Response") -> bytes:
        """The answer, cut off past the limit; raises TimeoutError when it drips in too slowly."""
        until = time.monotonic() + self._timeouts.whole_s
        content = bytearray()
        while len(content) <= MAX_ANSWER_BYTES and (piece := response.raw.read1(_PIECE)):
            content += piece
            if time.monotonic() > until:
                raise TimeoutError("the answer takes too long")
        return bytes(content)


def server_address(text: str) -> str:
    """The address of a server as a person types it, `host:port` or a URL.

    Raises LapakError `server_address_not_understood`.
    """
    typed = text.strip()
    try:
        parts = urlsplit(typed if "://" in typed else f"http://{typed}")
        known = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or any(map(str.isspace, typed)) or not _is_bare(parts):
        raise LapakError("server_address_not_understood", address=text)
    return f"{parts.scheme}://{parts.netloc}"


def _is_bare(parts: SplitResult) -> bool:
    """Whether an address has nothing after its host and port, and nobody before it."""
    more = parts.query or parts.fragment or parts.username is not None
    return parts.path in {"", "/"} and not more


@contextmanager
def _network_errors(address: str) -> Iterator[None]:
    import requests
    from urllib3.exceptions import HTTPError

    try:
        yield
    except requests.exceptions.SSLError as error:
        raise LapakError(_tls_trouble(error), address=address) from error
    except requests.exceptions.ChunkedEncodingError as error:
        raise LapakError("server_answer_torn", address=address) from error
    except (requests.exceptions.RequestException, OSError) as error:
        reason = type(error).__name__
        raise LapakError("server_unreachable", address=address, reason=reason) from error
    except HTTPError as error:
        raise LapakError("server_answer_torn", address=address) from error


def _tls_trouble(error: Exception) -> str:
    """Another certificate than the pinned one, one that nobody vouches for, or no TLS at all.

    Or only a network that tore what was said: that passes by itself.
    """
    text = str(error)
    if any(sign in text for sign in _TORN_TLS):
        return "server_unreachable"
    if "ingerprints did not match" in text:
        return "certificate_changed"
    return "certificate_unknown" if "CERTIFICATE_VERIFY" in text else "server_without_tls"


def _refusal(response: "requests.Response", content: bytes, address: str) -> LapakError:
    waiting = response.headers.get("Retry-After", "")
    seconds = int(waiting[:9]) if waiting.isascii() and waiting.isdigit() else 0
    retry_after_s = min(seconds, MAX_RETRY_AFTER_S)
    try:
        problem = msgspec.json.decode(content, type=Problem)
    except UNREADABLE:
        if response.status_code in _PASSING:
            return Refused(Problem("server_busy"), response.status_code, retry_after_s)
        if response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:  # a proxy's own limit
            return Refused(Problem("batch_too_large"), response.status_code, retry_after_s)
        return LapakError("server_not_lapak", address=address)
    if problem.code == "request_torn":  # by the line, which may be better in a moment
        return LapakError("server_unreachable", address=address, reason=problem.code)
    return Refused(problem, response.status_code, retry_after_s)


def _decoded(content: bytes, answer: type[T], address: str) -> T:
    if len(content) > MAX_ANSWER_BYTES:
        raise LapakError("server_not_lapak", address=address)
    try:
        return msgspec.json.decode(content, type=answer)
    except UNREADABLE as error:
        raise LapakError("server_not_lapak", address=address) from error
