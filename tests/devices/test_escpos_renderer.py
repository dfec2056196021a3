import re

import msgspec
import pytest
from hypothesis import given, settings

from pos_app.devices.document import QR, Align, Cut, Document, DrawerPulse, Size, Text
from pos_app.devices.escpos_renderer import render
from pos_app.devices.paper import PAPERS, Paper, paper_named
from pos_app.devices.qr_matrix import QUIET, qr_matrix
from pos_app.domain.errors import LapakError
from pos_app.domain.sale import Sale
from tests.devices.sales import receipt_of, sale_of, sales, sold, usual_sale

NARROW, WIDE = paper_named("58mm"), paper_named("80mm")
CUT = b"\x1dV\x01"
PULSE = b"\x1bp\x0022"
COMMANDS = re.compile(rb"\x1b@|\x1c\.|\x1bt\x00|\x1b!.|\x1bp\x0022|\x1bd.|\x1dV.", re.DOTALL)


def printed_rows(data: bytes) -> list[str]:
    """What stands on the paper once every command that we send has been taken out."""
    return COMMANDS.sub(b"", data).decode("ascii").splitlines()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
@settings(max_examples=40)
@given(sale=sales())
def test_whatever_is_sold_the_bytes_are_ascii_text_and_known_commands(
    paper: Paper, sale: Sale
) -> None:
    data = render(receipt_of(sale), paper)
    assert data.isascii()
    for row in printed_rows(data):
        assert row.isprintable()
        assert len(row) <= paper.columns


def test_a_job_first_leaves_every_mode_that_a_clone_may_be_in() -> None:
    assert render(Document(()), NARROW) == b"\x1b@\x1c.\x1bt\x00"
    plain = msgspec.structs.replace(NARROW, kanji=False, code_page=16)
    assert render(Document(()), plain) == b"\x1b@\x1bt\x10"


def test_a_receipt_for_narrow_paper_is_small() -> None:
    assert len(render(receipt_of(usual_sale()), NARROW)) < 1000


def test_the_rows_on_paper_are_those_of_the_layout() -> None:
    rows = printed_rows(render(receipt_of(usual_sale()), NARROW))
    assert "Syal Batik Ecoprint" in rows
    assert "  2 x 125.000            250.000" in rows
    assert "TOTAL                  Rp311.500" in rows
    assert "        #151 - 9f3a27c1" in rows


def test_only_a_printer_with_a_cutter_is_told_to_cut() -> None:
    document = receipt_of(usual_sale())
    assert render(document, WIDE).endswith(CUT)
    assert CUT[:2] not in render(document, NARROW)
    assert render(document, NARROW).endswith(b"\x1bd\x04")


def test_the_drawer_opens_once_and_not_for_a_copy() -> None:
    assert render(receipt_of(usual_sale()), NARROW).count(PULSE) == 1
    assert PULSE not in render(receipt_of(usual_sale(), copy=True), NARROW)


def test_a_product_name_cannot_command_the_printer() -> None:
    name = f"Kopi {PULSE.decode()}\x1b@\x1dV\x00 Gayo"
    data = render(receipt_of(sale_of(sold(name, 10_000)), copy=True), NARROW)
    assert PULSE not in data
    assert data.count(b"\x1b@") == 1
    assert b"\x1dV" not in data


def test_sizes_and_bold_are_set_before_a_row_and_taken_back_after_it() -> None:
    document = Document((Text("a"), Text("b", bold=True, size=Size.DOUBLE), Text("c")))
    assert render(document, NARROW).endswith(b"a\n\x1b!\x38b\n\x1b!\x00c\n")


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(receipt_of(usual_sale()), WIDE) == render(receipt_of(usual_sale()), WIDE)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
@pytest.mark.parametrize("payload", ["A12", "00020101021126640016ID.CO.CONTOH.WWW" * 5])
def test_a_code_is_an_image_of_large_enough_dots_in_the_middle(
    paper: Paper, payload: str, capsys: pytest.CaptureFixture[str]
) -> None:
    dots = _dots(render(Document((QR(payload),)), paper))
    matrix = qr_matrix(payload)
    side = len(dots)
    module = side // len(matrix)
    left = min(row.index(True) for row in dots if True in row) - QUIET * module
    assert module >= 4
    assert left == (paper.width_dots - side) // 2
    middle = module // 2
    seen = [[row[left + x * module + middle] for x in range(len(matrix))] for row in dots]
    assert seen[middle::module] == [list(row) for row in matrix]
    assert capsys.readouterr().out == ""


def test_a_large_code_comes_in_fragments_for_small_buffers() -> None:
    data = render(Document((QR("x" * 200),)), NARROW)
    heights = [int.from_bytes(found[1], "little") for found in _RASTER.finditer(data)]
    assert len(heights) > 1
    assert max(heights) <= 128


def test_a_code_too_fine_for_the_paper_is_refused() -> None:
    with pytest.raises(LapakError) as caught:
        render(Document((QR("x" * 1000),)), NARROW)
    assert caught.value.code == "qr_too_wide"
    with pytest.raises(LapakError) as caught:
        render(Document((QR("x" * 5000),)), NARROW)
    assert caught.value.code == "qr_too_long"


def test_a_caption_stands_under_its_code() -> None:
    data = render(Document((QR("A12", "KOPI GAYO"), Text("after", Align.LEFT))), NARROW)
    assert data.endswith(b"           KOPI GAYO\nafter\n")


def test_pulse_and_cut_need_no_text() -> None:
    data = render(Document((DrawerPulse(), Cut())), WIDE)
    assert data == b"\x1b@\x1c.\x1bt\x00" + PULSE + b"\x1bd\x06" + CUT


_RASTER = re.compile(rb"\x1dv0\x00..(..)", re.DOTALL)


def _dots(data: bytes) -> list[list[bool]]:
    """The raster images in a job, one under the other, as rows of dots."""
    rows: list[list[bool]] = []
    start = 0
    while (place := data.find(b"\x1dv0", start)) >= 0:
        width = int.from_bytes(data[place + 4 : place + 6], "little")
        height = int.from_bytes(data[place + 6 : place + 8], "little")
        start = place + 8 + width * height
        for row in range(height):
            packed = data[place + 8 + row * width : place + 8 + (row + 1) * width]
            rows.append([bool(byte >> bit & 1) for byte in packed for bit in range(7, -1, -1)])
    return rows
