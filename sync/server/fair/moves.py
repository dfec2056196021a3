"""Codes that bring a register's booth to another laptop.

A move code is a join code that names a register: whoever joins with it continues that one.
"""

from sqlalchemy import Connection, insert

from pos_app.domain.errors import LapakError
from sync.server.accounts import audit
from sync.server.fair import joining
from sync.server.fair.joining import JoinCode
from sync.server.fair.registers import RegisterSeen, find_register
from sync.server.journals.lines import journals
from sync.server.office import Office
from sync.server.store.rows import MoveCodeRow


def create_move_code(office: Office, expo_id: str, text: str) -> tuple[JoinCode, RegisterSeen]:
    """A code with which an empty laptop takes a register's booth over (named by id or code).

    Good once and for 24 hours. Raises LapakError `register_unknown`, or `register_not_heard` where
    nothing is held of it that could be brought back.
    """
    with office.database.read() as connection:
        register = find_register(connection, expo_id, text)
        if not journals(connection, expo_id, register.id):
            raise LapakError("register_not_heard", register=register.code)
    booth = register.code.split("-")[0]

    def name(connection: Connection, hashed: str) -> None:
        row = {"expo_id": expo_id, "code_hash": hashed, "register_id": register.id}
        connection.execute(insert(MoveCodeRow).values(row))
        audit.note(connection, office, "register.moving", expo_id, register=register.code)

    return joining.create_join_code(office, expo_id, booth, also=name), register
