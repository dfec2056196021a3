"""Voids and refunds in the totals, and sales of which too much came back.

All projections are emptied: they are made again from the journals when the server starts.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None

_EMPTIED = ("projection_mark", "quarantine", "continuation", "sale")
_MADE_ANEW = ("hour_rollup", "product_rollup")


def upgrade() -> None:
    """Make the rollups anew with more columns, and the tables of what came back."""
    for name in _EMPTIED:
        op.execute(sa.delete(sa.table(name)))
    for name in _MADE_ANEW:
        op.drop_table(name)
    _rollups()
    _returns()


def downgrade() -> None:
    """An older server cannot read what tills write now."""
    raise NotImplementedError


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=False, autoincrement=False)


def _table(name: str, *parts: Any, clustered: bool = False) -> None:
    form = {"sqlite_with_rowid": False} if clustered else {}
    op.create_table(name, *parts, sqlite_strict=True, **form)


def _rollups() -> None:
    _table(
        "hour_rollup",
        _text("expo_id"),
        _text("booth_id"),
        _text("business_date"),
        _number("hour"),
        _text("method"),
        _number("entries"),
        _number("sales"),
        _number("voids"),
        _number("refunds"),
        _number("amount"),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_hour_rollup_hour")),
        sa.PrimaryKeyConstraint(
            "expo_id", "booth_id", "business_date", "hour", "method", name="pk_hour_rollup"
        ),
        clustered=True,
    )
    _table(
        "product_rollup",
        _text("expo_id"),
        _text("booth_id"),
        _text("business_date"),
        _text("product_id"),
        _text("name"),
        _number("entries"),
        _number("qty_milli"),
        _number("amount"),
        sa.PrimaryKeyConstraint(
            "expo_id", "booth_id", "business_date", "product_id", name="pk_product_rollup"
        ),
        clustered=True,
    )


def _returns() -> None:
    _table(
        "sale_return",
        _text("expo_id"),
        _text("return_id"),
        _text("sale_id"),
        _text("booth_id"),
        _text("register_id"),
        _number("seq"),
        _text("business_date"),
        _number("total"),
        _text("receipt_number"),
        sa.PrimaryKeyConstraint("expo_id", "return_id", name="pk_sale_return"),
    )
    op.create_index("ix_sale_return_sale_id", "sale_return", ["expo_id", "sale_id"])
    _table(
        "awaited_sale",
        _text("expo_id"),
        _text("sale_id"),
        sa.PrimaryKeyConstraint("expo_id", "sale_id", name="pk_awaited_sale"),
    )
    _table(
        "over_return",
        _text("expo_id"),
        _text("sale_id"),
        _text("booth_id"),
        _text("receipt_number"),
        _text("reason"),
        sa.PrimaryKeyConstraint("expo_id", "sale_id", name="pk_over_return"),
    )
