import msgspec
import pytest
from hypothesis import given

from pos_app.devices.papers.receipt import ReceiptHeading, sale_receipt
from pos_app.devices.rendering.document import (
    QR,
    Cut,
    Document,
    DrawerPulse,
    Row,
    Size,
    columns_at,
    preview,
)
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.sale import Sale
from pos_app.domain.tender import Method, Tender
from resources.translations import Catalog
from tests.devices.sales import (
    ENGLISH,
    ENTRY_HASH,
    HEADING,
    receipt_of,
    sale_of,
    sales,
    sold,
    usual_sale,
)

QRIS_ONLY = (Tender(Method.QRIS, 10_000),)


def rows_of(document: Document, columns: int = 32) -> list[str]:
    return [row.text for row in preview(document, columns) if isinstance(row, Row)]


def test_a_receipt_reads_like_the_picture() -> None:
    assert rows_of(receipt_of(usual_sale())) == [
        "        BATIK POLOKARTO",
        " Booth A12 · Kab. Semarang Expo",
        "      Polokarto, Sukoharjo",
        "--------------------------------",
        "A12-K7-000148",
        "21 Nov 2026 14:02 WIB       Siti",
        "--------------------------------",
        "Syal Batik Ecoprint",
        "  2 x 125.000            250.000",
        "Dompet Batik",
        "  1 x 35.000              35.000",
        "  Discount                -3.500",
        "Gantungan Kunci Wayang",
        "  3 x 15.000              45.000",
        "  Discount               -15.000",
        "--------------------------------",
        "TOTAL  Rp311.500",
        "Cash                     400.000",
        "Change given              88.500",
        "--------------------------------",
        "           Thank you",
        "        #151 · 9f3a27c1",
    ]


def test_an_indonesian_receipt_is_in_a_cashiers_words() -> None:
    text = "\n".join(rows_of(receipt_of(usual_sale(rounding=-50), copy=True, tr=Catalog("id"))))
    for word in ("Stan A12", "SALINAN", "Diskon", "Pembulatan", "Tunai", "Kembali", "Terima kasih"):
        assert word in text


@pytest.mark.parametrize("columns", [32, 42, 48])
@given(sale=sales())
def test_amounts_end_at_the_right_edge(columns: int, sale: Sale) -> None:
    rows = [row for row in preview(receipt_of(sale), columns) if isinstance(row, Row)]
    full = [row.text for row in rows if len(row.text) == columns_at(columns, row.size)]
    amounts = [format_amount(line.gross) for line in sale.lines]
    amounts += [format_rupiah(sale.total), *(format_amount(t.amount) for t in sale.tenders)]
    for amount in amounts:
        assert any(text.endswith(f" {amount}") for text in full)
    assert all(len(row.text) <= columns_at(columns, row.size) for row in rows)


def test_sums_that_are_nothing_do_not_stand_on_it() -> None:
    text = "\n".join(rows_of(receipt_of(sale_of(sold("Kopi", 10_000)))))
    for word in ("Subtotal", "Discount", "Tax", "Rounding", "PPN"):
        assert word not in text


def test_a_discount_on_everything_stands_under_the_lines_and_not_in_them() -> None:
    syal = sold("Syal", 100_000, shared=5_000, reason="Cacat")
    dompet = sold("Dompet", 35_000, discount=3_500, shared=1_500)
    rows = [row.strip() for row in rows_of(receipt_of(sale_of(syal, dompet)))]
    discounts = [row.split()[-1] for row in rows if row.startswith("Discount")]
    assert discounts == ["-3.500", "-6.500"]
    assert "Subtotal                 131.500" in rows
    assert "Discount on all           -6.500" in rows
    assert rows[rows.index("Syal") + 2] == "Cacat"


def test_what_a_promotion_took_off_is_told_once() -> None:
    promoted = msgspec.structs.replace(
        sold("Kopi", 18_000, qty_milli=3_000, discount=18_000, shared=2_000),
        promotion="Beli 2 gratis 1",
        promoted_discount=18_000,
    )
    rows = rows_of(receipt_of(sale_of(promoted)))
    start = rows.index("Kopi")
    assert rows[start : start + 7] == [
        "Kopi",
        "  3 x 18.000              54.000",
        "  Beli 2 gratis 1        -18.000",
        "--------------------------------",
        "Subtotal                  36.000",
        "Discount on all           -2.000",
        "TOTAL   Rp34.000",
    ]


def test_tax_and_rounding_have_rows_of_their_own() -> None:
    rows = rows_of(receipt_of(usual_sale(tax=34_265, rounding=35)))
    assert "PB1 10%                   34.265" in rows
    assert "Rounding                      35" in rows


def test_tax_in_the_price_is_told_below_the_total() -> None:
    rows = rows_of(receipt_of(usual_sale(tax_included=30_869)))
    total = next(number for number, row in enumerate(rows) if row.startswith("TOTAL"))
    assert rows[total + 1] == "Included PPN 11%          30.869"


def test_a_unit_other_than_pieces_stands_beside_the_quantity() -> None:
    rows = rows_of(receipt_of(sale_of(sold("Kain", 85_000, qty_milli=2500, unit="m"))))
    assert "  2,5 m x 85.000         212.500" in rows


@pytest.mark.parametrize(
    ("columns", "price", "size"),
    [
        (32, 99_999, Size.DOUBLE),
        (32, 1_000_000, Size.TALL),
        (42, 999_999_999, Size.DOUBLE),
        (48, 999_999_999, Size.DOUBLE),
        (48, 99_999_999_999, Size.DOUBLE),
    ],
)
def test_the_total_is_as_large_as_it_fits_on_one_row(columns: int, price: int, size: Size) -> None:
    [total] = [
        row
        for row in preview(receipt_of(sale_of(sold("Kopi", price))), columns)
        if isinstance(row, Row) and row.text.startswith("TOTAL")
    ]
    assert (total.size, total.bold) == (size, True)
    assert total.text.endswith(format_rupiah(price))


@pytest.mark.parametrize(
    ("copy", "tenders", "opens"),
    [(False, None, True), (True, None, False), (False, QRIS_ONLY, False), (True, QRIS_ONLY, False)],
)
def test_the_drawer_opens_first_for_cash_and_never_for_a_copy(
    copy: bool, tenders: tuple[Tender, ...] | None, opens: bool
) -> None:
    blocks = receipt_of(sale_of(sold("Kopi", 10_000), tenders=tenders), copy=copy).blocks
    assert (blocks[0] == DrawerPulse()) is opens
    assert blocks.count(DrawerPulse()) == int(opens)
    assert blocks[-1] == Cut()


def test_only_a_copy_says_that_it_is_one() -> None:
    assert any("COPY" in row for row in rows_of(receipt_of(usual_sale(), copy=True)))
    assert not any("COPY" in row for row in rows_of(receipt_of(usual_sale())))


def test_without_cash_there_is_no_change() -> None:
    rows = rows_of(receipt_of(sale_of(sold("Kopi", 10_000), tenders=QRIS_ONLY)))
    assert "QRIS                      10.000" in rows
    assert not any("Change" in row for row in rows)


def test_every_method_tells_what_names_its_payment() -> None:
    tenders = (
        Tender(Method.CARD, 4_000, "7741", "A1B2C3", kind="credit"),
        Tender(Method.EWALLET, 3_000, "1234", kind="GoPay"),
        Tender(Method.TRANSFER, 2_000, "BCA Budi"),
        Tender(Method.VOUCHER, 1_000, "V-0017"),
    )
    rows = rows_of(receipt_of(sale_of(sold("Kopi", 10_000), tenders=tenders), tr=Catalog("id")))
    paid = rows[rows.index("TOTAL   Rp10.000") + 1 :]
    assert paid[:5] == [
        "Kartu kredit ****7741      4.000",
        "  Kode approval A1B2C3",
        "GoPay 1234                 3.000",
        "Transfer BCA Budi          2.000",
        "Voucher V-0017             1.000",
    ]


def test_more_of_a_cards_number_is_never_printed_whatever_was_recorded() -> None:
    tenders = (Tender(Method.CARD, 10_000, "5412751234567741", kind="amex"),)
    rows = rows_of(receipt_of(sale_of(sold("Kopi", 10_000), tenders=tenders)))
    assert "Card ****7741             10.000" in rows
    assert not any("5412" in row or "1234" in row for row in rows)


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_cashier_with_a_long_name_makes_nothing_tall(columns: int) -> None:
    cashier = "Raden Ayu Siti Kusumaningrum Wiryodining"
    rows = preview(receipt_of(sale_of(sold("Kopi", 10_000), cashier=cashier)), columns)
    large = [row for row in rows if isinstance(row, Row) and row.size is not Size.NORMAL]
    assert [row.text.split()[0] for row in large] == ["BATIK", "TOTAL"]


def test_a_booth_on_its_own_names_no_expo() -> None:
    heading = ReceiptHeading("Kopi Gayo", "B1")
    document = sale_receipt(usual_sale(), heading, ENGLISH, seq=1, entry_hash=ENTRY_HASH)
    assert rows_of(document)[:3] == ["           KOPI GAYO", "            Booth B1", "-" * 32]


def test_what_a_booth_says_of_itself_stands_at_the_top_and_at_the_end() -> None:
    heading = msgspec.structs.replace(
        HEADING,
        lines=("Jl. Pemuda 12, Ungaran", "0812-3456-7890"),
        footer=("Terima kasih!", "Ditunggu kedatangannya"),
    )
    rows = rows_of(sale_receipt(usual_sale(), heading, ENGLISH, seq=1, entry_hash=ENTRY_HASH))
    assert [row.strip() for row in rows[2:4]] == list(heading.lines)
    assert [row.strip() for row in rows[-3:-1]] == list(heading.footer)
    assert not any("Thank you" in row for row in rows)


def test_who_charges_ppn_names_its_npwp_and_the_base_of_the_tax() -> None:
    heading = msgspec.structs.replace(HEADING, tax_id="01.234.567.8-901.000")
    added = usual_sale(tax=34_265)
    rows = rows_of(sale_receipt(added, heading, ENGLISH, seq=1, entry_hash=ENTRY_HASH))
    assert "   NPWP 01.234.567.8-901.000" in rows
    assert any(row.startswith("Tax base of PB1") for row in rows)
    included = usual_sale(tax_included=30_869)
    [tax] = included.taxes or ()
    rows = rows_of(sale_receipt(included, heading, Catalog("id"), seq=1, entry_hash=ENTRY_HASH), 42)
    [base] = [row for row in rows if row.startswith("DPP PPN")]
    assert base.endswith(f" {format_amount(tax.base - tax.amount)}")
    assert not any("DPP" in row for row in rows_of(receipt_of(included)))


@pytest.mark.parametrize(
    ("link", "payload", "caption"),
    [
        ("instagram.com/kopigayo", "https://instagram.com/kopigayo", "instagram.com/kopigayo"),
        ("http://kopi.id/", "http://kopi.id/", "kopi.id"),
    ],
)
def test_a_link_is_a_code_that_a_phone_opens_and_people_can_type(
    link: str, payload: str, caption: str
) -> None:
    heading = msgspec.structs.replace(HEADING, link=link)
    document = sale_receipt(usual_sale(), heading, ENGLISH, seq=1, entry_hash=ENTRY_HASH)
    [code] = [block for block in document.blocks if isinstance(block, QR)]
    assert (code.payload, code.caption) == (payload, caption)
