"""One attempt: a happening signed and posted, and what was answered.

`http.client` and not `requests`: the connection goes to an address that was looked at before, an
answer is read no further than its status, and no redirect or proxy leads elsewhere.
"""

import hmac
import socket
import ssl
import threading
from base64 import b64encode
from datetime import datetime
from hashlib import sha256
from http.client import (  # noqa: TID251 (no till is asked anything here; see above)
    HTTPConnection,
    HTTPException,
)
from time import monotonic

from pos_app.domain.errors import LapakError
from sync.server.webhooks.addresses import Target, addresses_of, target_of
from sync.server.webhooks.deliveries import Due, Outcome

TOTAL_S = 20.0
"""The whole of an attempt, however slowly a receiver answers; 15 to 30 s are suggested."""

CONNECT_S = 10.0
_MOST_ADDRESSES = 2
_AGENT = "Lapak-Webhooks/1"


def signature(secret: bytes, event_id: str, timestamp: int, body: bytes) -> str:
    """What proves that a body is ours (Standard Webhooks 1.0.0, symmetric)."""
    signed = f"{event_id}.{timestamp}.".encode() + body
    return f"v1,{b64encode(hmac.digest(secret, signed, sha256)).decode()}"


def send(one: Due, now: datetime, total_s: float = TOTAL_S) -> Outcome:
    """Post a happening; whatever goes wrong is an outcome."""
    began = monotonic()
    status, retry_after_s, problem = 0, 0, ""
    try:
        status, retry_after_s = _post(target_of(one.url), _headers(one, now), one.body, total_s)
    except LapakError as error:
        problem = error.code
    except ssl.SSLError:
        problem = "tls"
    except socket.gaierror:
        problem = "name_unknown"
    except TimeoutError:
        problem = "too_slow"
    except ConnectionRefusedError:
        problem = "refused"
    except (OSError, HTTPException):
        # A line that the clock below has cut is told as what it is.
        problem = "too_slow" if monotonic() - began >= total_s else "line_broken"
    if 300 <= status < 400:
        problem = "redirect"
    took_ms = int((monotonic() - began) * 1000)
    return Outcome(status, problem, took_ms, retry_after_s)


def _headers(one: Due, now: datetime) -> dict[str, str]:
    timestamp = int(now.timestamp())
    return {
        "Content-Type": "application/json",
        "User-Agent": _AGENT,
        "Connection": "close",
        "webhook-id": one.event,
        "webhook-timestamp": str(timestamp),
        # Several with spaces between: while a secret is changed a receiver knows either of them.
        "webhook-signature": " ".join(
            signature(secret, one.event, timestamp, one.body) for secret in one.secrets
        ),
    }


def _post(target: Target, headers: dict[str, str], body: bytes, total_s: float) -> tuple[int, int]:
    """The status, and how long to wait if that was told."""
    line = _line_to(target, min(CONNECT_S, total_s))
    is_over = threading.Event()
    cut = threading.Timer(total_s, _cut, (line, is_over))
    cut.daemon = True
    connection = HTTPConnection(target.host, target.port)
    connection.sock = line
    try:
        cut.start()
        line.settimeout(total_s)
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        connection.request("POST", target.path, body, {"Host": target.named, **headers})
        answer = connection.getresponse()
        if is_over.is_set():  # a head that was cut short reads like one that ended
            raise TimeoutError
        return answer.status, _seconds(answer.getheader("Retry-After", ""))
    finally:
        cut.cancel()
        connection.close()
        line.close()


def _line_to(target: Target, timeout_s: float) -> socket.socket:
    problem: OSError = ConnectionRefusedError()
    for address in addresses_of(target)[:_MOST_ADDRESSES]:
        try:
            line = socket.create_connection((address, target.port), timeout_s)
            return _with_tls(line, target) if target.scheme == "https" else line
        except OSError as error:
            problem = error
    raise problem


def _with_tls(line: socket.socket, target: Target) -> ssl.SSLSocket:
    """TLS that is not agreed on yet, so that this too can be cut."""
    return ssl.create_default_context().wrap_socket(
        line, server_hostname=target.host, do_handshake_on_connect=False
    )


def _cut(line: socket.socket, is_over: threading.Event) -> None:
    is_over.set()
    try:
        # That of an SSLSocket forgets its TLS below the thread that reads.
        socket.socket.shutdown(line, socket.SHUT_RDWR)
    except OSError:  # it is over already
        return


def _seconds(text: str | None) -> int:
    told = (text or "").strip()
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0
