"""What somebody sees on a test page, and the setup that follows from it."""

from pos_app.services.printing.printer_check import (
    Seen,
    Step,
    after,
    answers,
    columns_offered,
    corrected,
)
from pos_app.services.printing.printer_setup import code_way_of
from pos_app.settings import PrinterSetup


def test_what_is_as_it_should_be_changes_nothing_and_leads_to_ready() -> None:
    setup, step = PrinterSetup(), Step.CAME_OUT
    asked = [step]
    while step is not Step.READY:
        assert corrected(setup, answers(step, setup)[0]) == setup
        step = after(step, setup)
        asked.append(step)
    assert asked == list(Step)


def test_strange_letters_lead_to_plain_ones() -> None:
    setup = PrinterSetup(code_page="cp850")
    assert corrected(setup, Seen.LETTERS_STRANGE).code_page == "ascii"
    plain = PrinterSetup(address="tcp://192.168.1.50")
    assert corrected(plain, Seen.LETTERS_STRANGE) == plain


def test_strange_letters_from_a_serial_port_lead_through_all_speeds() -> None:
    setup = PrinterSetup(address="serial://COM5?baud=9600&bluetooth=1")
    seen = []
    for _ in range(5):
        setup = corrected(setup, Seen.LETTERS_STRANGE)
        seen.append(setup.address)
    assert seen == [
        f"serial://COM5?baud={baud}&bluetooth=1" for baud in (115200, 19200, 38400, 57600, 9600)
    ]


def test_a_cut_in_the_middle_of_a_text_comes_later_and_at_last_no_more() -> None:
    setup, fed = PrinterSetup(paper="80"), []
    while setup.cutter is None:
        setup = corrected(setup, Seen.CUT_IN_TEXT)
        fed.append(setup.feed)
    assert fed == [8, 10, 10]
    assert setup.cutter is False


def test_paper_that_tears_through_the_text_comes_out_further() -> None:
    setup, fed = PrinterSetup(paper="58"), []
    for _ in range(4):
        setup = corrected(setup, Seen.TORN_IN_TEXT)
        fed.append(setup.feed)
    assert fed == [6, 8, 10, 10]


def test_a_printer_that_does_not_cut_is_not_made_to() -> None:
    assert corrected(PrinterSetup(paper="80"), Seen.CUT_MISSING).cutter is False


def test_a_printer_that_tears_is_asked_whether_it_has_a_knife() -> None:
    setup = PrinterSetup(paper="58")
    assert answers(Step.CUT, setup) == (Seen.TORN_OFF, Seen.TORN_IN_TEXT, Seen.HAS_KNIFE)
    assert corrected(setup, Seen.HAS_KNIFE).cutter is True
    assert Seen.CUT_IN_TEXT in answers(Step.CUT, corrected(setup, Seen.HAS_KNIFE))


def test_codes_are_printed_the_shortest_way_that_came_out_whole() -> None:
    for seen, way in ((Seen.QR_C, "native"), (Seen.QR_B, "enlarged"), (Seen.QR_A, "dots")):
        for before in ("", "dots", "enlarged", "native"):
            setup = corrected(PrinterSetup(qr=before), seen)
            assert code_way_of(setup) == way
            assert answers(Step.QR, setup)[0] is seen
            assert corrected(setup, seen) == setup


def test_a_model_that_promises_small_pictures_keeps_its_word() -> None:
    setup = PrinterSetup(profile="epson-tm-t82")
    assert corrected(setup, Seen.QR_B) == setup
    assert corrected(setup, Seen.QR_A).qr == "dots"


def test_where_no_code_came_out_no_setting_helps() -> None:
    setup = PrinterSetup()
    assert answers(Step.QR, setup)[-1] is Seen.QR_NONE
    assert corrected(setup, Seen.QR_NONE) == setup


def test_a_ruler_that_wraps_offers_shorter_rows_the_nearest_first() -> None:
    setup = PrinterSetup(paper="80")
    assert columns_offered(setup, Seen.RULER_WRAPS)[:3] == (46, 44, 42)
    assert columns_offered(setup, Seen.RULER_SHORT) == (56, 64)


def test_a_drawer_that_stays_shut_is_tried_by_the_other_pin() -> None:
    other = corrected(PrinterSetup(drawer="pin2,120,240"), Seen.DRAWER_SHUT)
    assert other.drawer == "pin5"
    assert corrected(other, Seen.DRAWER_SHUT).drawer == "pin2"
    assert corrected(PrinterSetup(drawer="none"), Seen.DRAWER_SHUT).drawer == "pin2"


def test_where_no_receipts_are_printed_no_drawer_is_asked_about() -> None:
    assert after(Step.QR, PrinterSetup(roles=("order",))) is Step.READY
    assert after(Step.QR, PrinterSetup()) is Step.DRAWER
