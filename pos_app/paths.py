"""Where this machine keeps a till's files."""

from pathlib import Path

import msgspec
import platformdirs


class Places(msgspec.Struct, frozen=True):
    """The files of one till. The database has a folder of its own; its identity lies beside it."""

    database: Path
    settings: Path
    log: Path


def places(data: Path | None = None, database: Path | None = None) -> Places:
    """The places under a data folder; by default the user's own for Lapak."""
    folder = data or Path(platformdirs.user_data_dir("Lapak", appauthor=False))
    return Places(
        database=database or folder / "till" / "lapak.db",
        settings=(database.parent if database else folder) / "settings.json",
        log=(database.parent if database else folder) / "lapak.log",
    )


def server_database(data: Path | None = None) -> Path:
    """Where `lapak server` keeps its SQLite database unless it is given another."""
    folder = data or Path(platformdirs.user_data_dir("Lapak", appauthor=False))
    return folder / "server" / "lapak-server.db"


def server_log(data: Path | None = None) -> Path:
    """Where `lapak server` writes its log."""
    return server_database(data).with_name("lapak-server.log")
