"""Links with which exhibitors look at their own booth's figures, and at nothing else."""

from datetime import datetime

import msgspec
from sqlalchemy import Connection, insert, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import moment, stamp
from sync.server.accounts import audit, tokens
from sync.server.office import Office
from sync.server.store.rows import BoothRow, ExhibitorLinkRow


class Exhibitor(msgspec.Struct, frozen=True):
    """Whose link it is: the booth that it shows."""

    expo_id: str
    booth_id: str
    code: str
    name: str


class Link(msgspec.Struct, frozen=True):
    """A link that is good: when it was made and when somebody last came by it."""

    made_at: datetime
    used_at: datetime | None


def make_link(office: Office, expo_id: str, booth_id: str) -> str:
    """A new link's token for a booth; the ones before it lead nowhere from now on.

    Raises LapakError `booth_unknown`.
    """
    text = tokens.register_token(expo_id, office.new_secret())
    with office.database.write() as connection:
        booth = _booth(connection, expo_id, booth_id)
        _end(connection, expo_id, booth_id, office.clock())
        connection.execute(
            insert(ExhibitorLinkRow).values(
                expo_id=expo_id,
                token_hash=tokens.token_hash(text),
                booth_id=booth_id,
                created_at=stamp(office.clock()),
            )
        )
        audit.note(connection, office, "link.made", expo_id, booth=booth)
    return text


def end_links(office: Office, expo_id: str, booth_id: str) -> None:
    """Let nobody in by a booth's links any more; raises LapakError `booth_unknown`."""
    with office.database.write() as connection:
        booth = _booth(connection, expo_id, booth_id)
        _end(connection, expo_id, booth_id, office.clock())
        audit.note(connection, office, "link.ended", expo_id, booth=booth)


def exhibitor_of(connection: Connection, token: str) -> Exhibitor | None:
    """Whose a link's token is; None if it is unknown or was ended."""
    expo_id = tokens.expo_of(token)
    if expo_id is None:
        return None
    row = connection.execute(
        select(BoothRow.expo_id, BoothRow.booth_id, BoothRow.code, BoothRow.name)
        .join(
            ExhibitorLinkRow,
            (ExhibitorLinkRow.expo_id == BoothRow.expo_id)
            & (ExhibitorLinkRow.booth_id == BoothRow.booth_id),
        )
        .where(
            ExhibitorLinkRow.expo_id == expo_id,
            ExhibitorLinkRow.token_hash == tokens.token_hash(token),
            ExhibitorLinkRow.ended_at.is_(None),
        )
    ).one_or_none()
    return Exhibitor(*row) if row else None


def note_use(office: Office, token: str) -> None:
    """Remember that somebody came by a link."""
    with office.database.write() as connection:
        connection.execute(
            update(ExhibitorLinkRow)
            .where(
                ExhibitorLinkRow.expo_id == (tokens.expo_of(token) or ""),
                ExhibitorLinkRow.token_hash == tokens.token_hash(token),
            )
            .values(used_at=stamp(office.clock()))
        )


def links_of(connection: Connection, expo_id: str) -> dict[str, Link]:
    """The link of each booth that has one, by the booth's id."""
    rows = connection.execute(
        select(
            ExhibitorLinkRow.booth_id, ExhibitorLinkRow.created_at, ExhibitorLinkRow.used_at
        ).where(ExhibitorLinkRow.expo_id == expo_id, ExhibitorLinkRow.ended_at.is_(None))
    )
    return {
        row.booth_id: Link(moment(row.created_at), moment(row.used_at) if row.used_at else None)
        for row in rows
    }


def _booth(connection: Connection, expo_id: str, booth_id: str) -> str:
    code = connection.execute(
        select(BoothRow.code).where(BoothRow.expo_id == expo_id, BoothRow.booth_id == booth_id)
    ).scalar_one_or_none()
    if code is None:
        raise LapakError("booth_unknown", booth=booth_id)
    return code


def _end(connection: Connection, expo_id: str, booth_id: str, now: datetime) -> None:
    connection.execute(
        update(ExhibitorLinkRow)
        .where(
            ExhibitorLinkRow.expo_id == expo_id,
            ExhibitorLinkRow.booth_id == booth_id,
            ExhibitorLinkRow.ended_at.is_(None),
        )
        .values(ended_at=stamp(now))
    )
