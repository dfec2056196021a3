"""Many statements as one ZIP that is sent while it is made: no more than one is in memory."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC

from resources.translations import Catalog
from sync.server.settlement.papers import StatementPaper
from sync.server.settlement.statement_pdf import statement_pdf
from sync.server.settlement.statement_xlsx import statement_xlsx
from sync.server.settlement.tracing import Trace


def statements_zip(
    papers: Iterable[StatementPaper], traced: Callable[[StatementPaper], Trace], tr: Catalog
) -> Iterator[bytes]:
    """The ZIP piece by piece, a PDF and a workbook of each statement.

    `traced` is asked for the entries behind one when its turn comes, and not kept.
    """
    out = _Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # both are compressed already
        for paper in papers:
            archive.writestr(_named(paper, "pdf"), statement_pdf(paper, tr))
            archive.writestr(_named(paper, "xlsx"), statement_xlsx(paper, traced(paper), tr))
            yield out.taken()
    yield out.taken()


def file_name(paper: StatementPaper, ending: str) -> str:
    """The name of a statement's file: booth and revision, in letters that any disk takes."""
    code = re.sub(r"[^A-Za-z0-9]+", "-", paper.kept.statement.figures.code).strip("-") or "booth"
    return f"{code}-r{paper.kept.revision}.{ending}"


def _named(paper: StatementPaper, ending: str) -> zipfile.ZipInfo:
    made = paper.kept.made_at.astimezone(UTC).timetuple()[:6]
    return zipfile.ZipInfo(file_name(paper, ending), made)


class _Pipe(io.RawIOBase):
    """What was written and not taken yet; it cannot be sought in, so a ZIP goes straight on."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._pieces.append(piece)
        return len(piece)

    def taken(self) -> bytes:
        """Everything that was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
