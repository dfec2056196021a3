"""Codes of Z reports and closings, which two servers that hold one expo both keep.

Each code is signed by its register, whoever entered it. A closing is made in the hall and never
changes; the centre checks that it stands on the journals that it holds itself.
"""

import logging
from collections.abc import Sequence
from hashlib import sha256

import msgspec
from sqlalchemy import Connection, select

from pos_app.domain.errors import LapakError
from sync.relay_wire import ClosedRegister, ClosingPaper, Papers
from sync.server.figures import closings, z_reports
from sync.server.figures.lateness import latest_closing
from sync.server.office import Office
from sync.server.store.rows import ClosedRegisterRow, JournalRow, RegisterRow

log = logging.getLogger(__name__)


def z_codes_digest(connection: Connection, expo_id: str) -> str:
    """The same at two servers that hold the same codes."""
    return sha256("\n".join(z_reports.codes_of(connection, expo_id)).encode()).hexdigest()


def closing_digests(connection: Connection, expo_id: str) -> tuple[str, ...]:
    """One for each revision, the same where the same was closed."""
    revisions = range(1, latest_closing(connection, expo_id).revision + 1)
    return tuple(_digest(_paper(connection, expo_id, revision)) for revision in revisions)


def papers_of(connection: Connection, expo_id: str, closings_known: int) -> Papers:
    """What is held here, with the first closing that the other server lacks."""
    held = latest_closing(connection, expo_id).revision
    lacks = 0 <= closings_known < held
    return Papers(
        z_codes=z_reports.codes_of(connection, expo_id),
        closings_held=held,
        closing=_paper(connection, expo_id, closings_known + 1) if lacks else None,
    )


def take(office: Office, expo_id: str, papers: Papers) -> None:
    """Keep what is not held yet; the same again changes nothing.

    Raises LapakError `closing_differs`; codes are kept all the same.
    """
    with office.database.write() as connection:
        _take_codes(connection, office, expo_id, papers.z_codes)
    if papers.closing is not None:
        with office.database.write() as connection:
            _take_closing(connection, expo_id, papers.closing)


def _take_codes(connection: Connection, office: Office, expo_id: str, texts: Sequence[str]) -> None:
    for text in set(texts).difference(z_reports.codes_of(connection, expo_id)):
        try:
            z_reports.keep(connection, office, text, expo_id)
        except LapakError as error:  # its register may be told of later
            log.info("relay: a Z report's code: %s", error)


def _take_closing(connection: Connection, expo_id: str, paper: ClosingPaper) -> None:
    revision, held = paper.closing.revision, latest_closing(connection, expo_id).revision
    if 0 < revision <= held and _digest(_paper(connection, expo_id, revision)) == _digest(paper):
        return
    marks = {one.register: (one.seq, _hash(one.hash)) for one in paper.registers}
    if revision != held + 1 or not _stands(connection, expo_id, marks):
        raise LapakError("closing_differs")
    closings.keep(connection, expo_id, paper.closing, marks)


def _stands(connection: Connection, expo_id: str, marks: dict[str, tuple[int, bytes]]) -> bool:
    """Whether nothing that is held here denies what a closing counted."""
    rows = connection.execute(
        select(RegisterRow.register_id, RegisterRow.acked_seq).where(RegisterRow.expo_id == expo_id)
    )
    held: dict[str, int] = {row.register_id: row.acked_seq for row in rows}
    return all(
        register in held
        and (seq > held[register] or _held_hash(connection, expo_id, register, seq) == digest)
        for register, (seq, digest) in marks.items()
    )


def _held_hash(connection: Connection, expo_id: str, register: str, seq: int) -> bytes | None:
    found = connection.execute(
        select(JournalRow.hash).where(
            JournalRow.expo_id == expo_id,
            JournalRow.register_id == register,
            JournalRow.seq == seq,
        )
    ).scalar_one_or_none()
    return found and bytes(found)


def _paper(connection: Connection, expo_id: str, revision: int) -> ClosingPaper:
    closing = closings.closing_of(connection, expo_id, revision)
    rows = connection.execute(
        select(ClosedRegisterRow.register_id, ClosedRegisterRow.seq, ClosedRegisterRow.hash)
        .where(ClosedRegisterRow.expo_id == expo_id, ClosedRegisterRow.revision == revision)
        .order_by(ClosedRegisterRow.register_id)
    )
    heads = (ClosedRegister(row.register_id, row.seq, row.hash.hex()) for row in rows)
    return ClosingPaper(closing, tuple(heads))


def _digest(paper: ClosingPaper) -> str:
    closing = msgspec.structs.replace(
        paper.closing, booths=tuple(sorted(paper.closing.booths, key=lambda one: one.booth))
    )
    ordered = tuple(sorted(paper.registers, key=lambda one: one.register))
    return sha256(msgspec.json.encode(ClosingPaper(closing, ordered))).hexdigest()


def _hash(text: str) -> bytes:
    try:
        digest = bytes.fromhex(text)
    except ValueError as error:
        raise LapakError("closing_differs") from error
    if len(digest) != 32:
        raise LapakError("closing_differs")
    return digest
