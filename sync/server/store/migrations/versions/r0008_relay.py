"""Servers that pass on what they hold: a hall's to a central one."""

import sqlalchemy as sa
from alembic import op

revision = "r0008"
down_revision = "r0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; nothing was passed on before."""
    _table(
        "relayed_expo",
        _text("expo_id"),
        _text("relay"),
        sa.PrimaryKeyConstraint("expo_id", name="pk_relayed_expo"),
    )
    _table(
        "passed_on",
        _text("expo_id"),
        _text("register_id"),
        _text("server_id"),
        _number("acked_seq"),
        _number("declared_seq"),
        _text("receipt"),
        _text("at"),
        _text("problem"),
        sa.PrimaryKeyConstraint("expo_id", "register_id", name="pk_passed_on"),
    )
    _table(
        "upstream",
        _number("one"),
        _text("address"),
        _text("server_id"),
        sa.Column("heard_at", sa.Text(), nullable=True),
        _text("problem"),
        sa.PrimaryKeyConstraint("one", name="pk_upstream"),
        sa.CheckConstraint("one = 1", name="ck_upstream_one"),
    )


def downgrade() -> None:
    """An older server would pass nothing on."""
    raise NotImplementedError


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=False, autoincrement=False)


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(name, *parts, sqlite_strict=True)
