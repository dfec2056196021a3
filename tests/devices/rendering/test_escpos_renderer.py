import msgspec
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageOps

from pos_app.devices.rendering.code_pages import CODE_PAGES
from pos_app.devices.rendering.document import (
    QR,
    Align,
    Barcode,
    Columns,
    Cut,
    Document,
    DrawerPulse,
    Row,
    Size,
    Text,
    Way,
    columns_at,
    layout,
)
from pos_app.devices.rendering.escpos_renderer import render
from pos_app.devices.rendering.paper import PAPERS, Paper, Pulse, paper_named
from pos_app.devices.rendering.profiles import paper_of
from pos_app.devices.rendering.qr_matrix import qr_modules
from pos_app.devices.rendering.transliteration import folding_to
from pos_app.domain.errors import LapakError
from pos_app.domain.receipt_code import MAX_LETTERS
from pos_app.domain.sale import Sale
from tests.devices.sales import receipt_of, sale_of, sales, sold, usual_sale
from tests.drivers.printers import escpos_reader as reader
from tests.drivers.printers.escpos_reader import Command, Line

NARROW, WIDE = paper_named("58mm"), paper_named("80mm")
EPSON = paper_of(profile="epson-tm-t82", paper="80")
CUT = b"\x1dV\x01"
PULSE = b"\x1bp\x0022"
LONG = "00020101021126640016ID.CO.CONTOH.WWW" * 5
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
commanding = st.lists(
    st.sampled_from(["\x1b", "\x1d", "\x1c", "\x10\x04", "@", "p", "V", "v0", "(k", "\n", "é", "€"])
).map("".join)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
@settings(max_examples=40)
@given(sale=sales())
def test_whatever_is_sold_the_bytes_are_ascii_text_and_known_commands(
    paper: Paper, sale: Sale
) -> None:
    data = render(receipt_of(sale), paper)
    assert data.isascii()
    for row in reader.lines(data):
        assert row.isprintable()
        assert len(row) <= paper.columns


@pytest.mark.parametrize("page", CODE_PAGES)
@settings(max_examples=100)
@given(name=st.one_of(any_text, commanding), amount=st.integers(0, 10**12))
def test_whatever_a_name_holds_a_printer_meets_only_what_was_meant(
    page: str, name: str, amount: int
) -> None:
    paper = paper_of(code_page=page)
    document = Document(
        (
            Text(name, Align.CENTER, bold=True, size=Size.DOUBLE),
            Columns(name, str(amount), size=Size.TALL),
            Barcode("A12", height_mm=1, text=name),
            Cut(),
        )
    )
    data = render(document, paper)
    printed = reader.read(data, page)
    rows = [one for one in layout(document, 32, folding_to(page)) if isinstance(one, Row)]
    assert [one.text for one in printed if isinstance(one, Line)] == [
        row.text.rstrip() for row in rows
    ]
    assert all(len(row.text) <= columns_at(32, row.size) for row in rows)
    known = {reader.INIT, reader.LEAVE_KANJI, reader.PAGE, reader.MODE, reader.FEED}
    assert {one.name for one in printed if isinstance(one, Command)} == known


def test_a_job_first_leaves_every_mode_that_a_clone_may_be_in() -> None:
    assert render(Document(()), NARROW) == b"\x1b@\x1c.\x1bt\x00"
    plain = msgspec.structs.replace(NARROW, kanji=False, code_page=16)
    assert render(Document(()), plain) == b"\x1b@\x1bt\x10"


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("ascii", "Creme 1/2 EUR 3 x ? S."),
        ("cp437", "Crème ½ EUR 3 x ? S."),
        ("cp850", "Crème ½ EUR 3 × ? §"),
        ("cp858", "Crème ½ € 3 × ? §"),
        ("cp852", "Creme 1/2 EUR 3 × ? §"),
        ("cp1252", "Crème ½ € 3 × ? §"),
    ],
)
def test_what_a_code_page_has_is_printed_as_such_and_the_rest_is_read(
    page: str, printed: str
) -> None:
    data = render(Document((Text("Crème ½ € 3 × 咖 §"),)), paper_of(code_page=page))
    assert reader.lines(data, page) == [printed]


def test_a_fraction_behind_a_number_keeps_its_distance_where_it_has_to_be_spelt() -> None:
    document = Document((Text("1½ 2¾"),))
    assert reader.lines(render(document, paper_of(code_page="cp437")), "cp437") == ["1½ 2 3/4"]
    assert reader.lines(render(document, NARROW)) == ["1 1/2 2 3/4"]


def test_a_receipt_for_narrow_paper_is_small() -> None:
    assert len(render(receipt_of(usual_sale()), NARROW)) < 1000


def test_the_rows_on_paper_are_those_of_the_layout() -> None:
    rows = reader.lines(render(receipt_of(usual_sale()), NARROW))
    assert "Syal Batik Ecoprint" in rows
    assert "  2 x 125.000            250.000" in rows
    assert "TOTAL  Rp311.500" in rows
    assert "        #151 - 9f3a27c1" in rows


def test_only_a_printer_with_a_cutter_is_told_to_cut() -> None:
    document = receipt_of(usual_sale())
    assert render(document, WIDE).endswith(CUT)
    assert reader.commands(render(document, NARROW), reader.CUT) == []
    assert render(document, NARROW).endswith(b"\x1bd\x04")


def test_the_drawer_opens_once_and_not_for_a_copy() -> None:
    assert render(receipt_of(usual_sale()), NARROW).count(PULSE) == 1
    assert PULSE not in render(receipt_of(usual_sale(), copy=True), NARROW)


@pytest.mark.parametrize(
    ("drawer", "sent"),
    [
        (Pulse(2), [b"\x0022"]),
        (Pulse(5), [b"\x0122"]),
        (Pulse(5, 120, 510), [b"\x01\x3c\xff"]),
        (None, []),
    ],
)
def test_a_drawer_is_opened_as_its_setup_says(drawer: Pulse | None, sent: list[bytes]) -> None:
    paper = msgspec.structs.replace(NARROW, drawer=drawer)
    assert reader.commands(render(Document((DrawerPulse(),)), paper), reader.PULSE) == sent


def test_a_product_name_cannot_command_the_printer() -> None:
    name = f"Kopi {PULSE.decode()}\x1b@\x1dV\x00\x10\x04\x01 Gayo"
    data = render(receipt_of(sale_of(sold(name, 10_000)), copy=True), NARROW)
    assert PULSE not in data
    assert data.count(b"\x1b@") == 1
    assert b"\x1dV" not in data
    assert b"\x10" not in data


def test_sizes_and_bold_are_set_before_a_row_and_taken_back_after_it() -> None:
    document = Document((Text("a"), Text("b", bold=True, size=Size.DOUBLE), Text("c")))
    assert render(document, NARROW).endswith(b"a\n\x1b!\x38b\n\x1b!\x00c\n")


def test_the_small_font_is_kept_through_every_size() -> None:
    paper = paper_of(paper="custom", columns=42, width_dots=384)
    document = Document((Text("a"), Text("b", bold=True), Text("c")))
    assert render(document, paper).endswith(b"\x1b!\x01a\n\x1b!\x09b\n\x1b!\x01c\n")


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(receipt_of(usual_sale()), WIDE) == render(receipt_of(usual_sale()), WIDE)


@pytest.mark.parametrize("paper", [*PAPERS, EPSON], ids=lambda paper: f"{paper.name}{paper.cuts}")
@pytest.mark.parametrize("payload", ["A12", LONG])
def test_a_code_is_an_image_of_large_enough_dots_in_the_middle(paper: Paper, payload: str) -> None:
    data = render(Document((QR(payload),)), paper)
    dots, modules = reader.dots_of(data), qr_modules(payload)
    module = len(dots) // len(modules)
    left = min(row.index(True) for row in dots if True in row)
    assert module in {4, 5, 6}
    assert left == (0 if paper.centres else (paper.width_dots - len(dots)) // 2)
    middle = module // 2
    seen = [[row[left + x * module + middle] for x in range(len(modules))] for row in dots]
    assert seen[middle::module] == [list(row) for row in modules]
    assert reader.lines(data) == ["", ""]


@pytest.mark.parametrize(
    "paper", [*PAPERS, EPSON], ids=lambda paper: f"{paper.name}{paper.centres}"
)
@pytest.mark.parametrize("small", [False, True])
def test_a_scanner_reads_the_code_from_its_dots(paper: Paper, small: bool) -> None:
    read = zxingcpp.read_barcodes(reader.picture(render(Document((QR(LONG, small=small),)), paper)))
    assert [one.text for one in read] == [LONG]


@pytest.mark.parametrize("code", ["8991002101234", "73513537", "A12-K7-000148"])
@pytest.mark.parametrize(
    "paper", [*PAPERS, EPSON], ids=lambda paper: f"{paper.name}{paper.centres}"
)
def test_a_scanner_reads_a_barcode_and_people_read_what_stands_under_it(
    code: str, paper: Paper
) -> None:
    data = render(Document((Barcode(code, height_mm=8),)), paper)
    [read] = zxingcpp.read_barcodes(reader.picture(data))
    assert read.text == code
    assert len(reader.dots_of(data)) == 64
    assert [line.strip() for line in reader.lines(data)] == [code]


def test_a_printer_that_can_is_sent_a_quarter_of_a_codes_dots() -> None:
    document = Document((QR(LONG, small=True),))
    assert len(render(document, EPSON)) < len(render(document, WIDE)) / 4
    printed = reader.read(render(document, EPSON))
    [image] = (one for one in printed if isinstance(one, reader.Dots))
    assert image.enlarged == 3
    assert image.centred
    assert reader.commands(render(document, EPSON), reader.ALIGN) == [b"\1", b"\0"]


@pytest.mark.parametrize("model", ["", "epson-tm-t82"])
@pytest.mark.parametrize("paper", ["58", "80", "80-42"])
def test_any_printer_can_be_told_to_enlarge_codes(paper: str, model: str) -> None:
    small = paper_of(profile=model, paper=paper, qr="enlarged")
    data = render(Document((QR(LONG, small=True),)), small)
    assert [one.text for one in zxingcpp.read_barcodes(reader.picture(data))] == [LONG]
    assert {one.enlarged for one in reader.read(data) if isinstance(one, reader.Dots)} == {3}
    dots = reader.dots_of(data)
    left = min(row.index(True) for row in dots if True in row)
    middle = (small.width_dots - len(qr_modules(LONG)) * 4) // 2
    assert abs(left - (0 if small.centres else middle)) < 2


@pytest.mark.parametrize(("model", "enlarged"), [("", 0), ("epson-tm-t82", 2)])
def test_bars_are_enlarged_only_where_the_model_promises_it(model: str, enlarged: int) -> None:
    data = render(Document((Barcode("A12"),)), paper_of(profile=model, qr="enlarged"))
    assert {one.enlarged for one in reader.read(data) if isinstance(one, reader.Dots)} == {enlarged}


@pytest.mark.parametrize("way", Way)
def test_a_code_may_be_printed_in_another_way_than_the_others(way: Way) -> None:
    apart = render(Document((QR("LPK8", way=way),)), paper_of(qr="dots"))
    assert apart == render(Document((QR("LPK8"),)), paper_of(qr=way))


@given(payload=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=MAX_LETTERS))
@settings(max_examples=30)
def test_small_pictures_say_the_same_in_a_third_of_the_bytes(payload: str) -> None:
    document = Document((QR(payload, small=True),))
    dots, small = (render(document, paper_of(qr=way)) for way in (Way.DOTS, Way.ENLARGED))
    shown = [ImageOps.invert(reader.picture(data)) for data in (dots, small)]
    whole, doubled = (image.crop(image.getbbox()) for image in shown)
    assert whole == doubled
    assert len(small) < len(dots) / 3


def test_a_native_code_is_drawn_by_the_printer() -> None:
    paper = paper_of(qr="native")
    sent = reader.commands(render(Document((QR("LPK1ABC", "kode"),)), paper), reader.SYMBOL)
    assert sent == [b"1A2\0", b"1C\6", b"1E1", b"1P0LPK1ABC", b"1Q0"]


def test_a_large_code_comes_in_strips_for_small_buffers() -> None:
    printed = reader.read(render(Document((QR("x" * 200),)), NARROW))
    heights = [len(one.dots) for one in printed if isinstance(one, reader.Dots)]
    assert len(heights) > 1
    assert max(heights) <= 128


def test_a_code_too_fine_for_the_paper_is_refused() -> None:
    for way in Way:
        with pytest.raises(LapakError) as caught:
            render(Document((QR("x" * 1000),)), paper_of(qr=way))
        assert caught.value.code == "qr_too_wide"
    with pytest.raises(LapakError) as caught:
        render(Document((QR("x" * 5000),)), NARROW)
    assert caught.value.code == "qr_too_long"


@pytest.mark.parametrize("width", [200, 232, 264, 384, 576, 832])
@pytest.mark.parametrize("model", ["", "epson-tm-t82"])
def test_a_receipts_longest_code_fits_the_narrowest_paper(width: int, model: str) -> None:
    columns = min(max(24, width // 12), 64)
    paper = paper_of(profile=model, paper="custom", columns=columns, width_dots=width)
    payload = "LPK1" + "A" * (MAX_LETTERS - 4)
    data = render(Document((QR(payload, small=True), Cut())), paper)
    assert [one.text for one in zxingcpp.read_barcodes(reader.picture(data))] == [payload]
    assert len(reader.dots_of(data)[0]) <= width


@pytest.mark.parametrize(
    ("code", "refusal"), [("x" * 60, "barcode_too_wide"), ("é", "barcode_not_possible")]
)
def test_a_barcode_that_cannot_be_is_refused(code: str, refusal: str) -> None:
    with pytest.raises(LapakError) as caught:
        render(Document((Barcode(code),)), NARROW)
    assert caught.value.code == refusal


def test_a_caption_stands_under_its_code() -> None:
    data = render(Document((QR("A12", "KOPI GAYO"), Text("after", Align.LEFT))), NARROW)
    assert data.endswith(b"\n           KOPI GAYO\nafter\n")


def test_pulse_and_cut_need_no_text() -> None:
    data = render(Document((DrawerPulse(), Cut())), WIDE)
    assert data == b"\x1b@\x1c.\x1bt\x00" + PULSE + b"\x1bd\x06" + CUT


@pytest.mark.parametrize(
    ("feed", "cuts", "end"),
    [
        (0, False, b"x\n"),
        (9, False, b"\x1bd\x09"),
        (0, True, b"\n" + CUT),
        (9, True, b"\x1bd\x09" + CUT),
    ],
)
def test_as_many_rows_are_fed_at_the_end_as_were_set(feed: int, cuts: bool, end: bytes) -> None:
    paper = paper_of(feed=feed, cutter=cuts)
    assert render(Document((Text("x"), Cut())), paper).endswith(end)
