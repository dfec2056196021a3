"""Amounts that two people agreed on afterwards; they stand in the next revision."""

from collections import defaultdict

from sqlalchemy import Connection, insert, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import stamp
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.words import one_line
from sync.server.accounts import audit
from sync.server.fair.expos import expo_by_id, find_booth
from sync.server.figures import projection
from sync.server.office import Office
from sync.server.settlement.statement import Correction
from sync.server.store.rows import CorrectionRow

MAX_REASON = 200


def correct(office: Office, expo_id: str, booth: str, amount: int, reason: str) -> Correction:
    """Add an amount to what a booth (by id or code) owes; below zero it owes less.

    Raises LapakError `expo_unknown`, `booth_unknown`, `amount_not_usable`, `reason_missing` or
    `text_too_long`.
    """
    why = told_reason(reason)
    if amount == 0 or abs(amount) > MAX_AMOUNT:
        raise LapakError("amount_not_usable")
    made = Correction(office.new_id(), amount, why, office.by)
    with office.database.write() as connection:
        found = find_booth(connection, expo_by_id(connection, expo_id).id, booth)
        projection.lock(connection, expo_id)
        connection.execute(
            insert(CorrectionRow).values(
                expo_id=expo_id,
                correction_id=made.id,
                booth_id=found.id,
                amount=amount,
                reason=why,
                made_at=stamp(office.clock()),
                made_by=office.by,
            )
        )
        told = {"booth": found.code, "total": amount, "reason": why}
        audit.note(connection, office, "correction.made", expo_id, **told)
    return made


def withdraw_correction(office: Office, expo_id: str, correction: str, booth: str = "") -> None:
    """Leave a correction out from the next revision on, of a booth where one is named.

    Raises LapakError `booth_unknown` or `correction_unknown`.
    """
    wanted = correction.replace("\0", "")
    with office.database.write() as connection:
        projection.lock(connection, expo_id)
        row = connection.execute(
            select(CorrectionRow.booth_id, CorrectionRow.amount, CorrectionRow.reason).where(
                CorrectionRow.expo_id == expo_id,
                CorrectionRow.correction_id == wanted,
                CorrectionRow.withdrawn_at.is_(None),
            )
        ).one_or_none()
        code = code_of(connection, expo_id, row.booth_id if row else None, booth)
        if row is None or code is None:
            raise LapakError("correction_unknown")
        connection.execute(
            update(CorrectionRow)
            .where(CorrectionRow.expo_id == expo_id, CorrectionRow.correction_id == wanted)
            .values(withdrawn_at=stamp(office.clock()))
        )
        told = {"booth": code, "total": row.amount, "reason": row.reason}
        audit.note(connection, office, "correction.withdrawn", expo_id, **told)


def code_of(
    connection: Connection, expo_id: str, booth_id: str | None, named: str = ""
) -> str | None:
    """The code of the booth that something belongs to; None if another one was named.

    Raises LapakError `booth_unknown` where there is no such booth.
    """
    if named and find_booth(connection, expo_id, named).id != booth_id:
        return None
    return find_booth(connection, expo_id, booth_id).code if booth_id else None


def corrections_of(connection: Connection, expo_id: str) -> dict[str, tuple[Correction, ...]]:
    """The corrections that stand, by booth, the oldest first."""
    rows = connection.execute(
        select(CorrectionRow.__table__)
        .where(CorrectionRow.expo_id == expo_id, CorrectionRow.withdrawn_at.is_(None))
        .order_by(CorrectionRow.made_at, CorrectionRow.correction_id)
    )
    found: dict[str, list[Correction]] = defaultdict(list)
    for row in rows:
        correction = Correction(row.correction_id, row.amount, row.reason, row.made_by)
        found[row.booth_id].append(correction)
    return {booth: tuple(made) for booth, made in found.items()}


def told_reason(text: str) -> str:
    """A reason in one line; raises LapakError `reason_missing` or `text_too_long`."""
    reason = one_line(text)
    if not reason:
        raise LapakError("reason_missing")
    if len(reason) > MAX_REASON:
        raise LapakError("text_too_long", limit=MAX_REASON)
    return reason
