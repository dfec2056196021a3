"""What a register asks of the organizer's server."""

from urllib.parse import quote

import msgspec

from sync import wire
from sync.client.http import Http
from sync.client.pace import TIMEOUTS, Timeouts
from sync.wire import (
    ContinueRequest,
    JoinGrant,
    JoinRequest,
    SealedNews,
    ShownReceipt,
    SiblingPage,
    Siblings,
    Watermark,
)

_BATCH = {"Content-Type": "application/octet-stream", "Content-Encoding": "zstd"}


class Server:
    """One server at one address; `token` is the register's. Errors are those of `Http.ask`.

    `protocol` is the newest version that both understand, as far as is known.
    """

    def __init__(
        self,
        address: str,
        token: str = "",
        timeouts: Timeouts = TIMEOUTS,
        certificate: str = "",
    ) -> None:
        self._http = Http(address, token, timeouts, certificate)
        self.protocol = wire.PROTOCOL

    def join(self, request: JoinRequest) -> JoinGrant:
        """Ask for a booth with a join code; the same request again gets the same booth."""
        return self._http.ask("POST", wire.JOIN_PATH, JoinGrant, msgspec.json.encode(request))

    def continue_register(self, earlier: str, request: ContinueRequest) -> JoinGrant:
        """Ask to be known in place of an earlier register, whose token this one bears."""
        path = wire.CONTINUE_PATH.format(register=earlier)
        return self._http.ask("POST", path, JoinGrant, msgspec.json.encode(request))

    def watermark(self, register: str) -> Watermark:
        """What the server holds of a register."""
        return self._http.ask("GET", wire.WATERMARK_PATH.format(register=register), Watermark)

    def show_receipt(self, register: str, shown: ShownReceipt) -> Watermark:
        """Show the server what it signed for and holds no more."""
        path = wire.RECEIPT_PATH.format(register=register)
        return self._http.ask("POST", path, Watermark, msgspec.json.encode(shown))

    def push(self, register: str, raw: bytes) -> Watermark:
        """Hand over a batch; the answer says what is held now."""
        path = wire.JOURNAL_PATH.format(register=register)
        return self._http.ask("POST", path, Watermark, wire.compress(raw), _BATCH)

    def news(self, register: str, revision: int, offers_revision: int) -> SealedNews:
        """What the organizer has changed since these revisions."""
        path = wire.NEWS_PATH.format(register=register)
        asked = f"?revision={revision}&offers_revision={offers_revision}"
        return self._http.ask("GET", path + asked, SealedNews)

    def siblings(self, register: str, after: int) -> Siblings:
        """The booth's other registers, and agreed moments of this one's entries after a seq."""
        path = f"{wire.SIBLINGS_PATH.format(register=register)}?after={after}"
        return self._http.ask("GET", path, Siblings)

    def sibling_page(self, register: str, sibling: str, after: int) -> SiblingPage:
        """Entries of another register of the booth after a seq."""
        path = wire.SIBLING_JOURNAL_PATH.format(register=register, sibling=quote(sibling, safe=""))
        return self._http.ask("GET", f"{path}?after={after}", SiblingPage)

    def close(self) -> None:
        """Let the connection go."""
        self._http.close()
