"""The organizer's real server as a process of its own, which can be killed and started again.

`python -m tests.drivers.server_process DATABASE PORT [CERTIFICATE]` says its addresses.
"""

import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from sync.server.listening.door import Door, Secure
from sync.server.listening.serve import serve

_TOP = Path(__file__).parents[2]


class ServerProcess:
    """A server on a database; `port` stays the same over all starts."""

    def __init__(self, database: str, certificate: Path | None = None) -> None:
        self._database = database
        self._certificate = certificate
        self._process: subprocess.Popen[str] | None = None
        self.port = self.secure_port = 0
        self.fingerprint = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Start it; it listens when this returns."""
        words = [self._database, str(self.port)]
        words += [str(self._certificate)] if self._certificate else []
        command = [sys.executable, "-m", "tests.drivers.server_process", *words]
        self._process = subprocess.Popen(command, cwd=_TOP, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        said = self._process.stdout.readline().split()
        assert said, "the server did not start"
        self.port = int(said[0].rpartition(":")[2])
        if len(said) > 1:
            self.secure_port, self.fingerprint = int(said[1].rpartition(":")[2]), said[2]

    def kill(self) -> None:
        """kill -9, whatever it is doing."""
        if self._process is not None:
            with self._process as process:
                process.kill()
        self._process = None


def _say(door: Door) -> None:
    sys.stdout.write(f"{door.url} {door.secure_url} {door.certificate}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    secure = Secure(Path(sys.argv[3])) if len(sys.argv) > 3 else None
    serve(sys.argv[1], port=int(sys.argv[2]), on_ready=_say, secure=secure)
