"""QRIS codes: questions, and what their entries change."""

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET
from sqlalchemy import Connection, func, insert, select

from pos_app.domain.moments import moment, stamp
from pos_app.domain.qris import ImportedFrom, QrisImported, StaticCode
from pos_app.store.sql import Statement
from pos_app.store.tables.qris import QRIS_CODE

if TYPE_CHECKING:
    from pos_app.store.written import Written


class CodeInUse(msgspec.Struct, frozen=True):
    """The code that buyers are shown, since when and by whom; nobody where no people are set up."""

    code: StaticCode
    since: datetime
    source: ImportedFrom
    by: str = ""


_IN_USE = Statement(
    lambda: (
        select(
            QRIS_CODE.c.payload,
            QRIS_CODE.c.merchant,
            QRIS_CODE.c.nmid,
            QRIS_CODE.c.city,
            QRIS_CODE.c.at,
            QRIS_CODE.c.source,
            QRIS_CODE.c.by,
        )
        .order_by(QRIS_CODE.c.number.desc())
        .limit(1)
    )
)


def code_in_use(db: Connection) -> CodeInUse | None:
    """The code that was imported last at the booth; None before the first."""
    row = _IN_USE.first(db)
    if row is None:
        return None
    code = StaticCode(row.payload, row.merchant, row.nmid, row.city)
    return CodeInUse(code, moment(row.at), ImportedFrom(row.source), row.by)


def imported(db: Connection, written: "Written", body: QrisImported) -> None:
    """Write what `qris.imported` says."""
    number = db.scalar(select(func.max(QRIS_CODE.c.number))) or 0
    db.execute(
        insert(QRIS_CODE).values(
            number=number + 1,
            register_id=written.register,
            seq=written.seq,
            at=stamp(written.at),
            payload=body.code.payload,
            merchant=body.code.merchant,
            nmid=body.code.nmid,
            city=body.code.city,
            source=body.source,
            by="" if body.by is UNSET else body.by.name,
        )
    )
