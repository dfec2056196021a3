"""Join codes that are told again, when one was used, and how far a register's clock is off."""

import sqlalchemy as sa
from alembic import op

revision = "r0019"
down_revision = "r0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; nobody knows them of what is there."""
    for name in ("used_at", "nonce", "ended_at"):
        op.add_column("join_code", sa.Column(name, sa.Text(), nullable=True))
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("register", sa.Column("clock_off_ms", number, nullable=True))


def downgrade() -> None:
    """An older server would let codes in that were replaced."""
    raise NotImplementedError
