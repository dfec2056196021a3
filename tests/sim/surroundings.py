"""The one thread that a simulation runs in: nothing waits, nothing is random but by its seed."""

import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

import litestar.utils.sync
import pysqlite3
import pytest
import requests
from alembic.script import ScriptDirectory
from requests.adapters import HTTPAdapter
from sqlalchemy import event

from pos_app.store import database, engine, machine_id, migrate, rebuilding
from sync.server.intake import turns
from sync.server.store import database as server_database
from sync.server.store import upgrade

Send = Callable[[requests.PreparedRequest], requests.Response]


class _AtOnce:
    """Stands in for a pool of threads: what is submitted is done when `submit` returns."""

    def __init__(self, *_args: Any, **_options: Any) -> None:
        pass

    def submit(self, function: Callable[..., Any], *args: Any, **options: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(function(*args, **options))
        except BaseException as error:  # noqa: BLE001 as a pool hands on whatever was raised
            done.set_exception(error)
        return done

    def shutdown(self, *_args: Any, **_options: Any) -> None:
        pass


def _migrated_once(real: Callable[[Any], None]) -> Callable[[Any], None]:
    """Alembic takes a tenth of a second, and verifying migrates an empty database each time."""

    def migrated(db: Any) -> None:
        driver = db.connection.dbapi_connection
        if not _empty:
            real(db)
            _empty.append(pysqlite3.connect(":memory:"))
            driver.backup(_empty[0])
        else:
            _empty[0].backup(driver)

    return migrated


def _made_once(real: Callable[[Any], None]) -> Callable[[Any], None]:
    """Writing forty tables' SQL takes longer than making them, and verifying makes them anew."""

    def make_tables(db: Any) -> None:
        if _making:
            for statement in _making:
                db.connection.dbapi_connection.execute(statement)
            return
        with _overheard(db) as statements:
            real(db)
        _making.extend(statements)

    return make_tables


@contextmanager
def _overheard(db: Any) -> Iterator[list[str]]:
    statements: list[str] = []

    def hear(_db: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(db, "before_cursor_execute", hear)
    try:
        yield statements
    finally:
        event.remove(db, "before_cursor_execute", hear)


class _Scripts:
    """Reads the server's migrations once; to read them all takes half of a start."""

    @staticmethod
    def from_config(config: Any) -> Any:
        if "scripts" not in _first:
            _first["scripts"] = ScriptDirectory.from_config(config)
        return _first["scripts"]


_empty: list[Any] = []
_making: list[str] = []
_first: dict[str, Any] = {}


def _compiled_once(of: str, real: Callable[..., Any]) -> Callable[..., Any]:
    """Every start opens an engine anew; what one has compiled the next need not compile again."""

    def create(*args: Any, **options: Any) -> Any:
        made = real(*args, **options)
        first = _first.setdefault(of, made)
        made.dialect = made.pool._dialect = first.dialect
        made._compiled_cache = first._compiled_cache
        return made

    return create


async def _here(function: Callable[..., Any], *args: Any, **options: Any) -> Any:
    return function(*args, **options)


async def _called_here(_threads: object, call: Callable[[], Any]) -> Any:
    return call()


@contextmanager
def one_thread(seed: int, send: Send, machine: Callable[[], str]) -> Iterator[None]:
    """Tills and server of this process run in the caller's thread, and reach one another by `send`.

    `machine` is the id of the one that a till is started on now. Everything that they draw by
    chance comes from the seed.
    """

    def through(_adapter: HTTPAdapter, request: requests.PreparedRequest, **_how: Any) -> Any:
        return send(request)

    before = random.getstate()
    random.seed(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "ThreadPoolExecutor", _AtOnce)
        patch.setattr(litestar.utils.sync, "sync_to_thread", _here)
        patch.setattr(turns, "in_thread", _called_here)
        patch.setattr(migrate, "upgrade", _migrated_once(migrate.upgrade))
        patch.setattr(rebuilding, "make_tables", _made_once(rebuilding.make_tables))
        patch.setattr(upgrade, "ScriptDirectory", _Scripts)
        for room in (engine, server_database):
            create = _compiled_once(room.__name__, room.create_engine)
            patch.setattr(room, "create_engine", create)
        patch.setattr(machine_id, "_told", machine)
        patch.setattr(HTTPAdapter, "send", through)
        patch.setattr(os, "urandom", random.Random(seed).randbytes)
        try:
            yield
        finally:
            random.setstate(before)
