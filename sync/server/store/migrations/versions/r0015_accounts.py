"""Roles, scopes of tokens, links for exhibitors, and the audit."""

import sqlalchemy as sa
from alembic import op

revision = "r0015"
down_revision = "r0014"
branch_labels = None
depends_on = None

SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add them; tokens that are good stay good for all that they were."""
    must_change = sa.Column("must_change", SEQ, nullable=False, server_default="0")
    op.add_column("account", must_change)
    op.add_column("account", sa.Column("blocked_at", sa.Text(), nullable=True))
    op.add_column("account", sa.Column("last_login", sa.Text(), nullable=True))
    op.add_column("api_token", sa.Column("scopes", sa.Text(), nullable=False, server_default=""))
    op.execute(
        "UPDATE api_token SET role = 'program', scopes = 'look set_up settle personal run'"
        " WHERE role = 'admin'"
    )
    _add_links()
    op.create_table(
        "audit",
        sa.Column("seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("expo_id", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
        sqlite_strict=True,
    )
    op.create_index("ix_audit_expo_id_seq", "audit", ["expo_id", "seq"])


def _add_links() -> None:
    op.create_table(
        "exhibitor_link",
        sa.Column("expo_id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["expo_id", "booth_id"],
            ["booth.expo_id", "booth.booth_id"],
            name="fk_exhibitor_link_booth",
        ),
        sa.PrimaryKeyConstraint("expo_id", "token_hash", name="pk_exhibitor_link"),
        sqlite_strict=True,
    )
    op.create_index("ix_exhibitor_link_booth", "exhibitor_link", ["expo_id", "booth_id"])


def downgrade() -> None:
    """An older server would let everybody do everything."""
    raise NotImplementedError
