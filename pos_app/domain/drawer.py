"""Opening the cash drawer without a sale."""

import msgspec


class DrawerOpened(msgspec.Struct, frozen=True):
    """Body of `drawer.opened`: who opened it and why. `shift_id` is empty between shifts."""

    person: str
    name: str
    reason: str
    shift_id: str = ""
