"""HTTP as a till uses it: no redirects, no proxies, bounded answers, nothing believed unread."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
from urllib3.exceptions import HTTPError

from pos_app.domain.errors import LapakError
from sync.wire import Problem

T = TypeVar("T")

TIMEOUTS_S = (4.0, 20.0)
"""To connect, and between two pieces of an answer."""

MAX_ANSWER_BYTES = 4 * 1024 * 1024
_JSON = {"Content-Type": "application/json"}


class Refused(LapakError):  # noqa: N818 a word of the protocol, as the contract has it
    """The server understood and said no; `status` is HTTP's, `watermark` what it holds, if told."""

    def __init__(self, problem: Problem, status: int, retry_after_s: int) -> None:
        super().__init__(problem.code, **problem.details)
        self.status = status
        self.watermark = problem.watermark
        self.retry_after_s = retry_after_s


class Http:
    """A connection to one server; `token` goes along as a bearer token."""

    def __init__(self, address: str, token: str = "") -> None:
        self._address = server_address(address)
        self._session = requests.Session()
        self._session.trust_env = False
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def close(self) -> None:
        """Let the connection go."""
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
                headers=(headers or _JSON) if body else None,
                timeout=TIMEOUTS_S,
                allow_redirects=False,
                stream=True,
            )
            with response:
                content = response.raw.read(MAX_ANSWER_BYTES + 1, decode_content=True)
        if response.is_redirect or 300 <= response.status_code < 400:
            raise LapakError("server_redirects", address=self._address)
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            raise _refusal(response, content, self._address)
        return _decoded(content, answer, self._address)


def server_address(text: str) -> str:
    """The address of a server as a person types it, `host:port` or a URL.

    Raises LapakError `server_address_not_understood`.
    """
    typed = text.strip().rstrip("/")
    full = typed if "://" in typed else f"http://{typed}"
    try:
        parts = urlsplit(full)
        known = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or parts.path or parts.query or parts.username or any(map(str.isspace, full)):
        raise LapakError("server_address_not_understood", address=text)
    return full


@contextmanager
def _network_errors(address: str) -> Iterator[None]:
    try:
        yield
    except requests.exceptions.ChunkedEncodingError as error:
        raise LapakError("server_answer_torn", address=address) from error
    except (requests.exceptions.RequestException, OSError) as error:
        reason = type(error).__name__
        raise LapakError("server_unreachable", address=address, reason=reason) from error
    except HTTPError as error:
        raise LapakError("server_answer_torn", address=address) from error


def _refusal(response: requests.Response, content: bytes, address: str) -> LapakError:
    waiting = response.headers.get("Retry-After", "")
    retry_after_s = int(waiting) if waiting.isascii() and waiting.isdigit() else 0
    try:
        problem = msgspec.json.decode(content, type=Problem)
    except msgspec.DecodeError:
        if response.status_code in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.BAD_GATEWAY}:
            return Refused(Problem("server_busy"), response.status_code, retry_after_s)
        return LapakError("server_not_lapak", address=address)
    return Refused(problem, response.status_code, retry_after_s)


def _decoded(content: bytes, answer: type[T], address: str) -> T:
    if len(content) > MAX_ANSWER_BYTES:
        raise LapakError("server_not_lapak", address=address)
    try:
        return msgspec.json.decode(content, type=answer)
    except msgspec.DecodeError as error:
        raise LapakError("server_not_lapak", address=address) from error
