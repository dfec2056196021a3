"""The organizer's real server on a real port, with what tests of a till do to it."""

import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import text

from sync.server.app import app_for
from sync.server.listening.serve import RunningServer
from sync.server.office import open_office
from sync.wire import BoothTotals
from tests.drivers.organizers import Fair, prepared


class RealOrganizer:
    """A fair with booths A1 and B2 on SQLite; it can go down, come up and be restored."""

    def __init__(self, folder: Path) -> None:
        self._database = folder / "organizer.db"
        self._kept = folder / "kept.db"
        self._port = 0
        self._fair: Fair | None = None
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.go_down()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def fair(self) -> Fair:
        assert self._fair is not None
        return self._fair

    def go_down(self) -> None:
        self._server.stop()

    def come_up(self) -> None:
        self._open()

    def join_code(self, booth: str = "A1") -> str:
        return self.fair.join_code(booth)

    def held(self, register: str) -> list[bytes]:
        """The entries that are stored of a register, in order."""
        chosen = text("SELECT entry FROM journal WHERE register_id = :register ORDER BY seq")
        with self.fair.office.database.read() as connection:
            rows = connection.execute(chosen, {"register": register})
            return [bytes(row.entry) for row in rows]

    def booth(self, code: str = "A1") -> BoothTotals:
        return self.fair.booth(code)

    def remember(self) -> None:
        """Make a backup of everything."""
        self.go_down()
        shutil.copy(self._database, self._kept)
        self.come_up()

    def restore(self) -> None:
        """Put the backup back; what came since is lost."""
        self.go_down()
        for old in self._database.parent.glob(f"{self._database.name}-*"):
            old.unlink()
        shutil.copy(self._kept, self._database)
        self.come_up()

    def _open(self) -> None:
        if self._fair is None:
            prepared(self._database)
        office = open_office(str(self._database))
        if self._fair is None:
            self._fair = Fair(office)
        else:
            self._fair.office = office
        self._server = RunningServer(app_for(office), port=self._port)
        self._port = int(self._server.url.rsplit(":", 1)[1])
