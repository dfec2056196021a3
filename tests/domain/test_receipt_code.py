"""The code on a receipt: any register reads from it what was bought, or that it was torn."""

import string
from datetime import date

import msgspec
import pytest
import segno
from hypothesis import assume, given
from hypothesis import strategies as st

from pos_app.domain import receipt_code
from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.original import BoughtLine, Original, Payment
from pos_app.domain.quantity import is_divisible
from pos_app.domain.tender import Method
from tests.domain.strategies import names, quantities

BOUGHT = (
    BoughtLine(1, "Kopi Susu Gula Aren", "pcs", 2_000, 36_000),
    BoughtLine(2, "Kain Batik per Meter", "m", 1_250, 97_500),
    BoughtLine(3, "Café Ñoño “spesial”", "pcs", 1_000, 0),
)
SOLD = Original(
    sale_id="01932f6e-8a00-7000-8000-000000000003",
    receipt_number="A12-K1-000123",
    business_date=date(2026, 11, 22),
    total=133_500,
    payments=(Payment(Method.CASH, 33_500), Payment(Method.QRIS, 100_000)),
    lines=BOUGHT,
    register="register-1",
    entry_hash="ecef57cc3cfc308d",
)
FIRST = (
    "LPK1AEAZGL3ORIAHAAEAAAAAAAAAAAB5KE74SIEAEAAB3SCQEBIKXXURJ24TVU63XAHM55L4YAYEI4UDQU4GJUAS3IEZA"
    "IEAIRHRK6BAS2KE2DOPSBMLE4AVCQAECLXB6TS774BQQAAEWX6IT4A"
)
"""What the first version printed of it."""
PRINTED = (
    "LPK8HO4JOBZUG8ZM96H8OZMA6EOQJRJMD6813HHBQ7SP9S2W62FO40KSUK5G9JIJA4UBO9BPY1FKH8GGSN7WW0TGVM"
    "ARDAA49MCQJFGUGABYN"
)
FORMS = (FIRST, PRINTED)

originals = st.builds(
    Original,
    sale_id=st.uuids().map(str),
    receipt_number=st.from_regex(r"[A-Z0-9]{1,8}-[A-Z0-9]{1,8}-[0-9]{6}", fullmatch=True),
    business_date=st.dates(date(2024, 1, 1), date(2100, 1, 1)),
    total=st.integers(0, MAX_AMOUNT),
    payments=st.just(()),
    lines=st.lists(
        st.builds(
            BoughtLine,
            number=st.just(0),
            name=names,
            unit=st.sampled_from(["pcs", "kg", "m", "bungkus", ""]),
            qty_milli=quantities,
            paid=st.integers(0, MAX_AMOUNT),
        ),
        max_size=30,
    ).map(tuple),
    entry_hash=st.binary(min_size=4, max_size=32).map(bytes.hex),
)


def test_a_scan_tells_what_the_receipt_says() -> None:
    read = receipt_code.decode(receipt_code.encode(SOLD))
    assert read == msgspec.structs.replace(
        SOLD,
        register="",
        entry_hash="ecef57cc",
        lines=(
            BoughtLine(1, "KOPI SUSU GU", "pcs", 2_000, 36_000),
            BoughtLine(2, "KAIN BATIK P", "m", 1_250, 97_500),
            BoughtLine(3, "CAFE NONO SP", "pcs", 1_000, 0),
        ),
    )


def test_codes_on_receipts_that_were_printed_once_are_read_for_ever() -> None:
    assert receipt_code.decode(FIRST) == receipt_code.decode(PRINTED)
    assert receipt_code.encode(SOLD) == PRINTED


def test_entries_are_reckoned_from_the_same_words_whatever_form_a_receipt_bears() -> None:
    """A refund of a paper of last year and one of today have to agree."""
    assert receipt_code.told(SOLD) == FIRST
    for code in FORMS:
        assert receipt_code.told(receipt_code.decode(code)) == FIRST


@given(originals)
def test_both_forms_tell_the_same(sold: Original) -> None:
    code = receipt_code.encode(sold)
    read = receipt_code.decode(code)
    first = receipt_code.decode(receipt_code.told(sold))
    assert first == (read if read.lines else msgspec.structs.replace(read, lines=first.lines))
    assert receipt_code.told(first) == receipt_code.told(sold)


@given(originals)
def test_a_code_is_shorter_than_it_was_once(sold: Original) -> None:
    """A picture of it has fewer dots, and printers that draw it take it at all."""
    assume(len(sold.lines) < 3)
    names = tuple(msgspec.structs.replace(one, name="Keripik Tempe") for one in sold.lines)
    sold = msgspec.structs.replace(sold, lines=names)
    assert len(receipt_code.encode(sold)) < len(receipt_code.told(sold))


@given(originals)
def test_any_sale_gives_a_code_that_is_read_back_and_small_enough(sold: Original) -> None:
    code = receipt_code.encode(sold)
    assert len(code) <= receipt_code.MAX_LETTERS
    read = receipt_code.decode(code.lower() if sold.total % 2 else code)
    assert (read.sale_id, read.total) == (sold.sale_id, sold.total)
    assert (read.receipt_number, read.business_date) == (sold.receipt_number, sold.business_date)
    assert read.entry_hash == sold.entry_hash[:8]
    if read.lines:
        assert [(line.qty_milli, line.paid) for line in read.lines] == [
            (line.qty_milli, line.paid) for line in sold.lines
        ]
        assert [is_divisible(line.unit) for line in read.lines] == [
            is_divisible(line.unit) for line in sold.lines
        ]
    else:
        assert not sold.lines or len(sold.lines) > 3


@given(originals)
def test_a_code_needs_no_more_than_53_modules_of_letters_and_digits(sold: Original) -> None:
    code = receipt_code.encode(sold)
    assert set(code) <= set(string.ascii_uppercase + string.digits)
    made = segno.make(code, error="m", micro=False)
    assert made.mode == "alphanumeric"
    assert made.symbol_size(border=0)[0] <= 53


def test_a_usual_sale_of_ten_lines_keeps_them() -> None:
    lines = tuple(BoughtLine(n, f"Keripik Tempe no {n}", "pcs", 1_000, 15_000) for n in range(10))
    sold = msgspec.structs.replace(SOLD, lines=lines)
    assert len(receipt_code.decode(receipt_code.encode(sold)).lines) == 10


@given(st.data())
def test_a_letter_that_was_lost_or_changed_is_noticed(data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(FORMS))
    at = data.draw(st.integers(0, len(code) - 1))
    instead = data.draw(st.sampled_from(["", *string.ascii_uppercase, *string.digits]))
    torn = code[:at] + instead + code[at + 1 :]
    assume(torn != code)
    with pytest.raises(LapakError, match="receipt_code_unreadable"):
        receipt_code.decode(torn)


@given(st.text())
def test_what_is_no_receipt_is_refused_and_never_breaks_anything(text: str) -> None:
    for scanned in (text, FIRST[:4] + text, PRINTED[:4] + text):
        with pytest.raises(LapakError, match="receipt_code_unreadable"):
            receipt_code.decode(scanned)


def test_a_product_is_not_taken_for_a_receipt() -> None:
    assert not receipt_code.is_receipt_code("8991002101234")
    assert not receipt_code.is_receipt_code("LPK100")
    assert all(receipt_code.is_receipt_code(code.lower()[:40]) for code in FORMS)


@pytest.mark.parametrize("code", FORMS)
@pytest.mark.parametrize("prefix", ["~", "QR:", "STX-01 "])
def test_a_prefix_that_a_scanner_adds_does_no_harm(prefix: str, code: str) -> None:
    assert receipt_code.is_receipt_code(prefix + code)
    assert receipt_code.decode(prefix + code) == receipt_code.decode(code)


@pytest.mark.parametrize(
    "run", [PRINTED + PRINTED, FIRST + PRINTED, "8991002101234" + PRINTED, "8991002101234" + FIRST]
)
def test_a_receipt_that_ran_together_with_another_code_is_not_guessed(run: str) -> None:
    assert receipt_code.is_receipt_code(run)
    with pytest.raises(LapakError, match="codes_ran_together"):
        receipt_code.decode(run)


@pytest.mark.parametrize("code", FORMS)
@pytest.mark.parametrize("more", ["1", "8991002101234", "A" * 10_000])
def test_what_follows_a_receipt_makes_it_unreadable(code: str, more: str) -> None:
    with pytest.raises(LapakError, match="receipt_code_unreadable"):
        receipt_code.decode(code + more)
