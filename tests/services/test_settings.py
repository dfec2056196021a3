"""A machine's preferences: stored whole or not at all, and never in the way of a start."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.label import GRIDS, LabelDesign
from pos_app.messages import sentence
from pos_app.paths import places
from pos_app.services.printing.printer import paper_columns
from pos_app.settings import PAPERS, PrinterSetup, Settings, SettingsFile
from resources.translations import Catalog


def test_a_machine_without_settings_has_the_usual_ones(tmp_path: Path) -> None:
    assert SettingsFile(tmp_path / "settings.json").settings == Settings()
    assert Settings().language == "id"
    assert list(tmp_path.iterdir()) == []


def test_what_was_changed_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    file = SettingsFile(path)
    changed = file.change(language="en", printers=(PrinterSetup(address="tcp://10.0.0.9"),))
    assert changed == file.settings
    assert (changed.language, changed.receipt_printer.address) == ("en", "tcp://10.0.0.9")
    assert SettingsFile(path).settings == changed
    assert [one.name for one in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        b"[]",
        b'{"language":7}',
        b'{"language":"\xff"}',
        b'{"language":"en"',
        b"\xff\xfe{",
        b'{"x":' + b"[" * 100_000,
    ],
)
def test_garbage_falls_back_to_the_usual_settings(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    file = SettingsFile(path)
    assert file.settings == Settings()
    file.change(theme="dark")
    assert SettingsFile(path).settings == Settings(theme="dark")


@given(st.binary(max_size=200))
def test_no_bytes_keep_the_till_from_starting(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "settings.json"
    path.write_bytes(content)
    assert SettingsFile(path).settings == Settings()


def test_only_what_is_not_allowed_falls_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(
        '{"language":"xx","theme":"dark","printers":[{"id":"p1","paper":"44"}],"later":1}',
        encoding="utf-8",
    )
    assert SettingsFile(path).settings == Settings(theme="dark")


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_that_can_be_set_is_stored_and_is_one_that_printers_know(
    tmp_path: Path, paper: str
) -> None:
    path = tmp_path / "settings.json"
    SettingsFile(path).change(printers=(PrinterSetup(paper=paper),))
    stored = SettingsFile(path).settings
    assert stored.receipt_printer.paper == paper
    assert paper_columns(stored) in {32, 42, 48}


def test_settings_of_a_machine_with_one_printer_keep_it(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"printer_address":"tcp://10.0.0.9","paper":"80"}', encoding="utf-8")
    only = PrinterSetup(address="tcp://10.0.0.9", paper="80")
    assert SettingsFile(path).settings == Settings(printers=(only,))


def test_printers_are_told_apart_and_each_has_what_it_is_for(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    kitchen = PrinterSetup(id="p2", name="Dapur", roles=("order", "coffee"))
    twin = PrinterSetup(id="p1", name="Twin")
    file = SettingsFile(path)
    file.change(printers=(PrinterSetup(id="p1"), kitchen, twin, PrinterSetup(id="")))
    stored = SettingsFile(path).settings
    assert [(one.id, one.roles) for one in stored.printers] == [
        ("p1", ("receipt", "label")),
        ("p2", ("order",)),
    ]
    assert stored.receipt_printer.id == "p1"
    found = stored.printer_for("order")
    assert found is not None
    assert found.name == "Dapur"


@pytest.mark.parametrize(
    ("field", "broken"),
    [
        ("name", "null"),
        ("roles", '"order"'),
        ("columns", '"48"'),
        ("cutter", '"yes"'),
        ("drawer", "5"),
        ("profile", "{}"),
        ("width_dots", "1e99"),
    ],
)
def test_a_broken_field_of_one_printer_costs_nothing_else(
    tmp_path: Path, field: str, broken: str
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(
        '{"language":"en","theme":"dark","receipt":{"footer":"Terima kasih","code":7},"printers":['
        '{"id":"p1","address":"tcp://10.0.0.8"},'
        f'{{"id":"p2","address":"tcp://10.0.0.9","code_page":"cp437","{field}":{broken}}},"x"]}}',
        encoding="utf-8",
    )
    kept = SettingsFile(path).change(sounds=False)
    assert (kept.language, kept.theme, kept.receipt.footer) == ("en", "dark", "Terima kasih")
    assert [(one.id, one.address) for one in kept.printers] == [
        ("p1", "tcp://10.0.0.8"),
        ("p2", "tcp://10.0.0.9"),
    ]
    assert kept.printers[1].code_page == "cp437"


def test_settings_of_one_printer_with_a_broken_field_keep_the_others(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(
        '{"printer_address":7,"printers":[{"id":"p9","name":"Kasir\\n\\u001b@'
        + "x" * 999
        + '","profile":"Foo\\u001b@"}],'
        '"labels":{"own":{"columns":"x"}},"theme":"dark"}',
        encoding="utf-8",
    )
    kept = SettingsFile(path).settings
    [printer] = kept.printers
    assert (kept.theme, kept.labels, printer.id) == ("dark", LabelDesign(), "p9")
    assert (printer.name[:8], printer.profile) == ("Kasir @x", "Foo @")
    assert len(printer.name) < 100


def test_codes_that_a_printer_drew_itself_are_drawn_by_it_still(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(
        '{"printers":[{"native_qr":true},{"id":"p2","native_qr":false},{"id":"p3"},'
        '{"id":"p4","native_qr":true,"qr":"dots"},{"id":"p5","qr":"sewn"},7]}',
        encoding="utf-8",
    )
    kept = SettingsFile(path).settings.printers
    assert [one.qr for one in kept] == ["native", "", "", "dots", ""]
    stored = SettingsFile(path).change(theme="dark").printers
    assert SettingsFile(path).settings.printers == stored == kept


def test_there_is_always_a_printer_were_it_none(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"printers":[]}', encoding="utf-8")
    assert SettingsFile(path).settings.receipt_printer.address == "none"


def test_a_folder_that_takes_no_file_is_said_and_the_old_settings_hold(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    file = SettingsFile(path)
    kept = file.change(theme="dark")
    (tmp_path / "settings.json.part").mkdir()
    with pytest.raises(LapakError) as caught:
        file.change(theme="contrast")
    assert caught.value.code == "settings_not_saved"
    assert caught.value.details["path"] == str(path)
    assert "Errno" not in sentence(caught.value, Catalog("id"))
    assert file.settings == SettingsFile(path).settings == kept


def test_a_crash_while_writing_leaves_the_old_settings(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    kept = SettingsFile(path).change(theme="dark")
    (tmp_path / "settings.json.part").write_bytes(b'{"theme":"con')
    assert SettingsFile(path).settings == kept
    assert SettingsFile(path).change(language="en") == Settings(theme="dark", language="en")
    assert [one.name for one in tmp_path.iterdir()] == ["settings.json"]


def test_a_database_has_its_settings_and_log_beside_it(tmp_path: Path) -> None:
    usual = places(tmp_path)
    assert usual.database == tmp_path / "till" / "lapak.db"
    assert usual.settings == tmp_path / "settings.json"
    chosen = places(tmp_path, tmp_path / "stick" / "booth.db")
    assert chosen.database == tmp_path / "stick" / "booth.db"
    assert chosen.settings.parent == chosen.log.parent == tmp_path / "stick"


@pytest.mark.parametrize("columns", [0, -1, 400])
def test_a_sheet_of_labels_that_cannot_be_gives_way_to_the_usual_one(
    tmp_path: Path, columns: int
) -> None:
    own = msgspec.structs.replace(GRIDS["3x7"], columns=columns)
    broken = Settings(theme="dark", labels=LabelDesign(grid="own", own=own))
    path = tmp_path / "settings.json"
    path.write_bytes(msgspec.json.encode(broken))
    assert SettingsFile(path).settings == Settings(theme="dark")
