"""The folder that a demo writes into: made by a demo and told by a mark, or left alone."""

import shutil
from pathlib import Path

from pos_app.domain.errors import LapakError

_MARK = ".lapak-demo"
_LOG = "lapak.log"
_MADE = frozenset({"summary.json", "tills", "server", "receipts", "screens"})


def prepare(folder: Path) -> Path:
    """Empty the folder of an earlier demo, or make one; returns where the log goes.

    Only a folder with a demo's mark is emptied, and only of what demos make.
    Raises LapakError `folder_not_empty` or `file_not_written`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _empty(folder)
        (folder / _MARK).touch()
        (folder / "server").mkdir()
    except OSError as error:
        raise LapakError("file_not_written", name=str(folder), reason=str(error)) from error
    return folder / _LOG


def _empty(folder: Path) -> None:
    found = [path for path in folder.iterdir() if path.name != _MARK]
    marked = (folder / _MARK).is_file()
    if found and not (marked and all(_is_ours(path.name) for path in found)):
        raise LapakError("folder_not_empty", path=str(folder))
    for path in found:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _is_ours(name: str) -> bool:
    return name in _MADE or name.startswith(_LOG)
