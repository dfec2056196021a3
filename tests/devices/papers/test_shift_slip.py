"""X and Z reports on paper."""

import msgspec
import pytest
from msgspec import UNSET

from pos_app.devices.papers.receipt import ReceiptHeading
from pos_app.devices.papers.shift_slip import x_slip, z_slip
from pos_app.devices.rendering.document import Document, Row, preview
from pos_app.domain.shift import Closing, ShiftClosed
from pos_app.domain.shift_totals import ShiftReport
from resources.translations import Catalog
from tests.devices.sales import ENGLISH, ENTRY_HASH
from tests.domain.golden_shift import LATER, REPORT

HEADING = ReceiptHeading("Batik Polokarto", "A12", "Kab. Semarang Expo")
CLOSED = next(body for _, body, _ in LATER if isinstance(body, ShiftClosed))


def z(closed: ShiftClosed = CLOSED, tr: Catalog = ENGLISH, *, copy: bool = False) -> Document:
    closing = Closing(closed, 7, "register", 10, ENTRY_HASH, REPORT.until, "Asia/Jakarta")
    return z_slip(closing, "A12-K1-Z0007", HEADING, tr, code="LAPAKZ1/R", copy=copy)


def rows_of(document: Document, columns: int = 32) -> list[str]:
    return [row.text for row in preview(document, columns) if isinstance(row, Row)]


def test_a_z_report_says_everything_that_its_entry_holds() -> None:
    assert rows_of(z()) == [
        "        BATIK POLOKARTO",
        " Booth A12 · Kab. Semarang Expo",
        "    Z REPORT",
        "          A12-K1-Z0007",
        "--------------------------------",
        "Business date        22 Nov 2026",
        "Opened     22 Nov 2026 08:00 WIB",
        "Closed     22 Nov 2026 17:30 WIB",
        "Cashier               Budi, Sari",
        "Journal                  #3 - #9",
        "--------------------------------",
        "First receipt      A12-K1-000001",
        "Last receipt       A12-K1-000002",
        "Gross sales              100.000",
        "Discount                  -5.000",
        "Sales                          2",
        "TURNOVER                Rp95.000",
        "Refunded (1)             -10.000",
        "Net turnover              85.000",
        "--------------------------------",
        "BY METHOD",
        "Cash                      50.000",
        "  Received for sales     100.000",
        "  Change given           -40.000",
        "  Handed back            -10.000",
        "QRIS                      35.000",
        "  not reconciled yet      35.000",
        "--------------------------------",
        "BY CASHIER",
        "Budi (1)                  35.000",
        "Sari (1)                  60.000",
        "--------------------------------",
        "CASH IN THE DRAWER",
        "Starting cash            200.000",
        "Cash sales                60.000",
        "Cash handed back         -10.000",
        "Cash out 12.00           -50.000",
        "  Setoran",
        "Expected cash            200.000",
        "--------------------------------",
        "  100.000 x 1            100.000",
        "  50.000 x 1              50.000",
        "  500 x 99                49.500",
        "Counted                  199.500",
        "Counted at first         199.000",
        "Cash short                 Rp500",
        "  koin hilang",
        "Held carts carried over        1",
        "--------------------------------",
        "",
        "",
        "   Signed code of this report",
        "         #10 · 9f3a27c1",
    ]


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("language", ["en", "id"])
def test_amounts_end_at_the_right_edge(columns: int, language: str) -> None:
    tr = Catalog(language)
    for document in (z(tr=tr), x_slip(REPORT, "K1", HEADING, tr)):
        for text in rows_of(document, columns):
            assert len(text) <= columns
        ends = [text for text in rows_of(document, columns) if text.endswith("000")]
        assert {len(text) for text in ends if "A12" not in text} == {columns}


def test_an_indonesian_report_is_in_a_cashiers_words() -> None:
    text = "\n".join(rows_of(z(tr=Catalog("id"), copy=True)))
    for word in ("LAPORAN Z", "SALINAN", "OMZET", "Modal awal", "Kas seharusnya", "Kas kurang"):
        assert word in text


def test_an_x_report_says_that_the_shift_goes_on_and_counts_nothing() -> None:
    rows = rows_of(x_slip(REPORT, "K1", HEADING, ENGLISH))
    assert "   Interim: the shift goes on" in rows
    assert "Expected cash            200.000" in rows
    assert not any(row.startswith(("Counted", "Cash short")) for row in rows)


def test_a_shift_without_a_sale_has_no_empty_parts() -> None:
    empty = ShiftReport(
        opened_at=REPORT.opened_at,
        until=REPORT.until,
        opened_by="Sari",
        cashier="Sari",
        zone=REPORT.zone,
        business_date=REPORT.business_date,
        float_amount=0,
        totals=msgspec.convert({}, type(REPORT.totals)),
        first_seq=3,
        last_seq=3,
    )
    rows = rows_of(x_slip(empty, "K1", HEADING, ENGLISH))
    assert "TURNOVER                     Rp0" in rows
    assert not {"BY METHOD", "BY CASHIER"} & set(rows)


def test_a_shift_that_the_first_version_closed_is_told_as_far_as_it_is_known() -> None:
    closed = msgspec.structs.replace(
        CLOSED, report=UNSET, notes=UNSET, first_counted=UNSET, number=UNSET
    )
    assert rows_of(z(closed))[5:14] == [
        "Closed     22 Nov 2026 17:30 WIB",
        "Cashier                     Budi",
        "--------------------------------",
        "Sales                          2",
        "TURNOVER                Rp95.000",
        "--------------------------------",
        "Expected cash            200.000",
        "--------------------------------",
        "Counted                  199.500",
    ]
