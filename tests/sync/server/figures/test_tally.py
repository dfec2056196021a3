"""Reading a sale at the server: whatever its bytes are, they are told as unreadable."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import VERSION, Entry
from pos_app.domain.kinds import Kind
from sync.server.figures.counted import count_sale

DEEP = b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@pytest.mark.parametrize("body", [b"", b"{}", b'{"id":"\xff"}', DEEP])
def test_a_sale_that_cannot_be_read_is_told_as_one(body: bytes) -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    entry = Entry(VERSION, "register", 1, at, Kind.SALE_COMPLETED, msgspec.Raw(body))
    with pytest.raises(LapakError, match="entry_unreadable"):
        count_sale(entry, ZoneInfo("Asia/Jakarta"))
