"""Programs are told of closed shifts and finished booths: each once, whatever is in between."""

import hmac
import subprocess
import sys
from base64 import b64decode, b64encode
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import event, func, select

from pos_app.domain.errors import LapakError
from sync.server.fair.expo_details import DetailsChange
from sync.server.figures import changed_details, projection
from sync.server.figures.closings import close_expo
from sync.server.office import Office, open_office
from sync.server.store.rows import Row, WebhookAttemptRow
from sync.server.webhooks import deliveries, hooks
from sync.server.webhooks.deliveries import Due, Outcome, State
from sync.server.webhooks.delivering import FINISHED_EVERY, Deliverer
from sync.server.webhooks.hooks import NewHook
from sync.server.webhooks.sending import send, signature
from tests.drivers.facts import close_shift
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair
from tests.drivers.receivers import RESET, SILENT, TRICKLE, Receiver, made_for_loopback


def deliverer(office: Office, **given: Any) -> Deliverer:
    return Deliverer(office, chance=lambda: 0.0, **given)


def states(fair: Fair) -> list[str]:
    with fair.office.database.read() as connection:
        return [one.state.value for one in deliveries.deliveries_of(connection, fair.expo.id)]


def told(receiver: Receiver) -> list[dict[str, Any]]:
    return [msgspec.json.decode(one.body) for one in receiver.received]


def shifts_only(fair: Fair, receiver: Receiver) -> NewHook:
    return hooks.add_hook(fair.office, fair.expo.id, receiver.url, ("shift.closed",))


def closed_shift(fair: Fair, booth: str = "A1", seed: int = 7) -> PaperTill:
    till = fair.till(booth, seed, sales=2)
    close_shift(till, counted=295_000)
    fair.push(till)
    return till


def test_signatures_are_those_of_the_specification() -> None:
    """The example that the libraries of Standard Webhooks are tested with."""
    secret = b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    told = (secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signature(*told) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_closed_shift_is_told_once_signed_and_with_nothing_about_persons(fair: Fair) -> None:
    with Receiver() as receiver:
        added = shifts_only(fair, receiver)
        till = closed_shift(fair)
        work = deliverer(fair.office)
        assert [work.round(), work.round()] == [1, 0]
        projection.reproject(fair.office.database, fair.expo.id)
        fair.push(till)
        assert work.round() == 0
    (got,) = receiver.received
    assert got.path == "/lapak?from=hall"
    signed = ".".join((got.headers["webhook-id"], got.headers["webhook-timestamp"], ""))
    key = b64decode(added.secret.removeprefix("whsec_"))
    mac = b64encode(hmac.digest(key, signed.encode() + got.body, sha256)).decode()
    assert got.headers["webhook-signature"] == f"v1,{mac}"
    assert int(got.headers["webhook-timestamp"]) == int(fair.office.clock().timestamp())
    sent = msgspec.json.decode(got.body)
    assert (sent["type"], sent["data"]["turnover"]) == ("shift.closed", till.total)
    assert (sent["data"]["register_code"], sent["data"]["number"]) == ("K1", 1)
    assert (sent["data"]["business_date"], sent["data"]["difference"]) == ("2026-11-21", -5000)
    assert b"Sri" not in got.body
    assert b"kurang" not in got.body


def test_a_receiver_in_trouble_gets_it_later_with_the_same_id(fair: Fair, clock: Clock) -> None:
    with Receiver(500, RESET, "nonsense\r\n\r\n", SILENT) as receiver:
        hook = shifts_only(fair, receiver).hook
        closed_shift(fair)
        work = deliverer(fair.office, send=lambda one, now: send(one, now, total_s=0.2))
        for wait in (0, 5, 300, 1800, 7200):
            clock.pass_time(timedelta(seconds=wait))
            assert work.round() == 1
            assert work.round() == 0
    assert len({one.headers["webhook-id"] for one in receiver.received}) == 1
    assert len({one.body for one in receiver.received}) == 1
    with fair.office.database.read() as connection:
        (one,) = deliveries.deliveries_of(connection, fair.expo.id)
        tried = deliveries.attempts_of(connection, fair.expo.id, hook.id, one.event)
    assert (one.state, one.attempts) == (State.DELIVERED, 5)
    assert [(each.status, each.problem) for each in tried] == [
        (500, ""),
        (0, "line_broken"),
        (0, "line_broken"),
        (0, "too_slow"),
        (204, ""),
    ]


def test_what_nobody_takes_for_three_days_is_given_up_and_can_be_sent_again(
    sqlite_fair: Fair, clock: Clock
) -> None:
    began = clock.now
    receiver = Receiver()
    hook = shifts_only(sqlite_fair, receiver).hook
    receiver.refuse()
    closed_shift(sqlite_fair)
    work = deliverer(sqlite_fair.office)
    attempts = 0
    while states(sqlite_fair) != ["given_up"] and attempts < 20:
        attempts += work.round()
        clock.pass_time(timedelta(seconds=deliveries.WAITS_S[min(attempts, 9) - 1]))
    assert attempts == 10
    assert timedelta(days=3) < clock.now - began < timedelta(days=5)
    with sqlite_fair.office.database.read() as connection:
        (one,) = deliveries.deliveries_of(connection, sqlite_fair.expo.id)
    assert one.last is not None
    assert one.last.problem == "refused"
    deliveries.send_again(sqlite_fair.office, sqlite_fair.expo.id, hook.id, one.event)
    assert states(sqlite_fair) == ["waiting"]
    assert work.round() == 1


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (TRICKLE, "too_slow"),
        (
            "HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n",
            "redirect",
        ),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n" + "x" * 100_000, ""),
    ],
)
def test_an_answer_takes_no_longer_and_leads_nowhere(answer: str, problem: str) -> None:
    with Receiver(answer) as receiver:
        one = Due("e", "h", "evt_1", receiver.url, (b"k" * 32,), b"{}", 0, 0, "")
        outcome = send(one, Clock().now, total_s=0.3)
    assert outcome.problem == problem
    assert outcome.is_received == (problem == "")
    assert len(receiver.received) == 1


def test_a_receiver_that_is_gone_for_good_is_left_alone(sqlite_fair: Fair, clock: Clock) -> None:
    with Receiver(410) as receiver:
        hook = shifts_only(sqlite_fair, receiver).hook
        closed_shift(sqlite_fair)
        work = deliverer(sqlite_fair.office)
        work.round()
        clock.pass_time(timedelta(days=1))
        assert work.round() == 0
        with sqlite_fair.office.database.read() as connection:
            assert hooks.find_hook(connection, sqlite_fair.expo.id, hook.id).problem == hooks.GONE
        hooks.resume_hook(sqlite_fair.office, sqlite_fair.expo.id, hook.id)
        assert work.round() == 1
    assert states(sqlite_fair) == ["delivered"]


def test_a_receiver_says_how_long_it_wants_to_be_left_alone(
    sqlite_fair: Fair, clock: Clock
) -> None:
    busy = "HTTP/1.1 503 X\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n"
    with Receiver(busy) as receiver:
        shifts_only(sqlite_fair, receiver)
        closed_shift(sqlite_fair)
        work = deliverer(sqlite_fair.office)
        work.round()
        clock.pass_time(timedelta(minutes=59))
        assert work.round() == 0
        clock.pass_time(timedelta(minutes=2))
        assert work.round() == 1


def test_a_paused_hook_gets_what_happened_meanwhile_and_a_new_one_does_not(
    sqlite_fair: Fair,
) -> None:
    office, expo = sqlite_fair.office, sqlite_fair.expo.id
    with Receiver() as first, Receiver() as second:
        paused = shifts_only(sqlite_fair, first).hook
        hooks.pause_hook(office, expo, paused.id)
        closed_shift(sqlite_fair)
        shifts_only(sqlite_fair, second)
        work = deliverer(office)
        assert work.round() == 0
        projection.reproject(office.database, expo)
        hooks.resume_hook(office, expo, paused.id)
        assert work.round() == 1
        hooks.remove_hook(office, expo, paused.id)
        assert (len(first.received), len(second.received)) == (1, 0)


def test_a_finished_booth_is_told_on_the_last_day_when_all_of_it_is_here(
    fair: Fair, clock: Clock
) -> None:
    office, expo = fair.office, fair.expo.id
    with Receiver() as receiver:
        hooks.add_hook(office, expo, receiver.url, ("booth.finished",))
        work = deliverer(office)
        till = fair.till(sales=3)
        fair.push(till)
        clock.pass_time(FINISHED_EVERY)
        assert work.round() == 0  # its shift is open
        close_shift(till)
        fair.push(till, till.batch(upto=len(till.entries) - 1))
        clock.pass_time(FINISHED_EVERY)
        assert work.round() == 0  # it is behind
        last_day = date(2026, 11, 22)
        changed_details.change_details(office, expo, DetailsChange(last_day=last_day))
        fair.push(till, till.batch(after=len(till.entries) - 1))
        clock.pass_time(FINISHED_EVERY)
        assert work.round() == 0  # the expo goes on tomorrow
        changed_details.change_details(office, expo, DetailsChange(last_day=None))
        clock.pass_time(FINISHED_EVERY)
        assert [work.round(), work.round()] == [1, 0]
        projection.reproject(office.database, expo)
        close_expo(office, expo)
        clock.pass_time(FINISHED_EVERY)
        assert work.round() == 0
    (sent,) = told(receiver)
    assert (sent["type"], sent["data"]["booth_code"]) == ("booth.finished", "A1")
    assert (sent["data"]["turnover"], sent["data"]["shifts"]) == (till.total, 1)


def test_while_nothing_comes_in_no_booth_is_looked_at(fair: Fair, clock: Clock) -> None:
    asked: list[str] = []

    def executing(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    with Receiver() as receiver:
        hooks.add_hook(fair.office, fair.expo.id, receiver.url, ("booth.finished",))
        till = closed_shift(fair)
        work = deliverer(fair.office)
        assert work.round() == 1
        event.listen(fair.office.database.engine, "before_cursor_execute", executing)
        for _ in range(3):
            clock.pass_time(FINISHED_EVERY)
            assert work.round() == 0
        event.remove(fair.office.database.engine, "before_cursor_execute", executing)
        assert asked
        assert not [one for one in asked if "shift_opening" in one]
        till.open()
        close_shift(till)
        fair.push(till, till.batch(after=fair.booth().held))
        clock.pass_time(FINISHED_EVERY)
        assert work.round() == 1
    assert [one["data"]["shifts"] for one in told(receiver)] == [1, 2]


def test_what_ended_a_month_ago_is_forgotten_and_not_told_again(fair: Fair, clock: Clock) -> None:
    with Receiver() as receiver:
        hook = shifts_only(fair, receiver).hook
        closed_shift(fair)
        work = deliverer(fair.office)
        assert work.round() == 1
        clock.pass_time(deliveries.KEPT - timedelta(hours=1))
        deliveries.send_test(fair.office, fair.expo.id, hook.id)
        assert work.round() == 1
        assert states(fair) == ["delivered", "delivered"]
        hooks.pause_hook(fair.office, fair.expo.id, hook.id)
        waiting = closed_shift(fair, "B2", seed=9)
        clock.pass_time(timedelta(hours=2))
        assert work.round() == 0
        assert states(fair) == ["waiting", "delivered"]
        clock.pass_time(2 * deliveries.KEPT)
        assert work.round() == 0
        projection.reproject(fair.office.database, fair.expo.id)
        assert work.round() == 0
        assert states(fair) == ["waiting"]
        hooks.resume_hook(fair.office, fair.expo.id, hook.id)
        assert work.round() == 1
    assert told(receiver)[-1]["data"]["turnover"] == waiting.total
    with fair.office.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(WebhookAttemptRow)).scalar() == 1


def test_for_a_day_what_is_sent_is_signed_with_the_earlier_secret_too(
    fair: Fair, clock: Clock
) -> None:
    def fits(secret: str) -> list[int]:
        """The place of a secret's signature in what came last."""
        got = receiver.received[-1]
        key = b64decode(secret.removeprefix("whsec_"))
        at = int(got.headers["webhook-timestamp"])
        made = signature(key, got.headers["webhook-id"], at, got.body)
        told = got.headers["webhook-signature"].split(" ")
        return [place for place, one in enumerate(told) if one == made]

    with Receiver() as receiver:
        first = shifts_only(fair, receiver)
        work = deliverer(fair.office)
        new = hooks.renew_secret(fair.office, fair.expo.id, first.hook.id)
        for passed, old_fits in ((timedelta(hours=23), [1]), (timedelta(hours=1), [])):
            clock.pass_time(passed)
            deliveries.send_test(fair.office, fair.expo.id, first.hook.id)
            assert work.round() == 1
            assert (fits(new.secret), fits(first.secret)) == ([0], old_fits)
        newest = hooks.renew_secret(fair.office, fair.expo.id, first.hook.id)
        deliveries.send_test(fair.office, fair.expo.id, first.hook.id)
        assert work.round() == 1
        assert (fits(newest.secret), fits(new.secret), fits(first.secret)) == ([0], [1], [])


def test_a_receiver_behind_tls_is_told_once_its_certificate_is_trusted(
    sqlite_fair: Fair, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = tmp_path / "authority.pem"
    with Receiver(tls=made_for_loopback(authority)) as receiver:
        hook = shifts_only(sqlite_fair, receiver).hook
        closed_shift(sqlite_fair)
        work = deliverer(sqlite_fair.office)
        assert work.round() == 1
        assert receiver.received == []
        with sqlite_fair.office.database.read() as connection:
            [one] = deliveries.deliveries_of(connection, sqlite_fair.expo.id, hook_id=hook.id)
        assert one.state is State.WAITING
        assert one.last is not None
        assert one.last.problem == "tls"
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        clock.pass_time(timedelta(seconds=5))
        assert work.round() == 1
    assert states(sqlite_fair) == ["delivered"]
    assert len(receiver.received) == 1


def test_two_that_look_after_it_send_each_delivery_once(fair: Fair) -> None:
    with Receiver() as receiver:
        shifts_only(fair, receiver)
        closed_shift(fair)
        first, second = deliverer(fair.office), deliverer(fair.office)

        def both(one: Due, now: Any) -> Outcome:
            assert second.round() == 0
            return send(one, now)

        first._send = both
        assert first.round() == 1
    assert len(receiver.received) == 1


_KILLED = """
import os, sys
from sync.server.office import open_office
from sync.server.webhooks.delivering import Deliverer
Deliverer(open_office(sys.argv[1]), send=lambda one, now: os._exit(9)).round()
"""


def test_a_server_that_is_killed_before_and_while_it_sends_leaves_it_to_the_next(
    database_url: str, clock: Clock
) -> None:
    office = open_office(database_url, clock=clock)
    fair = Fair(office)
    with Receiver() as receiver:
        shifts_only(fair, receiver)
        closed_shift(fair)
        office.database.close()  # nothing was spread yet
        killed = subprocess.run(
            [sys.executable, "-c", _KILLED, database_url],
            cwd=Path(__file__).parents[4],
            check=False,
            timeout=60,
        )
        assert killed.returncode == 9
        office = open_office(database_url, clock=clock)
        clock.pass_time(timedelta(days=3650))  # the other process had the clock of this machine
        assert deliverer(office).round() == 1
        office.database.close()
    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://gudang.example/x", "webhook_needs_tls"),
        ("http://192.168.1.9/x", "webhook_needs_tls"),
        ("https://169.254.169.254/latest", "webhook_url_not_usable"),
        ("https://[fe80::1]/", "webhook_url_not_usable"),
        ("https://[::ffff:169.254.169.254]/", "webhook_url_not_usable"),
        ("https://0.0.0.0/", "webhook_url_not_usable"),
        ("https://sri:rahasia@gudang.example/", "webhook_url_not_usable"),
        ("https://gudang.example/a b", "webhook_url_not_usable"),
        ("https://gudang.example/\r\nX: y", "webhook_url_not_usable"),
        ("https://gudang.example:99999/", "webhook_url_not_usable"),
        ("https://gudang.example/#x", "webhook_url_not_usable"),
        ("ftp://gudang.example/", "webhook_url_not_usable"),
        ("https:///x", "webhook_url_not_usable"),
        ("https://[x/", "webhook_url_not_usable"),
        ("gudang", "webhook_url_not_usable"),
        ("https://gudang.example/" + "x" * 500, "webhook_url_not_usable"),
    ],
)
def test_a_hook_points_where_it_may(sqlite_fair: Fair, url: str, code: str) -> None:
    with pytest.raises(LapakError, match=code):
        hooks.add_hook(sqlite_fair.office, sqlite_fair.expo.id, url)


def test_a_hook_may_point_into_the_halls_own_network(sqlite_fair: Fair) -> None:
    for url in ("https://192.168.1.9:8443/lapak", "https://gudang.local/", "http://localhost:9/"):
        hooks.add_hook(sqlite_fair.office, sqlite_fair.expo.id, url)
    for _ in range(hooks.MAX_HOOKS - 3):
        hooks.add_hook(sqlite_fair.office, sqlite_fair.expo.id, "https://gudang.example/")
    with pytest.raises(LapakError, match="too_many_webhooks"):
        hooks.add_hook(sqlite_fair.office, sqlite_fair.expo.id, "https://gudang.example/")
    with pytest.raises(LapakError, match="webhook_kinds_missing"):
        hooks.add_hook(sqlite_fair.office, sqlite_fair.expo.id, "https://x.example/", ("odd",))


def test_no_table_is_left_with_a_hook_that_was_removed(sqlite_fair: Fair) -> None:
    office, expo = sqlite_fair.office, sqlite_fair.expo.id
    with Receiver(500) as receiver:
        hook = shifts_only(sqlite_fair, receiver).hook
        closed_shift(sqlite_fair)
        deliveries.send_test(office, expo, hook.id)
        deliverer(office).round()
        hooks.remove_hook(office, expo, hook.id)
    with office.database.read() as connection:
        left = [
            name
            for name, table in Row.metadata.tables.items()
            if name.startswith("webhook") and connection.execute(table.select()).first()
        ]
    assert left == []
