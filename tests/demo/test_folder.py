"""A demo empties nothing but an earlier demo's folder."""

from pathlib import Path

import pytest

from pos_app.demo.folder import prepare
from pos_app.domain.errors import LapakError


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def refused(folder: Path) -> str:
    before = files(folder)
    with pytest.raises(LapakError) as caught:
        prepare(folder)
    assert files(folder) == before
    return caught.value.code


@pytest.mark.parametrize(
    "name", ["server/lapak-server.db", "tills/A1/lapak.db", "lapak.log", "summary.json"]
)
def test_a_folder_that_looks_like_a_demos_keeps_what_is_in_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("precious")
    assert refused(tmp_path) == "folder_not_empty"


def test_a_demos_folder_into_which_somebody_put_something_is_left_alone(tmp_path: Path) -> None:
    prepare(tmp_path)
    (tmp_path / "notes.txt").write_text("precious")
    assert refused(tmp_path) == "folder_not_empty"


def test_a_demos_folder_is_emptied_for_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "demo"
    assert prepare(folder) == folder / "lapak.log"
    for name in ("server/lapak-server.db", "receipts/A.pdf", "summary.json", "lapak.log.1"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("old")
    prepare(folder)
    assert set(files(folder).values()) == {b""}
    assert (folder / "server").is_dir()


def test_what_a_link_in_a_demos_folder_leads_to_is_not_emptied(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.txt").write_text("precious")
    prepare(tmp_path / "demo")
    (tmp_path / "demo" / "tills").symlink_to(elsewhere)
    prepare(tmp_path / "demo")
    assert files(elsewhere) == {"a.txt": b"precious"}
    assert not (tmp_path / "demo" / "tills").exists()


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("precious")
    with pytest.raises(LapakError) as caught:
        prepare(tmp_path / "demo")
    assert caught.value.code == "file_not_written"
