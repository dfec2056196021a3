"""When a server was put back from a backup, and what tills show that it lost by that."""

import sqlalchemy as sa
from alembic import op

revision = "r0009"
down_revision = "r0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; what was restored before this version is not known."""
    op.create_table(
        "restoration",
        _number("generation"),
        _text("at"),
        _text("noticed_by"),
        sa.PrimaryKeyConstraint("generation", name="pk_restoration"),
        sqlite_strict=True,
    )
    op.create_table(
        "loss",
        _text("expo_id"),
        _text("register_id"),
        _number("generation"),
        _number("seq"),
        _number("held_seq"),
        _text("shown_at"),
        sa.PrimaryKeyConstraint("expo_id", "register_id", "generation", name="pk_loss"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """What was noticed is not forgotten."""
    raise NotImplementedError


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=False, autoincrement=False)
