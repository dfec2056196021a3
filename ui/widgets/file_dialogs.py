"""File dialogs in the window's language that begin where people keep such files."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from resources.translations import Catalog

_LAST = "last_folder"


def opening_dialog(parent: QWidget, tr: Catalog, title: str, kinds: str) -> QFileDialog:
    """Ask for a file that there is; the caller connects `fileSelected` and opens it."""
    dialog = _dialog(parent, tr, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Open"))
    dialog.setDirectory(_folder(parent, QStandardPaths.StandardLocation.DownloadLocation))
    return dialog


def saving_dialog(parent: QWidget, tr: Catalog, title: str, kinds: str, name: str) -> QFileDialog:
    """Ask where to write a file called `name`; its ending is added where it was left out."""
    dialog = _dialog(parent, tr, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Save"))
    dialog.setDefaultSuffix(name.rpartition(".")[2])
    dialog.setDirectory(_folder(parent, QStandardPaths.StandardLocation.DocumentsLocation))
    dialog.selectFile(name)
    return dialog


def folder_dialog(parent: QWidget, tr: Catalog, title: str) -> QFileDialog:
    """Ask for a folder to write into; the caller connects `fileSelected` and opens it."""
    dialog = _dialog(parent, tr, title, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Choose"))
    return dialog


def ask_for_table(page: QWidget, tr: Catalog, chosen: Callable[[str], None]) -> None:
    """Let somebody choose a spreadsheet without stopping anything else; `chosen` is a slot."""
    kind = tr("Spreadsheet, XLSX or CSV")
    title = tr("Choose an XLSX or CSV file")
    dialog = opening_dialog(page, tr, title, f"{kind} (*.xlsx *.csv *.txt *.tsv)")
    dialog.setObjectName("table_dialog")
    dialog.fileSelected.connect(chosen)
    dialog.open()


def ask_for_backup(page: QWidget, tr: Catalog, chosen: Callable[[str], None]) -> None:
    """Let somebody choose a till's backup without stopping anything else; `chosen` is a slot."""
    kind = tr("Lapak's backup")
    dialog = opening_dialog(page, tr, tr("Choose the other laptop's backup"), f"{kind} (*.db)")
    dialog.setObjectName("backup_dialog")
    dialog.fileSelected.connect(chosen)
    dialog.open()


def ask_for_bundle(page: QWidget, tr: Catalog, chosen: Callable[[str], None]) -> None:
    """Let somebody choose a file that a till wrote for its organizer; `chosen` is a slot."""
    kind = tr("Lapak's “Setor data” file")
    dialog = opening_dialog(page, tr, tr("Choose the other laptop's file"), f"{kind} (*.lapak)")
    dialog.setObjectName("bundle_dialog")
    dialog.fileSelected.connect(chosen)
    dialog.open()


def ask_where_to_save_table(
    page: QWidget, tr: Catalog, name: str, chosen: Callable[[str], None]
) -> None:
    """Let somebody choose where a table goes, as XLSX or CSV; `chosen` is a slot."""
    workbook, text = tr("Workbook"), tr("Text with semicolons")
    kinds = {f"{workbook} (*.xlsx)": "xlsx", f"{text} (*.csv)": "csv"}
    title = tr("Save the products")
    dialog = saving_dialog(page, tr, title, ";;".join(kinds), f"{name}.xlsx")
    dialog.setObjectName("export_dialog")

    def use(kind: str) -> None:
        dialog.setDefaultSuffix(kinds.get(kind, "xlsx"))

    dialog.filterSelected.connect(use)
    dialog.fileSelected.connect(chosen)
    dialog.open()


def _dialog(parent: QWidget, tr: Catalog, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setNameFilter(kinds)
    for label, text in (
        (QFileDialog.DialogLabel.LookIn, tr("Folder:")),
        (QFileDialog.DialogLabel.FileName, tr("File name:")),
        (QFileDialog.DialogLabel.FileType, tr("File type:")),
        (QFileDialog.DialogLabel.Reject, tr("Cancel")),
    ):
        dialog.setLabelText(label, text)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window = parent.window()

    def remember(path: str) -> None:
        window.setProperty(_LAST, str(Path(path).parent))

    dialog.fileSelected.connect(remember)
    return dialog


def _folder(parent: QWidget, usual: QStandardPaths.StandardLocation) -> str:
    """Where the window's last file was, or where such files usually are."""
    last = str(parent.window().property(_LAST) or "")
    return last if last and Path(last).is_dir() else QStandardPaths.writableLocation(usual)
