"""What an organizer tells and offers the booths of an expo, and registers that are locked out."""

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; what was locked out before has no reason written down."""
    _table(
        "expo_notice",
        _text("expo_id"),
        _number("revision"),
        _text("first_day"),
        _text("last_day"),
        _text("header"),
        _text("announcement"),
        _number("offers_revision"),
        sa.PrimaryKeyConstraint("expo_id", name="pk_expo_notice"),
    )
    _table(
        "offer",
        _text("expo_id"),
        _text("offer_id"),
        _number("revision"),
        _text("name"),
        _number("price"),
        _text("barcode"),
        _text("category"),
        _text("unit"),
        _text("brand"),
        _text("booths"),
        sa.PrimaryKeyConstraint("expo_id", "offer_id", name="pk_offer"),
    )
    _table(
        "revocation",
        _text("expo_id"),
        _text("register_id"),
        _text("at"),
        _text("reason"),
        sa.PrimaryKeyConstraint("expo_id", "register_id", name="pk_revocation"),
    )


def downgrade() -> None:
    """An older server would tell tills nothing of this."""
    raise NotImplementedError


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=False, autoincrement=False)


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(name, *parts, sqlite_strict=True)
