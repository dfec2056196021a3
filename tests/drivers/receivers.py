"""A program that is told what happens, on this machine: well, or in trouble as it is told to be."""

import ipaddress
import socket
import ssl
import struct
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

RESET = "reset"
SILENT = "silent"
TRICKLE = "trickle"


class Received(msgspec.Struct, frozen=True):
    """A request as it came; names of headers are small letters."""

    path: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """Listens on a free port; `answers` come one after the other, then everything is well.

    An answer is a status, or headers and all as text, or `RESET`, `SILENT`, `TRICKLE`.
    """

    def __init__(self, *answers: int | str, tls: ssl.SSLContext | None = None) -> None:
        self._answers = list(answers)
        self._tls = tls
        self.received: list[Received] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        scheme = "https" if self._tls else "http"
        return f"{scheme}://127.0.0.1:{self._door.getsockname()[1]}/lapak?from=hall"

    def refuse(self) -> None:
        """Listen no more."""
        self._over.set()
        with socket.create_connection(self._door.getsockname()):
            self._thread.join(5)
        self._door.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._over.is_set():
            self.refuse()

    def _serve(self) -> None:
        while True:
            line, _ = self._door.accept()
            with line:
                if self._over.is_set():
                    return
                line.settimeout(5)
                if self._tls is None:
                    self._answer(line)
                    continue
                with suppress(OSError), self._tls.wrap_socket(line, server_side=True) as secure:
                    self._answer(secure)

    def _answer(self, line: socket.socket) -> None:
        self.received.append(_read(line))
        answer = self._answers.pop(0) if self._answers else 204
        try:
            match answer:
                case "reset":
                    linger = struct.pack("ii", 1, 0)
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                case "silent":
                    line.recv(1)
                case "trickle":
                    self._trickle(line)
                case int():
                    line.sendall(f"HTTP/1.1 {answer} X\r\nContent-Length: 0\r\n\r\n".encode())
                case _:
                    line.sendall(answer.encode())
        except OSError:
            return

    def _trickle(self, line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n")
        while not self._over.wait(0.05):
            line.sendall(b"X-A: a\r\n")


def _read(line: socket.socket) -> Received:
    with line.makefile("rb") as told:
        first = told.readline().decode()
        headers = {}
        while (text := told.readline().decode().strip()) != "":
            name, _, value = text.partition(":")
            headers[name.lower()] = value.strip()
        return Received(first.split(" ")[1], headers, told.read(int(headers["content-length"])))


def made_for_loopback(path: Path) -> ssl.SSLContext:
    """TLS with a certificate for 127.0.0.1 that nobody trusts until the file at a path is."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A program in the hall")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(certificate.public_bytes(Encoding.PEM))
    whole = path.with_suffix(".key.pem")
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    whole.write_bytes(secret + certificate.public_bytes(Encoding.PEM))
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(whole)
    return made
