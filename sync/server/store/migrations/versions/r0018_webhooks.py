"""Programs that are told of closed shifts and finished booths.

Shifts that were closed before are noted as told: nobody asked for them.
"""

import sqlalchemy as sa
from alembic import op

revision = "r0018"
down_revision = "r0017"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OF_HOOK = ("expo_id", "hook_id")
_OF_DELIVERY = (*_OF_HOOK, "event_id")
_KNOWN = """
INSERT INTO happening (expo_id, kind, subject, spread, body)
SELECT expo_id, 'shift.closed', register_id || '/' || seq || '/' || digest, 1, {empty}
FROM shift_closing
"""


def upgrade() -> None:
    """Add the tables."""
    _table("happening", ("expo_id", "kind", "subject"), _number("spread"), _bytes("body"))
    op.create_index("ix_happening_spread", "happening", ["expo_id", "spread"])
    _table(
        "webhook",
        _OF_HOOK,
        *_texts("url", "kinds"),
        _bytes("secret"),
        *_texts("created_at", "created_by", "problem"),
        sa.Column("paused_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["expo_id"], ["expo.expo_id"], name="fk_webhook_expo"),
    )
    _table(
        "webhook_delivery",
        _OF_DELIVERY,
        *_texts("kind", "subject", "state"),
        *(_number("attempts"), _number("tries")),
        *_texts("made_at", "due_at"),
        _refers(_OF_HOOK, "webhook_delivery", "webhook"),
        sa.CheckConstraint(
            "state IN ('waiting', 'delivered', 'given_up')", name="ck_webhook_delivery_state"
        ),
    )
    op.create_index("ix_webhook_delivery_due", "webhook_delivery", ["expo_id", "state", "due_at"])
    op.create_table(
        "webhook_attempt",
        *_texts(*_OF_DELIVERY),
        _number("number"),
        *_texts("at", "problem"),
        *(_number("status"), _number("took_ms")),
        _refers(_OF_DELIVERY, "webhook_attempt", "webhook_delivery"),
        sa.PrimaryKeyConstraint(*_OF_DELIVERY, "number", name="pk_webhook_attempt"),
        sqlite_strict=True,
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(_KNOWN.format(empty="x''" if is_sqlite else "''::bytea"))


def downgrade() -> None:
    """An older server would tell nobody."""
    raise NotImplementedError


def _table(name: str, key: tuple[str, ...], *rest: sa.schema.SchemaItem) -> None:
    primary = sa.PrimaryKeyConstraint(*key, name=f"pk_{name}")
    op.create_table(name, *_texts(*key), *rest, primary, sqlite_strict=True)


def _refers(columns: tuple[str, ...], name: str, table: str) -> sa.ForeignKeyConstraint:
    theirs = [f"{table}.{column}" for column in columns]
    return sa.ForeignKeyConstraint(list(columns), theirs, name=f"fk_{name}_{table}")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, NUMBER, nullable=False, autoincrement=False)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)
