"""A till that is open: its database, its clock and who it is."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import msgspec

from pos_app.domain.continuation import Continued
from pos_app.services import identity
from pos_app.services.ids import uuid7
from pos_app.store import install, taking_over
from pos_app.store.database import Database, Work
from pos_app.store.install import Install
from pos_app.store.mark import mark_path, read_mark

__all__ = ["Till", "Work", "open_till", "utc_now"]

P = ParamSpec("P")
T = TypeVar("T")


def utc_now() -> datetime:
    """The machine's clock; tests and the demo bring their own."""
    return datetime.now(UTC)


class Till(msgspec.Struct, frozen=True):
    """What services run on; `write` and `read` take a service and its arguments.

    `continued` says that this start found restored or copied data, and what became of its register.
    """

    database: Database
    install: Install
    clock: Callable[[], datetime]
    continued: Continued | None = None

    @property
    def path(self) -> Path:
        """The database file."""
        return self.database.path

    def new_id(self) -> str:
        """A fresh id, for example of a cart that begins."""
        return uuid7(self.clock())

    def write(
        self, service: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Run a service that records something; done when it is durable."""
        return self.database.write(service, *args, **kwargs)

    def read(
        self, service: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Run a service that only looks."""
        return self.database.read(service, *args, **kwargs)

    def read_aside(
        self, service: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Run a service that looks for long, so that nothing waits for it."""
        return self.database.read_aside(service, *args, **kwargs)

    def close(self) -> None:
        """Finish what was asked for and let the file go."""
        self.database.close()


def open_till(path: Path, clock: Callable[[], datetime] = utc_now) -> Till:
    """Open or create a till's database; one that was restored or copied goes on as a new register.

    Raises LapakError as `Database.open` and `install.load_or_create` do.
    """
    database = Database.open(path, clock, uuid7)
    try:
        taking_over.clear(path.parent)
        here = install.load_or_create(install.install_path(path))
        mark = read_mark(mark_path(path))
        because = database.read(identity.noticed, here, mark).result()
        continued = None
        if because is not None:
            continued = database.write(identity.continue_register, here, because).result()
        return Till(database, here, clock, continued)
    except BaseException:
        database.close()
        raise
