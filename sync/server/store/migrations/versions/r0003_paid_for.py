"""What a product brought is what was paid for it, with taxes and service on top.

All projections are emptied: they are made again from the journals when the server starts.
"""

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None

_EMPTIED = (
    "projection_mark",
    "quarantine",
    "continuation",
    "sale",
    "sale_return",
    "awaited_sale",
    "over_return",
    "hour_rollup",
    "product_rollup",
)


def upgrade() -> None:
    """Forget what was counted; journals stay."""
    for name in _EMPTIED:
        op.execute(sa.delete(sa.table(name)))


def downgrade() -> None:
    """An older server would add the same journals up otherwise."""
    raise NotImplementedError
