import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.devices.rendering.document import (
    QR,
    Align,
    Columns,
    Cut,
    Document,
    DrawerPulse,
    Feed,
    Row,
    Rule,
    Size,
    Text,
    columns_at,
    layout,
    preview,
)

WIDTHS = (32, 42, 48)
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


def rows_of(*blocks: Text | Columns | Rule | Feed, columns: int = 32) -> list[str]:
    return [row.text for row in preview(Document(blocks), columns) if isinstance(row, Row)]


def test_two_columns_meet_the_edges_of_the_paper() -> None:
    assert rows_of(Columns("Tunai", "400.000")) == ["Tunai                    400.000"]


def test_a_long_name_wraps_and_its_amount_ends_the_last_row() -> None:
    rows = rows_of(Columns("Kain Tenun Troso Motif Rang-rang Indigo", "85.000"))
    assert rows == ["Kain Tenun Troso Motif Rang-rang", "Indigo                    85.000"]


def test_an_amount_that_finds_no_room_gets_a_row_of_its_own() -> None:
    rows = rows_of(Columns("Gantungan Kunci Wayang Kayu", "999.999"))
    assert rows == ["Gantungan Kunci Wayang Kayu", "                         999.999"]


def test_wrapped_rows_keep_the_indent_of_the_first() -> None:
    rows = rows_of(Text("  potong dua, sisanya dikirim ke Ungaran"))
    assert rows == ["  potong dua, sisanya dikirim ke", "  Ungaran"]


def test_a_word_longer_than_the_paper_is_broken() -> None:
    assert rows_of(Text("x" * 40)) == ["x" * 32, "x" * 8]


def test_texts_stand_left_in_the_middle_and_right() -> None:
    rows = rows_of(*(Text("Lapak", align) for align in Align), columns=11)
    assert rows == ["Lapak", "   Lapak", "      Lapak"]


def test_double_letters_halve_the_columns() -> None:
    rows = preview(Document((Text("Kopi Gayo Bu Siti Takengon", size=Size.DOUBLE),)), 32)
    assert rows == (
        Row("Kopi Gayo Bu", size=Size.DOUBLE),
        Row("Siti Takengon", size=Size.DOUBLE),
    )


def test_an_amount_too_wide_for_double_letters_is_set_tall() -> None:
    [row] = preview(Document((Columns("TOTAL", "Rp999.999.999.999", size=Size.DOUBLE),)), 32)
    assert row == Row("TOTAL          Rp999.999.999.999", size=Size.TALL)


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("size", [Size.NORMAL, Size.TALL])
def test_a_right_part_longer_than_the_paper_wraps_and_keeps_its_size(
    columns: int, size: Size
) -> None:
    name = "Raden Ayu Siti Kusumaningrum Wiryodiningrat Hadiningrat"
    rows = preview(Document((Columns("14.02", name, size=size),)), columns)
    assert {row.size for row in rows if isinstance(row, Row)} == {size}
    assert " ".join(row.text for row in rows if isinstance(row, Row)).split() == [
        "14.02",
        *name.split(),
    ]


def test_a_preview_leaves_out_what_is_not_seen() -> None:
    document = Document((DrawerPulse(), Text("a"), QR("code", "caption"), Feed(2), Cut()))
    seen = preview(document, 32)
    assert [type(item) for item in seen] == [Row, Row, QR, Row, Row, Row, Row]
    assert layout(document, 32)[0] == DrawerPulse()
    assert layout(document, 32)[-1] == Cut()


@pytest.mark.parametrize("columns", WIDTHS)
@given(left=any_text, right=any_text, size=st.sampled_from(Size))
def test_nothing_is_wider_than_the_paper(columns: int, left: str, right: str, size: Size) -> None:
    document = Document((Text(left, Align.CENTER, size=size), Columns(left, right, size=size)))
    for row in preview(document, columns):
        assert isinstance(row, Row)
        assert len(row.text) <= columns_at(columns, row.size)
        assert row.text.isprintable()


@pytest.mark.parametrize("columns", WIDTHS)
@given(words=st.lists(st.from_regex(r"[A-Za-z0-9]{1,20}", fullmatch=True), min_size=1))
def test_wrapping_loses_no_word(columns: int, words: list[str]) -> None:
    rows = rows_of(Text(" ".join(words)), columns=columns)
    assert " ".join(rows).split() == words
