"""Sales are found by the number on their receipt, of millions too."""

from alembic import op

revision = "r0020"
down_revision = "r0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_sale_receipt_number", "sale", ["expo_id", "receipt_number"])


def downgrade() -> None:
    """An earlier server would not mind, but none is made from a later one."""
    raise NotImplementedError
