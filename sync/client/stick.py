"""Writing a file on a stick: whole, durable and read back, or not at all."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pos_app.domain.errors import LapakError
from pos_app.store.engine import sync_folder

PART = ".part"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOT_ALLOWED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class Disk:
    """The calls that reach a stick, in one place, so that each of them may fail in a test."""

    def create(self, path: Path) -> BinaryIO:
        """Open a new file for writing."""
        return path.open("wb")

    def settle(self, file: BinaryIO) -> None:
        """Make what was written durable, and forget it, so that it is read from the stick."""
        file.flush()
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def open_back(self, path: Path) -> BinaryIO:
        """Open what was written."""
        return path.open("rb")

    def rename(self, path: Path, to: Path) -> None:
        """Give a file its name."""
        path.replace(to)

    def settle_folder(self, folder: Path) -> None:
        """Make a new name durable."""
        sync_folder(folder)

    def remove(self, path: Path) -> None:
        """Take a file away, if it is there."""
        path.unlink(missing_ok=True)


def write_checked(
    place: Path,
    write: Callable[[BinaryIO], None],
    check: Callable[[BinaryIO], None],
    disk: Disk,
) -> None:
    """Write beside a place, make it durable, read it back with `check`, then give it its name.

    Raises LapakError `bundle_folder_missing`, `bundle_no_room`, `bundle_read_only`,
    `bundle_stick_gone` or `bundle_written_wrong`; then nothing of it is left, unless the stick is
    gone: what lies there unfinished is taken away by the next one that is written.
    """
    folder = place.parent
    if not folder.is_dir():
        raise LapakError("bundle_folder_missing", place=str(folder))
    beside = place.with_name(place.name + PART)
    with _told(folder):
        _clear(folder, place.suffix + PART, disk)
        try:
            with disk.create(beside) as file:
                write(file)
                disk.settle(file)
            with disk.open_back(beside) as back:
                _check(back, check, folder)
            disk.rename(beside, place)
            disk.settle_folder(folder)
        except BaseException:
            for left in (beside, place):
                with suppress(OSError):
                    disk.remove(left)
            raise


def _check(back: BinaryIO, check: Callable[[BinaryIO], None], folder: Path) -> None:
    try:
        check(back)
    except LapakError as error:
        raise LapakError("bundle_written_wrong", place=str(folder), reason=error.code) from error


def _clear(folder: Path, ending: str, disk: Disk) -> None:
    for left in folder.glob(f"*{ending}"):
        disk.remove(left)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        code = "bundle_stick_gone"
        if error.errno in _NO_ROOM:
            code = "bundle_no_room"
        elif error.errno in _NOT_ALLOWED and folder.is_dir():
            code = "bundle_read_only"
        raise LapakError(code, place=str(folder), reason=str(error)) from error
