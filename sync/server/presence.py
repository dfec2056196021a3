"""Where this process can be reached and by which certificate, vouched for by the server's key."""

import msgspec

from pos_app.domain.errors import LapakError
from sync.server.office import Office
from sync.wire import MAX_ADDRESSES, Presence, presence_message

_CHALLENGE_DIGITS = (16, 128)


class Whereabouts:
    """What the listener says of itself once it listens; empty before that."""

    def __init__(self) -> None:
        self.name = ""
        self.certificate = ""
        self.addresses: tuple[str, ...] = ()

    def tell(self, name: str, certificate: str, addresses: tuple[str, ...]) -> None:
        """The listener is up."""
        self.name, self.certificate = name, certificate
        self.addresses = addresses[:MAX_ADDRESSES]


def presence(office: Office, here: Whereabouts, challenge: str) -> Presence:
    """Who answers here, signed together with what the asker made up.

    Raises LapakError `challenge_unusable`.
    """
    least, most = _CHALLENGE_DIGITS
    if not (least <= len(challenge) <= most and challenge.isascii() and challenge.isalnum()):
        raise LapakError("challenge_unusable")
    told = Presence(
        server_id=office.identity.server_id,
        server_key=office.identity.public_key,
        name=here.name,
        certificate=here.certificate,
        addresses=here.addresses,
        signature="",
    )
    signature = office.identity.sign(presence_message(told, challenge))
    return msgspec.structs.replace(told, signature=signature)
