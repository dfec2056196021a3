"""What stands in a till's journal."""

from sqlalchemy import select

from pos_app.domain import journal as chain
from pos_app.domain.kinds import Kind, body_of
from pos_app.services.till import Till, Work
from pos_app.store.tables.journal import JOURNAL


def bodies(till: Till, kind: Kind) -> list[object]:
    """What all entries of a kind say, in order."""

    def read(work: Work) -> list[object]:
        chosen = select(JOURNAL.c.entry).where(JOURNAL.c.kind == kind).order_by(JOURNAL.c.seq)
        return [body_of(chain.decode(data)) for data in work.db.scalars(chosen)]

    return till.read(read).result()


def kinds(till: Till) -> list[str]:
    """The kinds of all entries, in order."""

    def read(work: Work) -> list[str]:
        return list(work.db.scalars(select(JOURNAL.c.kind).order_by(JOURNAL.c.seq)))

    return till.read(read).result()
