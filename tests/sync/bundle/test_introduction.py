"""A register's introduction is sealed in the manifest, and nothing else is taken for one."""

import msgspec
import pytest

from pos_app.domain.errors import LapakError
from sync.bundle import introduction, sealing
from sync.bundle.introduction import Introduction
from sync.wire import ContinueRequest
from tests.drivers.bundles import KEY

ONE = Introduction("old", "expo.token", ContinueRequest("K1ABC", "new", "ab" * 32, "install", "1"))


def test_it_is_read_as_it_was_sealed_by_whoever_has_the_key() -> None:
    sealed = introduction.seal((ONE,), KEY)
    assert introduction.unseal(sealed, KEY) == (ONE,)
    with pytest.raises(LapakError, match="bundle_damaged"):
        introduction.unseal(sealed, bytes(32))


@pytest.mark.parametrize("words", [b"", b"{}", b"[" * 4000, msgspec.json.encode([ONE] * 9)])
def test_what_is_none_is_refused(words: bytes) -> None:
    with pytest.raises(LapakError, match="bundle_damaged"):
        introduction.unseal(sealing.seal_words(KEY, words), KEY)
