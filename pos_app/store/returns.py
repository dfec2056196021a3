"""Voids and refunds: questions, and what their entries change."""

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, func, insert, select, update

from pos_app.domain.moments import stamp
from pos_app.domain.original import Payment
from pos_app.domain.refund import SaleRefunded
from pos_app.domain.returns import Earlier, ReturnKind, SaleState
from pos_app.domain.stock import Taken
from pos_app.domain.tender import Method
from pos_app.domain.void import SaleVoided
from pos_app.store import shift_sums, siblings, stock
from pos_app.store.tables.journal import REGISTER
from pos_app.store.tables.returns import SALE_RETURN, SALE_RETURN_LINE, SALE_RETURN_PAYMENT
from pos_app.store.tables.sales import SALE, SALE_LINE
from pos_app.store.tables.siblings import SIBLING_RETURN

if TYPE_CHECKING:
    from pos_app.store.written import Written


class StoredReturn(msgspec.Struct, frozen=True):
    """Where a void or refund stands in the journal."""

    kind: ReturnKind
    id: str
    register: str
    seq: int


def earlier(db: Connection, sale_id: str) -> Earlier:
    """What was given back of a sale so far, here and at the booth's other registers."""
    chosen = select(SALE_RETURN.c.kind, SALE_RETURN.c.total).where(SALE_RETURN.c.sale_id == sale_id)
    returns = db.execute(chosen).all()
    theirs = _elsewhere(db, sale_id)
    if not returns and not theirs:
        return Earlier()
    quantities, methods = _quantities(db, sale_id), _methods(db, sale_id)
    for body in theirs:
        for line in body.lines:
            quantities[line.number] = quantities.get(line.number, 0) - line.qty_milli
        for payment in body.payments:
            methods[payment.method] = methods.get(payment.method, 0) - payment.amount
    refunds = sum(isinstance(body, SaleRefunded) for body in theirs)
    return Earlier(
        quantities=quantities,
        methods=methods,
        total=-sum(row.total for row in returns) - sum(body.total for body in theirs),
        refunds=refunds + sum(row.kind == ReturnKind.REFUND for row in returns),
        voided=refunds < len(theirs) or any(row.kind == ReturnKind.VOID for row in returns),
    )


def find(db: Connection, kind: ReturnKind, return_id: str) -> StoredReturn | None:
    """The place of a void or refund, if it was recorded."""
    chosen = _PLACES.where(SALE_RETURN.c.kind == kind, SALE_RETURN.c.return_id == return_id)
    row = db.execute(chosen).first()
    return None if row is None else _stored(row)


def of_sale(db: Connection, sale_id: str) -> tuple[StoredReturn, ...]:
    """Every void and refund of a sale, in the order they were made."""
    chosen = _PLACES.where(SALE_RETURN.c.sale_id == sale_id).order_by(SALE_RETURN.c.number)
    return tuple(map(_stored, db.execute(chosen)))


def sales_of_number(db: Connection, receipt_number: str) -> frozenset[str]:
    """The sales that were given back here under a receipt's number, by id."""
    chosen = select(SALE_RETURN.c.sale_id).where(SALE_RETURN.c.receipt_number == receipt_number)
    return frozenset(db.scalars(chosen))


def came_back_elsewhere(db: Connection) -> frozenset[str]:
    """The sales of which another register took something back, by id."""
    return frozenset(db.scalars(select(SIBLING_RETURN.c.sale_id)))


def refunds_given(db: Connection, booth_code: str, register_code: str) -> int:
    """How many refunds were numbered with these codes, by any register of this till."""
    chosen = (
        select(func.count())
        .select_from(SALE_RETURN)
        .join(REGISTER, REGISTER.c.register_id == SALE_RETURN.c.register_id)
        .where(
            SALE_RETURN.c.kind == ReturnKind.REFUND,
            REGISTER.c.booth_code == booth_code,
            REGISTER.c.code == register_code,
        )
    )
    return db.scalar(chosen) or 0


def voided(db: Connection, written: "Written", body: SaleVoided) -> None:
    """Write what `sale.voided` says."""
    _record(db, written, body, ReturnKind.VOID, body.sale_id, body.receipt_number)
    _settle_state(db, body.sale_id)


def refunded(db: Connection, written: "Written", body: SaleRefunded) -> None:
    """Write what `sale.refunded` says; its sale may be another register's."""
    _record(db, written, body, ReturnKind.REFUND, body.id, body.number)
    _settle_state(db, body.sale_id)


def voided_elsewhere(db: Connection, written: "Written", body: SaleVoided) -> None:
    """Write what another register's `sale.voided` means here."""
    _record_elsewhere(db, written, body, ReturnKind.VOID, body.sale_id)


def refunded_elsewhere(db: Connection, written: "Written", body: SaleRefunded) -> None:
    """Write what another register's `sale.refunded` means here."""
    _record_elsewhere(db, written, body, ReturnKind.REFUND, body.id)


_BODIES: dict[ReturnKind, type[SaleVoided | SaleRefunded]] = {
    ReturnKind.VOID: SaleVoided,
    ReturnKind.REFUND: SaleRefunded,
}
_PLACES = select(
    SALE_RETURN.c.kind, SALE_RETURN.c.return_id, SALE_RETURN.c.register_id, SALE_RETURN.c.seq
)


def _stored(row: Any) -> StoredReturn:
    return StoredReturn(ReturnKind(row.kind), row.return_id, row.register_id, row.seq)


def _record(
    db: Connection,
    written: "Written",
    body: SaleVoided | SaleRefunded,
    kind: ReturnKind,
    return_id: str,
    title: str,
) -> None:
    number = (db.scalar(select(func.max(SALE_RETURN.c.number))) or 0) + 1
    sales = db.scalar(select(func.max(SALE.c.number))) or 0
    db.execute(
        insert(SALE_RETURN).values(
            number=number,
            place=sales + number,
            kind=kind,
            return_id=return_id,
            title=title,
            sale_id=body.sale_id,
            receipt_number=body.receipt_number,
            register_id=written.register,
            seq=written.seq,
            shift_id=body.shift_id,
            cashier=body.cashier,
            at=stamp(body.at),
            business_date=body.business_date.isoformat(),
            total=body.total,
            tax=sum((line.tax or 0) + (line.tax_included or 0) for line in body.lines),
            reason=body.reason,
        )
    )
    _record_parts(db, number, body)
    given = [Payment(payment.method, -payment.amount) for payment in body.payments]
    shift_sums.add_return(db, body.shift_id, body.cashier, kind, -body.total, given, body.lines)


def _record_parts(db: Connection, number: int, body: SaleVoided | SaleRefunded) -> None:
    lines = [
        {
            "sale_id": body.sale_id,
            "return_number": number,
            "number": line.number,
            "product_id": line.product_id,
            "name": line.name,
            "qty_milli": line.qty_milli,
            "amount": line.amount,
            "category": line.category,
            "brand": line.brand,
        }
        for line in body.lines
    ]
    payments = [
        {"return_number": number, "method": payment.method, "amount": payment.amount}
        for payment in body.payments
    ]
    for table, rows in ((SALE_RETURN_LINE, lines), (SALE_RETURN_PAYMENT, payments)):
        if rows:
            db.execute(insert(table), rows)
    stock.take(db, _taken(body))


def _record_elsewhere(
    db: Connection,
    written: "Written",
    body: SaleVoided | SaleRefunded,
    kind: ReturnKind,
    return_id: str,
) -> None:
    this = (SIBLING_RETURN.c.kind == kind) & (SIBLING_RETURN.c.return_id == return_id)
    known = db.scalar(select(SIBLING_RETURN.c.content).where(this))
    if known is not None:
        # Two registers may each have voided a sale while they were offline.
        content = msgspec.json.encode(body).decode()
        if siblings.name_first(db, SIBLING_RETURN, this, written, content=content):
            former = msgspec.json.decode(known, type=_BODIES[kind])
            stock.take(db, [replace(one, qty_milli=-one.qty_milli) for one in _taken(former)])
            stock.take(db, _taken(body))
        return
    if find(db, kind, return_id) and kind is ReturnKind.REFUND:
        return
    db.execute(
        insert(SIBLING_RETURN).values(
            kind=kind,
            return_id=return_id,
            sale_id=body.sale_id,
            register_id=written.register,
            seq=written.seq,
            content=msgspec.json.encode(body).decode(),
        )
    )
    stock.take(db, _taken(body))
    _settle_state(db, body.sale_id)


def _taken(body: SaleVoided | SaleRefunded) -> list[Taken]:
    return [one for line in body.lines for one in line.takes or ()]


def _elsewhere(db: Connection, sale_id: str) -> list[SaleVoided | SaleRefunded]:
    """What other registers gave back of a sale."""
    chosen = select(SIBLING_RETURN.c.kind, SIBLING_RETURN.c.content).where(
        SIBLING_RETURN.c.sale_id == sale_id
    )
    return [
        msgspec.json.decode(row.content, type=_BODIES[ReturnKind(row.kind)])
        for row in db.execute(chosen.order_by(SIBLING_RETURN.c.return_id))
    ]


def _settle_state(db: Connection, sale_id: str) -> None:
    """Note what became of a sale, whichever register took it back."""
    back = earlier(db, sale_id)
    if back.voided:
        state = SaleState.VOIDED
    elif _sold(db, sale_id) <= sum(back.quantities.values()):
        state = SaleState.REFUNDED
    else:
        state = SaleState.PARTLY_REFUNDED
    _set_state(db, sale_id, state)


def _set_state(db: Connection, sale_id: str, state: SaleState) -> None:
    db.execute(update(SALE).where(SALE.c.sale_id == sale_id).values(state=state))


def _sold(db: Connection, sale_id: str) -> int:
    chosen = select(func.sum(SALE_LINE.c.qty_milli)).where(SALE_LINE.c.sale_id == sale_id)
    return db.scalar(chosen) or 0


def _quantities(db: Connection, sale_id: str) -> dict[int, int]:
    chosen = (
        select(SALE_RETURN_LINE.c.number, func.sum(SALE_RETURN_LINE.c.qty_milli).label("qty"))
        .where(SALE_RETURN_LINE.c.sale_id == sale_id)
        .group_by(SALE_RETURN_LINE.c.number)
    )
    return {row.number: -row.qty for row in db.execute(chosen)}


def _methods(db: Connection, sale_id: str) -> dict[Method, int]:
    chosen = (
        select(SALE_RETURN_PAYMENT.c.method, func.sum(SALE_RETURN_PAYMENT.c.amount).label("given"))
        .join(SALE_RETURN, SALE_RETURN.c.number == SALE_RETURN_PAYMENT.c.return_number)
        .where(SALE_RETURN.c.sale_id == sale_id)
        .group_by(SALE_RETURN_PAYMENT.c.method)
    )
    return {Method(row.method): -row.given for row in db.execute(chosen)}
