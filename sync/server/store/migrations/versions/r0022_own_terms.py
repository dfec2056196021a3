"""What differs at one booth from its terms: the deposit that it paid, who received its money."""

import sqlalchemy as sa
from alembic import op

revision = "r0022"
down_revision = "r0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; nothing differs anywhere yet."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "own_terms",
        sa.Column("expo_id", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.Text(), nullable=False),
        sa.Column("version", number, autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["expo_id", "booth_id"], ["booth.expo_id", "booth.booth_id"], name="fk_own_terms_booth"
        ),
        sa.PrimaryKeyConstraint("expo_id", "booth_id", "version", name="pk_own_terms"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """What was agreed is not forgotten."""
    raise NotImplementedError
