"""Papers as PDF in the form that somebody chose: like the roll, on A5, or on A4 to be signed."""

from pos_app.devices.papers.invoice import Invoice, invoice
from pos_app.devices.papers.order_slip import OrderNote
from pos_app.devices.rendering.document import Document
from pos_app.domain.pdf_form import MAX_BUYER, PdfForm
from pos_app.domain.slips import Slip
from pos_app.services import booth
from pos_app.services.checkout import completed_sale
from pos_app.services.papers import order_slips, receipts, views
from pos_app.services.papers.letterhead import Letterhead
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob
from pos_app.store.returns import earlier
from resources.translations import Catalog

Content = Document | Invoice | OrderNote
"""What a PDF is made of; once it is read, making it needs no database."""


def content_of(
    work: Work, slip: Slip, subject: str, form: PdfForm, look: Letterhead, buyer: str = ""
) -> Content:
    """What a paper says. The buyer's name stands on A4 alone and is kept nowhere.

    Raises LapakError `sale_unknown`, `slip_unknown` or `order_unknown`.
    """
    if form is PdfForm.A4 and slip is Slip.SALE:
        return _invoice(work, subject, look, buyer)
    if form is PdfForm.A4 and slip is Slip.ORDER:
        return order_slips.order_note(work, subject, look)
    return receipts.document_of(work, PrintJob("", slip, subject, ""), look)


def made(content: Content, form: PdfForm, columns: int, tr: Catalog) -> bytes:
    """The PDF's bytes; `columns` are those of the roll. Raises LapakError as `views.as_pdf`."""
    if isinstance(content, Invoice):
        return invoice(content, tr)
    if isinstance(content, OrderNote):
        from pos_app.devices.papers.order_sheet import order_sheet

        return order_sheet(content, tr)
    if form is PdfForm.A5:
        from pos_app.devices.rendering.pdf import render_a5

        return render_a5(content)
    return views.as_pdf(content, columns)


def _invoice(work: Work, sale_id: str, look: Letterhead, buyer: str) -> Invoice:
    completed = completed_sale(work, sale_id)
    return Invoice(
        sale=completed.sale,
        heading=views.heading_of(booth.register_of_sale(work, sale_id), look),
        seq=completed.seq,
        entry_hash=completed.hash,
        buyer=" ".join(buyer.split())[:MAX_BUYER],
        training=completed.training,
        voided=bool(earlier(work.db, sale_id).voided),
    )
