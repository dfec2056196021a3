import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.devices.rendering.code_pages import ASCII, CODE_PAGES, letters_of
from pos_app.devices.rendering.paper import PAPERS, Paper, Pulse, paper_named, paper_of_columns
from pos_app.devices.rendering.profile import Profile
from pos_app.devices.rendering.profiles import (
    PROFILES,
    known_profiles,
    paper_of,
    profile_named,
    pulse_of,
)
from pos_app.domain.errors import LapakError


def test_a_setup_that_says_nothing_is_a_58_mm_printer_that_can_do_little() -> None:
    paper = paper_of()
    assert (paper.columns, paper.width_dots, paper.cuts) == (32, 384, False)
    assert (paper.encoding, paper.code_page, paper.drawer) == (ASCII, 0, Pulse())
    assert (paper.qr, paper.centres, paper.enlarges) == ("dots", False, False)


@pytest.mark.parametrize("usual", PAPERS, ids=lambda paper: paper.name)
def test_without_a_model_a_roll_is_what_it_usually_is(usual: Paper) -> None:
    assert paper_of(paper=usual.name.removesuffix("mm")) == usual


@pytest.mark.parametrize("model", known_profiles(), ids=lambda model: model.name)
def test_every_model_gives_a_paper_of_a_possible_width(model: Profile) -> None:
    paper = paper_of(
        profile=model.name, paper=model.paper, columns=model.columns, width_dots=model.width_dots
    )
    assert paper.width_dots // paper.columns >= 11
    assert not paper.small_font
    assert paper.cuts is model.cuts
    assert model.label == model.label.strip() != ""
    assert {page for page, _ in model.code_pages} <= set(CODE_PAGES)


def test_every_model_has_one_name() -> None:
    names = [model.name for model in known_profiles()]
    assert len(names) == len(set(names))
    assert len(names) >= len(PROFILES) + 25


@pytest.mark.parametrize(
    ("name", "paper", "columns", "dots", "cuts"),
    [
        ("iware-c58bt", "58", 0, 0, False),
        ("epson-tm-t82", "80", 0, 0, True),
        ("POS-5890", "58", 0, 0, False),
        ("TM-T20II", "80", 0, 0, True),
        ("TM-T88V", "80-42", 0, 0, True),
        ("P822D", "custom", 42, 576, True),
        ("NT-80-V-UL", "80", 0, 0, True),
        ("RP326", "80-42", 0, 0, True),
    ],
)
def test_models_of_the_short_list_and_of_the_library_are_found_by_name(
    name: str, paper: str, columns: int, dots: int, cuts: bool
) -> None:
    model = profile_named(name)
    assert (model.paper, model.columns, model.width_dots) == (paper, columns, dots)
    assert model.cuts is cuts


@pytest.mark.parametrize("name", ["TSP600", "TM-U220", "OCD-100"])
def test_what_cannot_print_a_picture_in_esc_pos_is_not_offered(name: str) -> None:
    assert name not in {model.name for model in known_profiles()}


def test_an_unknown_model_has_a_sentence_and_prints_as_any_other() -> None:
    with pytest.raises(LapakError) as caught:
        profile_named("RPP99\x1b@")
    assert caught.value.code == "printer_profile_unknown"
    assert caught.value.details["name"] == "RPP99 @"
    assert paper_of(profile="RPP99", paper="80") == paper_named("80mm")


def test_a_setup_overrides_its_model() -> None:
    paper = paper_of(profile="epson-tm-t82", paper="58", cutter=False, qr="native")
    assert (paper.columns, paper.cuts, paper.qr) == (32, False, "native")
    assert paper_of(profile="iware-c58bt", cutter=True).cuts


def test_the_rows_fed_at_the_end_are_as_usual_or_as_somebody_set_them() -> None:
    assert (paper_of(paper="58").feed, paper_of(paper="80").feed) == (4, 6)
    assert [paper_of(feed=rows).feed for rows in (0, 7, 10)] == [0, 7, 10]
    for rows in (-1, 11, 300):
        with pytest.raises(LapakError, match="paper_feed_out_of_range"):
            paper_of(feed=rows)


@pytest.mark.parametrize(
    ("columns", "dots", "roll", "small"),
    [(32, 384, 58, False), (42, 384, 58, True), (24, 200, 44, True), (64, 576, 80, True),
     (64, 832, 112, False), (48, 576, 80, False), (44, 576, 80, False)],
)  # fmt: skip
def test_custom_paper_is_set_in_the_font_that_fits(
    columns: int, dots: int, roll: int, small: bool
) -> None:
    paper = paper_of(paper="custom", columns=columns, width_dots=dots)
    assert (paper.columns, paper.width_dots) == (columns, dots)
    assert (paper.roll_mm, paper.small_font) == (roll, small)


@pytest.mark.parametrize(
    ("columns", "dots", "code"),
    [
        (23, 384, "paper_columns_out_of_range"),
        (65, 576, "paper_columns_out_of_range"),
        (0, 0, "paper_columns_out_of_range"),
        (32, 199, "paper_dots_out_of_range"),
        (32, 833, "paper_dots_out_of_range"),
    ],
)
def test_paper_that_no_printer_has_is_refused_in_words(columns: int, dots: int, code: str) -> None:
    with pytest.raises(LapakError) as caught:
        paper_of(paper="custom", columns=columns, width_dots=dots)
    assert caught.value.code == code


@given(columns=st.integers(24, 64))
def test_a_page_can_be_drawn_for_every_number_of_columns(columns: int) -> None:
    paper = paper_of_columns(columns)
    assert paper.columns == columns
    assert paper.printable_mm < paper.roll_mm


@pytest.mark.parametrize(
    ("drawer", "pulse"),
    [
        ("none", None),
        ("pin2", Pulse(2)),
        ("pin5", Pulse(5)),
        ("pin2,120,240", Pulse(2, 120, 240)),
        ("pin5,2,510", Pulse(5, 2, 510)),
    ],
)
def test_a_drawers_pulse_is_read_from_its_words(drawer: str, pulse: Pulse | None) -> None:
    assert pulse_of(drawer) == pulse


@pytest.mark.parametrize("drawer", ["", "pin3", "pin2,120", "pin2,a,b", "pin2,0,120", "pin2,1,999"])
def test_a_pulse_that_no_printer_can_give_is_refused(drawer: str) -> None:
    with pytest.raises(LapakError) as caught:
        pulse_of(drawer)
    assert caught.value.code == "drawer_pulse_not_understood"


@pytest.mark.parametrize(
    ("profile", "page", "encoding", "number"),
    [
        ("", "cp858", "cp858", 19),
        ("zjiang-5870", "cp858", ASCII, 0),
        ("ZJ-5870", "cp852", "cp852", 18),
        ("TH230", "cp852", "cp852", 2),
        ("CT-S651", "cp1252", "cp1252", 9),
        ("", "cp437", "cp437", 0),
        ("", "klingon", ASCII, 0),
    ],
)
def test_a_code_page_has_the_number_that_the_model_gives_it(
    profile: str, page: str, encoding: str, number: int
) -> None:
    paper = paper_of(profile=profile, code_page=page)
    assert (paper.encoding, paper.code_page) == (encoding, number)


@pytest.mark.parametrize("page", CODE_PAGES)
def test_a_code_page_has_ascii_and_no_controls(page: str) -> None:
    letters = letters_of(page)
    assert set(range(0x20, 0x7F)) <= letters
    for point in letters:
        encoded = chr(point).encode(page)
        assert len(encoded) == 1
        assert 0x20 <= encoded[0] != 0x7F
