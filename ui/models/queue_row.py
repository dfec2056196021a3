"""A row of the print queue, without what draws it: messages name papers at the start too."""

from typing import NamedTuple


class QueueRow(NamedTuple):
    """A paper; `tone` is empty, `attention` or `error`, and never says more than the words."""

    job_id: str
    name: str
    at: str
    says: str
    tone: str = ""
