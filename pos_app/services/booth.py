"""Setting a booth up: on its own, or as a register of an expo."""

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head
from pos_app.domain.kinds import Kind
from pos_app.domain.register import Booth, Expo, RegisterOpened, booth_code, booth_name
from pos_app.store import journal, registers, sales, shifts, sync_links, training
from pos_app.store.database import Work
from pos_app.store.install import Install
from pos_app.store.registers import RegisterState
from pos_app.store.sync_links import SyncLink

__all__ = ["RegisterState", "create_booth", "current_register", "join_booth", "register_in_use"]

FIRST_REGISTER = "K1"


def current_register(work: Work) -> RegisterState | None:
    """The register that sells now; None before the booth is set up."""
    return registers.current_register(work.db)


def register_in_use(work: Work) -> RegisterState:
    """The register that sells now; raises LapakError `booth_not_set_up`."""
    register = current_register(work)
    if register is None:
        raise LapakError("booth_not_set_up")
    return register


def register_of_sale(work: Work, sale_id: str) -> RegisterState:
    """The register that a sale was made or practised at, perhaps before the till joined an expo.

    Raises LapakError `sale_unknown`.
    """
    stored = sales.stored_sale(work.db, sale_id) or training.stored_sale(work.db, sale_id)
    if stored is None:
        raise LapakError("sale_unknown", sale=sale_id)
    return registers.register_by_id(work.db, stored.register)


def create_booth(
    work: Work, install: Install, name: str, code: str, zone: str = "Asia/Jakarta"
) -> RegisterState:
    """Set up a booth that sells on its own.

    Raises LapakError `booth_exists`, `booth_name_not_usable` or `booth_code_not_usable`.
    """
    if current_register(work) is not None:
        raise LapakError("booth_exists")
    booth = Booth(work.new_id(work.at), booth_code(code), booth_name(name))
    register = work.new_id(work.at)
    return _open_register(work, install, register, FIRST_REGISTER, booth, expo=None, zone=zone)


def join_booth(
    work: Work, install: Install, link: SyncLink, booth: Booth, expo: Expo, register_code: str
) -> RegisterState:
    """Open the register that an organizer's server granted and remember how to reach it.

    Sales of an earlier register stay in their own journal. Raises LapakError `shift_still_open`,
    or `register_left` for a register that sold here before another one.
    """
    before = current_register(work)
    if before is not None and before.id == link.register:
        sync_links.save(work.db, link)
        return before
    if before is not None and shifts.open_shift(work.db, before.id) is not None:
        raise LapakError("shift_still_open")
    if journal.head_at(work.db, link.register, 1) is not None:
        raise LapakError("register_left")
    register = _open_register(
        work, install, link.register, register_code, booth, expo=expo, zone=expo.zone
    )
    sync_links.save(work.db, link)
    return register


def _open_register(
    work: Work,
    install: Install,
    register: str,
    code: str,
    booth: Booth,
    *,
    expo: Expo | None,
    zone: str,
) -> RegisterState:
    before = current_register(work)
    opened = RegisterOpened(
        code=code,
        booth=booth,
        expo=expo,
        public_key=install.public_key,
        install_id=install.install_id,
        zone=zone,
        cutoff_minutes=expo.cutoff_minutes if expo else 0,
        continues=before.id if before else None,
        continues_seq=before.head.seq if before else 0,
        continues_hash=before.head.hash.hex() if before else "",
    )
    journal.append(work.db, Head(register), Kind.REGISTER_OPENED, opened, work.at)
    return register_in_use(work)
