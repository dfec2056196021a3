"""Writing a file that somebody asked for."""

from pathlib import Path

from pos_app.domain.errors import LapakError


def saved(path: Path, content: bytes) -> Path:
    """Write beside the file first, so that a full disk leaves no torn one behind.

    Raises LapakError `file_not_written`.
    """
    beside = path.with_name(f"{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise LapakError("file_not_written", name=path.name) from error
    return path
