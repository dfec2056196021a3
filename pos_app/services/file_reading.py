"""Reading a file that somebody chose: whole, bounded, and never something that does not end."""

from pathlib import Path

from pos_app.domain.errors import LapakError


def read_whole(path: Path, most: int) -> bytes:
    """The bytes of a file that has at most `most` of them.

    Raises LapakError `file_not_readable`, `file_empty` or `file_too_large`.
    """
    try:
        if not path.is_file():
            raise FileNotFoundError(f"no file: {path}")  # a pipe or a device might never end
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise LapakError("file_not_readable", name=path.name, reason=str(error)) from error
    if len(data) > most:
        raise LapakError("file_too_large", limit=f"{most // 1024 // 1024} MB")
    if not data.strip():
        raise LapakError("file_empty", name=path.name)
    return data
