"""Price tags on the printer that labels are printed on."""

from collections.abc import Sequence

import msgspec

from pos_app.devices.papers.label_slip import label_slip
from pos_app.devices.rendering.document import Document
from pos_app.domain.errors import LapakError
from pos_app.domain.label import Label, LabelDesign
from pos_app.domain.slips import Slip
from pos_app.services.papers.labels import Tag, label_of
from pos_app.settings import Settings
from pos_app.store import print_jobs
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob

MOST = 200
"""Labels of one job: a roll should not run away with what somebody mistyped."""


class _Content(msgspec.Struct, frozen=True):
    """The tags as they were asked for; a later price prints other tags."""

    labels: tuple[tuple[Label, int], ...]


def has_printer(settings: Settings) -> bool:
    """Whether labels come out anywhere; where none is for labels, receipts' printer takes them."""
    setup = settings.printer_for("label") or settings.receipt_printer
    return setup.address != "none"


def print_labels(
    work: Work, tags: Sequence[Tag], design: LabelDesign, place: str, title: str
) -> PrintJob:
    """Queue the tags; `title` is what the queue calls them. Raises LapakError `too_many_labels`."""
    wanted = tuple((label_of(tag.product, design, place), tag.number) for tag in tags if tag.number)
    if sum(many for _, many in wanted) > MOST:
        raise LapakError("too_many_labels", limit=MOST)
    job_id = work.new_id(work.at)
    content = msgspec.json.encode(_Content(wanted)).decode()
    job = PrintJob(job_id, Slip.LABELS, job_id, title, content=content)
    return print_jobs.add(work.db, job, work.at)


def label_document(job: PrintJob) -> Document:
    """What such a job prints."""
    content = msgspec.json.decode(job.content, type=_Content)
    return label_slip(content.labels, job.title)
