"""Price tags on a roll: a scanner reads the codes out of the printed bytes."""

import pytest
import zxingcpp

from pos_app.devices.papers.label_slip import label_slip
from pos_app.devices.rendering.document import Row, layout
from pos_app.devices.rendering.escpos_renderer import render
from pos_app.devices.rendering.paper import PAPERS, Paper
from pos_app.domain.label import Label
from tests.devices.papers.test_label_sheet import KOPI, TAGS
from tests.drivers.printers import escpos_reader as reader


@pytest.mark.parametrize("tag", TAGS, ids=lambda tag: tag.code)
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_scanner_reads_every_code_on_every_paper(tag: Label, paper: Paper) -> None:
    [read] = zxingcpp.read_barcodes(reader.picture(render(label_slip([(tag, 1)], "Tag"), paper)))
    assert read.text in {tag.code, tag.code.removeprefix("0")}


def test_each_tag_comes_as_often_as_it_is_wanted_with_lines_between_and_one_cut() -> None:
    data = render(label_slip([(KOPI, 3), (TAGS[1], 1)], "Tags"), PAPERS[1])
    lines = [line.strip() for line in reader.lines(data)]
    assert lines.count("Kopi Susu Gula Aren") == 3
    assert sum(bool(line) and set(line) == {"-"} for line in lines) == 3
    assert data.count(b"\x1dV") == 1


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_long_name_takes_two_rows_and_a_price_one(paper: Paper) -> None:
    tag = Label("Kain Batik Tulis " * 7, 1_000_000_000, "m", "")
    rows = [
        row for row in layout(label_slip([(tag, 1)], ""), paper.columns) if isinstance(row, Row)
    ]
    bold = [row.text.strip() for row in rows if row.bold]
    assert len(bold) <= 3
    assert bold[-1] == "Rp1.000.000.000/m"


@pytest.mark.parametrize("code", ["x" * 60, "日本"])
def test_a_code_without_room_or_bars_stands_there_as_text(code: str) -> None:
    data = render(label_slip([(Label("Teh", 1, "", code), 1)], ""), PAPERS[0])
    assert not reader.dots_of(data)
