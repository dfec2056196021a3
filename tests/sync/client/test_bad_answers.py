"""Whatever comes back, a till says what it is in one code, believes nothing and loses nothing."""

import gzip
from collections.abc import Iterator

import pytest

from pos_app.domain.errors import LapakError
from pos_app.services import booth
from pos_app.services.till import Till
from sync.client.http import MAX_ANSWER_BYTES, Refused
from sync.client.join import join
from sync.wire import Problem, digest
from tests.drivers.fake_organizer import FakeOrganizer
from tests.drivers.lines import IMPATIENT, entries, push, waiting
from tests.drivers.scripted_server import Answer, answer, saying
from tests.drivers.tills import open_shop

PAGE = b"<html><body>Selamat datang di WiFi Alun-Alun</body></html>"


def endless() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
    for _ in range(100_000):
        yield b" " * 65_536


def endless_chunks() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    for _ in range(100_000):
        yield b"10000\r\n" + b" " * 65_536 + b"\r\n"


def dripping() -> Iterator[bytes]:
    import time

    yield b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
    for _ in range(600):
        yield b" "
        time.sleep(0.1)  # below the patience for one piece, far beyond that for all


BAD = {
    "a login page": (answer(200, PAGE, Content_Type="text/html"), "server_not_lapak"),
    "nothing at all": (b"", "server_unreachable"),
    "an empty answer": (answer(200), "server_not_lapak"),
    "no content": (b"HTTP/1.1 204 No Content\r\n\r\n", "server_not_lapak"),
    "noise": (b"\x00\xff\x17" * 400, "server_unreachable"),
    "another protocol": (b"SSH-2.0-OpenSSH_9.6\r\n", "server_unreachable"),
    "json of another kind": (answer(200, b'{"hello":"world"}'), "server_not_lapak"),
    "a list": (answer(200, b"[1,2,3]"), "server_not_lapak"),
    "bad utf-8": (answer(200, b'{"server_id":"\xff"}'), "server_not_lapak"),
    "deep json": (answer(200, b'{"x":' + b"[" * 100_000), "server_not_lapak"),
    "half an answer": (answer(200, PAGE)[:-20], "server_answer_torn"),
    "half a chunk": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n{",
        "server_answer_torn",
    ),
    "half a header": (b"HTTP/1.1 200 OK\r\nContent-Le", "server_not_lapak"),
    "a redirect": (answer(302, Location="http://127.0.0.1:1/login"), "server_redirects"),
    "a redirect to nowhere": (answer(301), "server_redirects"),
    "a redirect to no address": (answer(302, Location="http://[bad"), "server_redirects"),
    "a redirect to no port": (answer(302, Location="http://a:b:c/"), "server_redirects"),
    "a redirect in bad utf-8": (
        b"HTTP/1.1 302 Found\r\nLocation: http://\xff\r\nContent-Length: 0\r\n\r\n",
        "server_redirects",
    ),
    "not modified": (answer(304), "server_redirects"),
    "a missing page": (answer(404, PAGE), "server_not_lapak"),
    "a forbidden page": (answer(403, PAGE), "server_not_lapak"),
    "an error page": (answer(500, PAGE), "server_busy"),
    "a gateway's page": (answer(502, PAGE), "server_busy"),
    "a refusal in bad utf-8": (answer(400, b'{"code":"\xff"}'), "server_not_lapak"),
    "too many headers": (
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        "server_unreachable",
    ),
    "a packed answer": (
        answer(200, gzip.compress(b" " * 50_000_000), Content_Encoding="gzip"),
        "server_not_lapak",
    ),
    "an answer that changed on the way": (
        answer(200, b"{}", Content_Digest=digest(b"{ }")),
        "server_answer_torn",
    ),
    "word of a request that changed": (
        answer(400, b'{"code":"request_torn"}'),
        "server_unreachable",
    ),
    "a huge answer": (answer(200, b" " * (MAX_ANSWER_BYTES + 10)), "server_not_lapak"),
}


@pytest.fixture
def joined(bare: Till, fake: FakeOrganizer) -> Till:
    join(bare, fake.address, fake.join_code())
    open_shop(bare)
    fake.asked.clear()
    return bare


@pytest.mark.parametrize("kind", BAD)
def test_a_push_that_gets_it_loses_nothing_and_goes_through_later(
    joined: Till, fake: FakeOrganizer, kind: str
) -> None:
    what, code = BAD[kind]
    before = entries(joined)
    fake.script.append(saying(what))
    with pytest.raises(LapakError) as caught:
        push(joined)
    assert caught.value.code == code
    assert waiting(joined) == 3
    assert entries(joined) == before
    assert push(joined).acked_seq == 3


@pytest.mark.parametrize("kind", BAD)
def test_a_join_that_gets_it_leaves_no_booth_behind_and_works_later(
    bare: Till, fake: FakeOrganizer, kind: str
) -> None:
    what, code = BAD[kind]
    fake.script.append(saying(what))
    typed = fake.join_code()
    with pytest.raises(LapakError) as caught:
        join(bare, fake.address, typed)
    assert caught.value.code == code
    assert bare.read(booth.current_register).result() is None
    assert join(bare, fake.address, typed).code == "K1"


@pytest.mark.parametrize("stream", [endless, endless_chunks])
def test_an_answer_without_end_is_cut_off(
    joined: Till, fake: FakeOrganizer, stream: type[Answer]
) -> None:
    fake.script.append(lambda _asked, _proper: stream())
    with pytest.raises(LapakError, match="server_not_lapak"):
        push(joined)
    assert push(joined).acked_seq == 3


def test_the_page_of_a_redirect_is_not_read_to_its_end(joined: Till, fake: FakeOrganizer) -> None:
    sent: list[int] = []

    def page() -> Iterator[bytes]:
        yield b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/login\r\n\r\n"
        for piece in range(2_000):
            sent.append(piece)
            yield b" " * 65_536

    fake.script.append(lambda _asked, _proper: page())
    with pytest.raises(LapakError, match="server_redirects"):
        push(joined)
    assert len(sent) < 2_000


def test_an_answer_that_drips_is_not_waited_for(joined: Till, fake: FakeOrganizer) -> None:
    fake.script.append(lambda _asked, _proper: dripping())
    with pytest.raises(LapakError) as caught:
        push(joined, IMPATIENT)
    assert (caught.value.code, caught.value.details["reason"]) == (
        "server_unreachable",
        "TimeoutError",
    )


def test_silence_is_not_waited_for(joined: Till, fake: FakeOrganizer) -> None:
    fake.script.append(fake.hang)
    with pytest.raises(LapakError, match="server_unreachable"):
        push(joined, IMPATIENT)
    assert push(joined).acked_seq == 3


@pytest.mark.parametrize(
    ("status", "code", "told", "seconds"),
    [
        (429, "server_busy", "7", 7),
        (503, "server_busy", "", 0),
        (503, "server_busy", "Sat, 21 Nov 2026 07:28:00 GMT", 0),
        (429, "join_too_many_tries", "٣", 0),
        (429, "server_busy", "-5", 0),
        (429, "server_busy", "9" * 5000, 3600),
    ],
)
def test_patience_that_is_asked_for_is_understood_and_bounded(
    joined: Till, fake: FakeOrganizer, status: int, code: str, told: str, seconds: int
) -> None:
    fake.script.append(saying(answer(status, Problem(code), Retry_After=told)))
    with pytest.raises(Refused) as caught:
        push(joined)
    assert (caught.value.code, caught.value.status) == (code, status)
    assert caught.value.retry_after_s == seconds


def test_a_refusal_brings_its_details(joined: Till, fake: FakeOrganizer) -> None:
    problem = Problem("batch_of_another_register", {"register": "x", "code": "y", "self": 1})
    fake.script.append(saying(answer(400, problem)))
    with pytest.raises(Refused) as caught:
        push(joined)
    assert caught.value.details == problem.details


def test_neither_the_environments_proxy_nor_a_redirect_gets_the_token(
    joined: Till, fake: FakeOrganizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeOrganizer() as stranger:
        monkeypatch.setenv("HTTP_PROXY", stranger.address)
        monkeypatch.setenv("http_proxy", stranger.address)
        monkeypatch.setenv("NO_PROXY", "")
        fake.script.append(saying(answer(307, Location=stranger.address)))
        with pytest.raises(LapakError, match="server_redirects"):
            push(joined)
        assert push(joined).acked_seq == 3
        assert stranger.asked == []
