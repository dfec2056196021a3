"""Journals of the booth's other registers: keeping them, and reading what they and ours share."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    Text,
    case,
    cast,
    exists,
    func,
    insert,
    literal,
    not_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain import journal as chain
from pos_app.domain.continuation import KIND as CARRIED_KIND
from pos_app.domain.continuation import unwrapped, written_first
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Entry, Head
from pos_app.domain.kinds import body_of
from pos_app.domain.moments import stamp
from pos_app.store.tables.journal import JOURNAL, REGISTER
from pos_app.store.tables.siblings import OWN_MOMENT, SIBLING, SIBLING_JOURNAL

if TYPE_CHECKING:
    from pos_app.store.written import Written

Chained = Sequence[tuple[Entry, bytes, bytes]]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_IS_BEHIND = SIBLING_JOURNAL.c.seq > SIBLING.c.merged_seq


class Sibling(msgspec.Struct, frozen=True):
    """Another register: its key, the end of its journal here, and up to where it counts."""

    code: str
    public_key: str
    head: Head
    merged_seq: int


class Told(msgspec.Struct, frozen=True):
    """What an entry about something shared says; `order` sorts alike at every register.

    `register` and `seq` are where it stands. `settled` is whether its moment was agreed on; `data`
    are the bytes that were written first, the same wherever they were carried.
    """

    order: tuple[int, int, str, int, bytes]
    settled: bool
    data: bytes
    register: str
    seq: int
    at: datetime
    kind: str
    body: Any


def everyone(db: Connection) -> dict[str, Sibling]:
    """The other registers that something is known of, by id."""
    return {
        row.register_id: Sibling(
            row.code, row.public_key, Head(row.register_id, row.seq, row.hash), row.merged_seq
        )
        for row in db.execute(select(SIBLING).order_by(SIBLING.c.register_id))
    }


def keep(db: Connection, sibling: Sibling, entries: Chained, moments: dict[int, int]) -> None:
    """Store entries that follow those of another register; they count once they are merged."""
    register = sibling.head.register
    rows = [
        {
            "register_id": register,
            "seq": entry.seq,
            "at": stamp(entry.at),
            "kind": entry.kind,
            "entry": data,
            "hash": digest,
            "moment": moments.get(entry.seq),
        }
        for entry, data, digest in entries
    ]
    if rows:
        db.execute(insert(SIBLING_JOURNAL), rows)
    values = {
        "code": sibling.code,
        "public_key": sibling.public_key,
        "seq": sibling.head.seq,
        "hash": sibling.head.hash,
        "merged_seq": sibling.merged_seq,
    }
    added = upsert(SIBLING).values(register_id=register, **values)
    db.execute(added.on_conflict_do_update(index_elements=["register_id"], set_=values))


def keep_moments(db: Connection, register: str, moments: Sequence[tuple[int, int]]) -> None:
    """Store the agreed moments of a register of this machine."""
    if moments:
        rows = [{"register_id": register, "seq": seq, "moment": at} for seq, at in moments]
        db.execute(upsert(OWN_MOMENT).on_conflict_do_nothing(), rows)


def last_moment(db: Connection, register: str) -> int:
    """The last entry of a register of this machine whose agreed moment is known; 0 if none is."""
    chosen = select(func.max(OWN_MOMENT.c.seq)).where(OWN_MOMENT.c.register_id == register)
    return db.scalar(chosen) or 0


def is_behind(db: Connection) -> bool:
    """Whether entries of other registers are here that do not count yet."""
    same = SIBLING_JOURNAL.c.register_id == SIBLING.c.register_id
    return bool(db.scalar(select(exists().where(same & _IS_BEHIND))))


def unmerged(db: Connection, most: int) -> list[tuple[str, int, Entry]]:
    """The first entries of other registers that do not count yet: (register, seq, entry)."""
    return list(_entries(db, _IS_BEHIND, most))


def merged(db: Connection) -> Iterator[tuple[str, int, Entry]]:
    """Entries of other registers that count."""
    return _entries(db, SIBLING_JOURNAL.c.seq <= SIBLING.c.merged_seq)


def note_merged(db: Connection, register: str, seq: int) -> None:
    """What another register wrote counts now, up to this entry."""
    here = SIBLING.c.register_id == register
    db.execute(update(SIBLING).where(here).values(merged_seq=seq))


def tell_of(db: Connection, kinds: Collection[str]) -> bool:
    """Whether other registers said something that counts of these kinds."""
    return bool(
        db.scalar(
            select(
                exists()
                .where(_says(SIBLING_JOURNAL, kinds))
                .where(SIBLING.c.register_id == SIBLING_JOURNAL.c.register_id)
                .where(SIBLING_JOURNAL.c.seq <= SIBLING.c.merged_seq)
            )
        )
    )


def told(db: Connection, kinds: Collection[str]) -> list[Told]:
    """What all registers say of these kinds, the word that counts last.

    By agreed moments, then by (register, seq). What no server has seen yet was said here last; what
    was said here before the booth belonged to an expo goes by this machine's clock. What a later
    register carried over counts once, at the moment and place at which it was said.
    """
    first: dict[bytes, Told] = {}
    for one in (*_own(db, kinds), *_theirs(db, kinds)):
        known = first.get(one.data)
        if known is None or _weight(one) < _weight(known):
            first[one.data] = one
    return sorted(first.values(), key=lambda one: one.order)


def _weight(one: Told) -> tuple[Any, ...]:
    """Of the same words, those count whose moment was agreed on, best where they were said."""
    at_home = (one.register, one.seq) == one.order[2:4]
    return not one.settled, not at_home, one.order, one.register, one.seq


def _says(journal: Table, kinds: Collection[str]) -> ColumnElement[bool]:
    """Whether an entry is of these kinds, or carries one that is."""
    text = cast(journal.c.entry, Text)
    inner = case((func.json_valid(text) == 1, func.json_extract(text, "$.body.entry.kind")))
    carried = journal.c.kind == CARRIED_KIND
    among = journal.c.kind.in_([*kinds, CARRIED_KIND])
    return among & (not_(carried) | inner.in_(list(kinds)))


def name_first(
    db: Connection, table: Table, which: ColumnElement[bool], written: "Written", **also: object
) -> bool:
    """Let rows that two entries tell of name the first of them, by register and seq.

    One carries what the other wrote; which came over first must not matter. What stands in a
    journal of this machine stays where it is. Returns whether the entry is named now.
    """
    place = tuple_(table.c.register_id, table.c.seq)
    later = place > tuple_(literal(written.register), literal(written.seq))
    theirs = table.c.register_id.not_in(select(REGISTER.c.register_id))
    values = {"register_id": written.register, "seq": written.seq, **also}
    return bool(db.execute(update(table).where(which, theirs, later).values(values)).rowcount)


def entry_of(db: Connection, register: str, seq: int) -> tuple[Entry, bytes]:
    """One entry of another register that is known to be there, and its hash."""
    chosen = select(SIBLING_JOURNAL.c.entry, SIBLING_JOURNAL.c.hash).where(
        SIBLING_JOURNAL.c.register_id == register, SIBLING_JOURNAL.c.seq == seq
    )
    row = db.execute(chosen).one()
    return chain.decode(row.entry), row.hash


def chains(db: Connection) -> Iterator[tuple[Sibling, Iterator[tuple[int, bytes, bytes]]]]:
    """The whole chain of each other register as (seq, bytes, hash)."""
    for register, sibling in everyone(db).items():
        chosen = (
            select(SIBLING_JOURNAL.c.seq, SIBLING_JOURNAL.c.entry, SIBLING_JOURNAL.c.hash)
            .where(SIBLING_JOURNAL.c.register_id == register)
            .order_by(SIBLING_JOURNAL.c.seq)
        )
        yield sibling, ((row.seq, row.entry, row.hash) for row in db.execute(chosen))


def _entries(
    db: Connection, which: Any, most: int | None = None
) -> Iterator[tuple[str, int, Entry]]:
    chosen = (
        select(SIBLING_JOURNAL.c.register_id, SIBLING_JOURNAL.c.seq, SIBLING_JOURNAL.c.entry)
        .join(SIBLING, SIBLING.c.register_id == SIBLING_JOURNAL.c.register_id)
        .where(which)
        .order_by(SIBLING_JOURNAL.c.register_id, SIBLING_JOURNAL.c.seq)
        .limit(most)
    )
    for row in db.execute(chosen):
        yield row.register_id, row.seq, chain.decode(row.entry)


def _own(db: Connection, kinds: Collection[str]) -> Iterator[Told]:
    moments = (OWN_MOMENT.c.register_id == JOURNAL.c.register_id) & (
        OWN_MOMENT.c.seq == JOURNAL.c.seq
    )
    chosen = (
        select(
            JOURNAL.c.register_id,
            JOURNAL.c.seq,
            JOURNAL.c.at,
            JOURNAL.c.entry,
            OWN_MOMENT.c.moment,
            REGISTER.c.expo_id,
        )
        .join(REGISTER, REGISTER.c.register_id == JOURNAL.c.register_id)
        .outerjoin(OWN_MOMENT, moments)
        .where(_says(JOURNAL, kinds))
    )
    for row in db.execute(chosen):
        unseen = row.moment is None and row.expo_id is not None
        yield from _told(row, rank=int(unseen))


def _theirs(db: Connection, kinds: Collection[str]) -> Iterator[Told]:
    chosen = (
        select(SIBLING_JOURNAL)
        .join(SIBLING, SIBLING.c.register_id == SIBLING_JOURNAL.c.register_id)
        .where(_says(SIBLING_JOURNAL, kinds))
        .where(SIBLING_JOURNAL.c.seq <= SIBLING.c.merged_seq)
    )
    for row in db.execute(chosen):
        yield from _told(row, rank=0)


def _told(row: Any, rank: int) -> Iterator[Told]:
    try:
        outer = chain.decode(row.entry)
        data = written_first(outer, row.entry)
        entry, body = chain.decode(data), body_of(unwrapped(outer))
    except LapakError:
        return  # a newer version's; it counts once this till is brought up to date
    when = row.moment
    if when is None:
        when = 0 if rank else round((entry.at - _EPOCH).total_seconds() * 1000)
    order = rank, when, entry.register, entry.seq, data
    settled = row.moment is not None
    yield Told(order, settled, data, row.register_id, row.seq, entry.at, entry.kind, body)
