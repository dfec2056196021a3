"""The booth's QRIS code: each import is on record, and only who may can swap it."""

import io
from pathlib import Path

import pytest
import segno
from PIL import Image

from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.permission import NOBODY, Action, By, Need
from pos_app.domain.qris import ImportedFrom, QrisImported, StaticCode, read_code
from pos_app.domain.register import Booth, Expo
from pos_app.domain.shift import Count
from pos_app.services import booth, qris, shifts
from pos_app.services.outbox import SyncLink
from pos_app.services.till import Till, Work
from pos_app.store import rebuilding
from tests.drivers.entries import bodies
from tests.drivers.people import approves, by_of, staffed
from tests.drivers.qris_codes import COFFEE, TRAP, changed
from tests.drivers.tills import MORNING


def use(till: Till, payload: str, by: By = NOBODY) -> qris.CodeInUse:
    code = read_code(payload)
    return till.write(qris.use_code, code, ImportedFrom.SCANNER, by=by).result()


def in_use(till: Till) -> str:
    found = till.read(qris.code_in_use).result()
    return found.code.payload if found else ""


def test_a_booth_starts_without_a_code(till: Till) -> None:
    assert till.read(qris.code_in_use).result() is None


def test_an_imported_code_is_in_use_and_on_record(till: Till) -> None:
    code = read_code(COFFEE)
    told = till.write(qris.use_code, code, ImportedFrom.PICTURE).result()
    assert told == qris.CodeInUse(code, MORNING, ImportedFrom.PICTURE)
    assert till.read(qris.code_in_use).result() == told
    assert bodies(till, Kind.QRIS_IMPORTED) == [QrisImported(code, ImportedFrom.PICTURE)]


def test_a_code_that_replaces_another_names_it_in_the_journal(till: Till) -> None:
    use(till, COFFEE)
    use(till, TRAP)
    assert in_use(till) == TRAP
    last = bodies(till, Kind.QRIS_IMPORTED)[-1]
    assert isinstance(last, QrisImported)
    assert (last.code.nmid, last.before) == ("ID1020000000002", "ID1020000000001")


def test_the_code_in_use_imported_again_records_nothing(till: Till) -> None:
    first = use(till, COFFEE)
    assert use(till, COFFEE) == first
    assert len(bodies(till, Kind.QRIS_IMPORTED)) == 1


def test_what_is_no_sound_code_never_gets_into_the_journal(till: Till) -> None:
    forged = StaticCode(changed(COFFEE, t59="PENIPU")[:-4] + "0000", "KOPI", "ID1", "BANDA ACEH")
    with pytest.raises(LapakError, match="qris_checksum_wrong"):
        till.write(qris.use_code, forged, ImportedFrom.TEXT).result()
    renamed = StaticCode(COFFEE, "NAMA LAIN", "ID9", "SOLO")
    till.write(qris.use_code, renamed, ImportedFrom.TEXT).result()
    found = till.read(qris.code_in_use).result()
    assert found is not None
    assert found.code == read_code(COFFEE)


def test_swapping_the_code_needs_permission(till: Till) -> None:
    people = staffed(till)
    use(till, COFFEE, by_of(people["Bu Tini"]))
    with pytest.raises(LapakError, match="permission_needed"):
        use(till, TRAP, by_of(people["Siti"]))
    assert in_use(till) == COFFEE
    word = approves(till, people["Bu Tini"], Need(Action.SETTINGS), people["Siti"])
    assert use(till, TRAP, by_of(people["Siti"], word)).by == "Siti"
    assert in_use(till) == TRAP


def test_the_code_stays_when_the_till_joins_an_expo(till: Till) -> None:
    use(till, COFFEE)
    till.write(shifts.close_shift, Count(300_000)).result()
    link = SyncLink(till.new_id(), "http://127.0.0.1:1", "token", "server", "00" * 32)
    place, expo = Booth("booth", "A12", "Batik"), Expo("expo", "Expo")
    till.write(booth.join_booth, till.install, link, place, expo, "K2").result()
    assert in_use(till) == COFFEE
    use(till, TRAP)
    till.write(rebuild).result()
    assert in_use(till) == TRAP


def rebuild(work: Work) -> None:
    rebuilding.rebuild(work.db)


def test_a_code_is_read_from_a_file(tmp_path: Path) -> None:
    drawn = io.BytesIO()
    segno.make(COFFEE, error="m").save(drawn, kind="png", scale=4)
    path = tmp_path / "qris.png"
    path.write_bytes(drawn.getvalue())
    assert qris.code_in_file(path) == qris.code_in_picture(drawn.getvalue()) == read_code(COFFEE)


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "file_not_readable"), (b"", "file_empty"), (b"GIF89a?", "picture_not_readable")],
)
def test_a_file_that_is_no_picture_is_refused(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    path = tmp_path / "qris.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LapakError) as caught:
        qris.code_in_file(path)
    assert caught.value.code == code


def test_a_drawn_code_is_what_a_phone_reads() -> None:
    rows = qris.drawn(COFFEE)
    picture = Image.new("L", (len(rows), len(rows)), 255)
    picture.putdata([0 if dark else 255 for row in rows for dark in row])
    png = io.BytesIO()
    picture.resize((len(rows) * 4,) * 2, Image.Resampling.NEAREST).save(png, "png")
    assert qris.code_in_picture(png.getvalue()).payload == COFFEE
