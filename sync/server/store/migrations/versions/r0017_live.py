"""Rollups by day and of all booths by hour; shifts, orders and payments that were settled.

All projections are emptied: they are made again from the journals when the server starts.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "r0017"
down_revision = "r0016"
branch_labels = None
depends_on = None

_EMPTIED = (
    *("projection_mark", "quarantine", "continuation", "carried", "sale", "sale_return"),
    *("awaited_sale", "over_return", "hour_rollup", "product_rollup"),
)
_SUMS = ("entries", "sales", "voids", "refunds", "amount", "taken")
_WRITTEN = ("expo_id", "register_id", "seq#", "digest")
_HELD = ("held_by", "held_seq#", "booth_id")


def upgrade() -> None:
    """Add the tables, which every projection from now on fills."""
    for name in _EMPTIED:
        op.execute(sa.delete(sa.table(name)))
    sums = [f"{name}#" for name in _SUMS]
    day = ("expo_id", "booth_id", "business_date", "method")
    _table("day_rollup", day, sums, clustered=True)
    hours = ("expo_id", "business_date", "hour#")
    _table("fair_hour_rollup", hours, ("entries#", "sales#", "amount#"), clustered=True)
    opened = ("shift_id", "at", "business_date", "cashier", "float_amount#")
    _table("shift_opening", _WRITTEN, (*_HELD, *opened))
    drawer = ("sales#", "turnover#", "expected#", "counted#", "difference#", "reason")
    closed = ("shift_id", "at", "number#", "cashier", *drawer)
    _table("shift_closing", _WRITTEN, (*_HELD, *closed))
    order = ("number", "status", "value#", "due", "business_date")
    _table("order_state", ("expo_id", "order_id"), ("at_ms#", *_HELD, *order))
    paid = ("order_id", "business_date", "amount#")
    _table("order_payment", ("expo_id", "payment_id", "method"), (*_HELD, *paid))
    settled = ("at_ms#", *_HELD, "method", "state", "amount#")
    _table("settled_payment", ("expo_id", "source_id", "number#"), settled)


def downgrade() -> None:
    """An older server would leave these behind what it projects."""
    raise NotImplementedError


def _table(name: str, key: Any, rest: Any, *, clustered: bool = False) -> None:
    """A table of texts, and of numbers where a column's name ends in #."""
    form = {"sqlite_with_rowid": False} if clustered else {}
    columns = [each.removesuffix("#") for each in key]
    primary = sa.PrimaryKeyConstraint(*columns, name=f"pk_{name}")
    op.create_table(name, *map(_column, (*key, *rest)), primary, sqlite_strict=True, **form)
    if not clustered:
        op.create_index(f"ix_{name}_booth", name, ["expo_id", "booth_id"])


def _column(told: str) -> sa.Column[Any]:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    kind = number if told.endswith("#") else sa.Text()
    return sa.Column(told.removesuffix("#"), kind, nullable=False, autoincrement=False)
