"""A hook's secret is made anew; what is sent is signed with the earlier one too for a while."""

import sqlalchemy as sa
from alembic import op

revision = "r0023"
down_revision = "r0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the earlier secret and until when it signs; nobody has one yet."""
    op.add_column("webhook", sa.Column("earlier_secret", sa.LargeBinary(), nullable=True))
    op.add_column("webhook", sa.Column("earlier_until", sa.Text(), nullable=True))


def downgrade() -> None:
    """An older server would sign with one secret that receivers may not know yet."""
    raise NotImplementedError
