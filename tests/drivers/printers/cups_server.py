"""A CUPS of the test's own: its scheduler, configuration, socket and spool in a temporary folder.

It needs Debian's packages `cups` (scheduler and backends) and `cups-client`; LAPAK_CUPS names
another root below which they lie. Nothing of the machine's own CUPS is touched.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_ROOT = Path(os.environ.get("LAPAK_CUPS", "/"))
_PROGRAMS = [_ROOT / place for place in ("usr/bin", "usr/sbin")]
_LIBRARY = _ROOT / "usr" / "lib" / "cups"
_CONFIGURATION = """
Listen {folder}/cups.sock
LogLevel info
Browsing No
WebInterface No
JobRetryInterval 1
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES = """
ServerRoot {folder}/root
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
ServerBin {folder}/bin
DataDir {data}
Sandboxing relaxed
"""


def missing() -> str:
    """Why there can be no CUPS here; empty if there can."""
    if _program("cupsd") is None or _program("lpadmin") is None or _program("lp") is None:
        return "cupsd is not installed (packages cups and cups-client)"
    return "" if _backend() else "CUPS has no socket backend (package cups)"


class CupsServer:
    """A running scheduler with a queue `pos` that leads to a port of this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._folder = Path(tempfile.mkdtemp(prefix="lapak-cups-"))
        self._process: subprocess.Popen[bytes] | None = None
        self.environment = {
            "CUPS_SERVER": str(self._folder / "cups.sock"),
            "PATH": os.pathsep.join([*map(str, _PROGRAMS), os.environ["PATH"]]),
        }
        if Path("/") != _ROOT:
            self.environment["LD_LIBRARY_PATH"] = str(next(_ROOT.glob("usr/lib/*-linux-gnu")))

    def run(self, *command: str) -> str:
        """A program of CUPS, such as `cupsdisable`."""
        done = subprocess.run(
            command,
            env={**os.environ, **self.environment, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
        return done.stdout

    def __enter__(self) -> Self:
        self._write()
        program = _program("cupsd")
        assert program is not None
        self._process = subprocess.Popen(
            [
                program,
                "-f",
                "-c",
                str(self._folder / "root" / "cupsd.conf"),
                "-s",
                str(self._folder / "root" / "cups-files.conf"),
            ],
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()
        uri = f"socket://127.0.0.1:{self._port}"
        self.run("lpadmin", "-p", "pos", "-E", "-v", uri, "-m", "raw")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _write(self) -> None:
        self._folder.chmod(0o755)  # its backends run as somebody else
        for place in ("root", "spool/tmp", "cache", "state", "bin/backend"):
            (self._folder / place).mkdir(parents=True)
        for part in ("daemon", "notifier", "filter"):
            (self._folder / "bin" / part).symlink_to(_LIBRARY / part)
        backend = self._folder / "bin" / "backend" / "socket"
        shutil.copy2(str(_backend()), backend)
        files = _FILES.format(folder=self._folder, data=_ROOT / "usr" / "share" / "cups")
        root = self._folder / "root"
        (root / "cupsd.conf").write_text(_CONFIGURATION.format(folder=self._folder))
        (root / "cups-files.conf").write_text(files)

    def _wait(self) -> None:
        """Until it takes connections: its socket is there a moment before it listens."""
        until = time.monotonic() + 20
        while not self._listens():
            assert time.monotonic() < until, (self._folder / "error_log").read_text()
            time.sleep(0.05)

    def _listens(self) -> bool:
        with socket.socket(socket.AF_UNIX) as caller, suppress(OSError):
            caller.connect(str(self._folder / "cups.sock"))
            return True
        return False


def _program(name: str) -> str | None:
    return shutil.which(name, path=os.pathsep.join([*map(str, _PROGRAMS), os.environ["PATH"]]))


def _backend() -> Path | None:
    places = (_LIBRARY / place / "socket" for place in ("backend", "backend-available"))
    return next((place for place in places if place.exists()), None)
