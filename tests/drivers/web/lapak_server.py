"""`lapak server` as an organizer starts it in a terminal: a process, and what it prints there."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

_TOP = Path(__file__).parents[3]
_PLAIN = re.compile(r"http://127\.0\.0\.1:(\d+)(?:/\S+)?")
_SECURE = re.compile(r"https://127\.0\.0\.1:(\d+).*: ([0-9A-F ]+)$")
_STOP_S = 20
_MOST_LINES = 30


class LapakServer:
    """The server on this computer with its data in a folder of its own; nothing is configured.

    `url` is where a browser goes, `secure_url` and `fingerprint` are what tills are told, and
    `first_link` is what makes the first account, on the first start only.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = self._secure_port = 0
        self._process: subprocess.Popen[str] | None = None
        self.fingerprint = self.first_link = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def secure_url(self) -> str:
        return f"https://127.0.0.1:{self._secure_port}"

    def start(self) -> None:
        """Start it where it listened before; it listens when this returns."""
        ports = ["--port", str(self._port), "--tls-port", str(self._secure_port)]
        command = [sys.executable, "-m", "pos_app", "server", *ports, "--quiet"]
        homes = {"XDG_DATA_HOME": str(self._folder), "LOCALAPPDATA": str(self._folder)}
        self._process = subprocess.Popen(
            command,
            cwd=_TOP,
            env={**os.environ, **homes},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        said: list[str] = []
        for line in self._process.stdout:
            said.append(line)
            if "Ctrl+C" in line or len(said) > _MOST_LINES:
                break
        self._read("".join(said))

    def stop(self) -> None:
        """Ctrl+C, as in the evening."""
        if self._process is not None:
            with self._process as process:
                process.send_signal(signal.SIGINT)
                process.wait(_STOP_S)
        self._process = None

    def _read(self, said: str) -> None:
        for line in said.splitlines():
            if secure := _SECURE.search(line):
                self._secure_port = int(secure[1])
                self.fingerprint = secure[2].strip()
            elif plain := _PLAIN.search(line):
                self._port = int(plain[1])
                if "/first/" in plain[0]:
                    self.first_link = plain[0]
        assert self._port, f"the server did not start: {said}"
