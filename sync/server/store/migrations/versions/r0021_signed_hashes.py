"""A signature keeps the hash of what was signed, and whether it was signed unfinished."""

import sqlalchemy as sa
from alembic import op

revision = "r0021"
down_revision = "r0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; earlier signatures are of the statement that they stand at."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("statement_signature", sa.Column("hash", sa.LargeBinary(), nullable=True))
    op.add_column("statement_signature", sa.Column("though_unfinished", number, nullable=True))
    op.execute(
        "UPDATE statement_signature SET hash = (SELECT statement.hash FROM statement WHERE "
        "statement.expo_id = statement_signature.expo_id AND statement.booth_id = "
        "statement_signature.booth_id AND statement.revision = statement_signature.revision)"
    )


def downgrade() -> None:
    """What was signed is not forgotten."""
    raise NotImplementedError
