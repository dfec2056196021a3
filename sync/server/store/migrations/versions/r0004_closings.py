"""Closings of an expo: figures that are kept for good, and the heads that they were counted to."""

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of closings."""
    place = ["expo_id", "revision"]
    op.create_table(
        "closing",
        *_place(),
        sa.Column("closed_at", sa.Text(), nullable=False),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(*place, name=op.f("pk_closing")),
        sa.ForeignKeyConstraint(["expo_id"], ["expo.expo_id"], name=op.f("fk_closing_expo")),
        sqlite_strict=True,
    )
    op.create_table(
        "closed_booth",
        *_place(),
        sa.Column("booth_id", sa.Text(), nullable=False),
        *(sa.Column(name, _INTEGER, nullable=False) for name in _FIGURES),
        sa.Column("status", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(*place, "booth_id", name=op.f("pk_closed_booth")),
        _of_a_closing("closed_booth"),
        sqlite_strict=True,
    )
    op.create_table(
        "closed_register",
        *_place(),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("seq", _INTEGER, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(*place, "register_id", name=op.f("pk_closed_register")),
        _of_a_closing("closed_register"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """What was signed is not forgotten."""
    raise NotImplementedError


_INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_FIGURES = ("sales", "voids", "refunds", "total", "declared", "held")


def _place() -> tuple[sa.Column[str], sa.Column[int]]:
    return (
        sa.Column("expo_id", sa.Text(), nullable=False),
        sa.Column("revision", _INTEGER, autoincrement=False, nullable=False),
    )


def _of_a_closing(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["expo_id", "revision"],
        ["closing.expo_id", "closing.revision"],
        name=op.f(f"fk_{table}_closing"),
    )
