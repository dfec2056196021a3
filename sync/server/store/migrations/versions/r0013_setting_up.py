"""What an organizer sets up: an expo's edition, place and target, and who stands in a booth."""

import sqlalchemy as sa
from alembic import op

revision = "r0013"
down_revision = "r0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; expos that are there are open, or closed where they have a closing."""
    for name in ("edition", "city", "venue"):
        op.add_column("expo", _text(name))
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("expo", sa.Column("target", number, nullable=False, server_default="0"))
    op.add_column("expo", _text("status", "open"))
    op.execute(
        "UPDATE expo SET status = 'closed' WHERE EXISTS"
        " (SELECT 1 FROM closing WHERE closing.expo_id = expo.expo_id)"
    )
    usual = {"cluster": "other", "site": "onsite", "kind": "umkm"}
    for name in ("business", "owner", "regency", *usual, "exhibitor"):
        op.add_column("booth", _text(name, usual.get(name, "")))
    op.execute("UPDATE booth SET exhibitor = lower(name)")
    op.create_index("ix_booth_exhibitor", "booth", ["expo_id", "exhibitor"])
    op.create_index("ix_join_code_booth", "join_code", ["expo_id", "booth_id"])
    _certificates()


def downgrade() -> None:
    """An older server would show none of this."""
    raise NotImplementedError


def _certificates() -> None:
    op.create_table(
        "booth_certificate",
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("expo_id", "booth_id", "kind", "number", "until")
        ),
        sa.PrimaryKeyConstraint(
            "expo_id", "booth_id", "kind", "number", name="pk_booth_certificate"
        ),
        sa.ForeignKeyConstraint(
            ["expo_id", "booth_id"],
            ["booth.expo_id", "booth.booth_id"],
            name="fk_booth_certificate_booth",
        ),
        sqlite_strict=True,
    )


def _text(name: str, usual: str = "") -> sa.Column[str]:
    # What older code or a hall's server does not name has the usual value.
    return sa.Column(name, sa.Text(), nullable=False, server_default=usual)
