"""The log: a file of bounded size that a person can send when something went wrong."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FORM = "%(asctime)s %(levelname)s %(name)s %(threadName)s: %(message)s"


def log_to(path: Path) -> None:
    """Write the log to a file; to the terminal where the file cannot be written."""
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(_FORM))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def log_path() -> Path | None:
    """The file that this process writes its log to, if it does."""
    files = (
        Path(handler.baseFilename)
        for handler in logging.getLogger().handlers
        if isinstance(handler, RotatingFileHandler)
    )
    return next(files, None)
