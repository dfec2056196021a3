"""What is said of a file that was just saved, and the way to it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from resources.translations import Catalog
from ui.notices import Notice, NoticeAction


def saved_notice(path: Path, tr: Catalog) -> Notice:
    """Where the file lies, and a button that shows it there."""
    words = tr("Saved as {path}.").format(path=path)
    show = NoticeAction(tr("Open folder"), partial(open_folder, path), "open_folder_button")
    return Notice(words, "good", (show,))


def open_folder(path: Path) -> None:
    """Show the folder in which a file lies, in the system's own window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
