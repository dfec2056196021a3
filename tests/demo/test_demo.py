"""`lapak demo` as it is typed, window and all: small, but nothing in it is made up."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from pos_app.cli import main
from pos_app.domain.errors import LapakError
from pos_app.store.verification import verify
from sync.client.organizer_api import OrganizerApi
from sync.wire import ExpoTotals

pytestmark = pytest.mark.usefixtures("qapp", "own_log")


def demo(out: Path, *options: str) -> tuple[int, Any]:
    """Run it; returns the exit status and the summary."""
    status = main(["demo", "--headless", "--out", str(out), *options])
    return status, msgspec.json.decode((out / "summary.json").read_bytes())


def test_a_fair_agrees_and_leaves_everything_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "demo"
    status, summary = demo(out, "--booths", "2", "--sales", "3", "--offline", "0.4", "--seed", "3")
    assert status == 0
    assert summary.keys() == {"booths", "total", "server_total", "ok"}
    assert summary["ok"] is True
    for booth, code in zip(summary["booths"], ("A01", "A02"), strict=True):
        assert booth.keys() == {"code", "till_db", "sales", "total", "server_total", "status"}
        assert (booth["code"], booth["sales"], booth["status"]) == (code, 3, "agrees")
        assert verify(Path(booth["till_db"])).total == booth["total"] == booth["server_total"] > 0
    assert summary["total"] == summary["server_total"] == sum(b["total"] for b in summary["booths"])
    assert len(list((out / "receipts").glob("*.bin"))) == 6
    assert len(list((out / "receipts").glob("*.pdf"))) == 6
    assert {path.name for path in (out / "screens").iterdir()} == {
        "sell.png",
        "pay.png",
        "done.png",
    }
    assert (out / "server" / "lapak-server.db").is_file()
    said = capsys.readouterr()
    assert "http://127.0.0.1:" in said.out
    assert all(code in said.out for code in ("A01", "A02"))
    assert said.err == ""


def test_one_rupiah_more_at_the_server_ends_it_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    totals = OrganizerApi.totals

    def one_more(api: OrganizerApi, expo: str) -> ExpoTotals:
        told = totals(api, expo)
        [booth] = told.booths
        more = msgspec.structs.replace(booth, total=booth.total + 1)
        return msgspec.structs.replace(told, booths=(more,), total=told.total + 1)

    monkeypatch.setattr(OrganizerApi, "totals", one_more)
    status, summary = demo(tmp_path / "demo", "--booths", "1", "--sales", "1")
    assert status == 1
    assert summary["ok"] is False
    assert summary["booths"][0]["status"] == "server_differs"
    assert summary["server_total"] == summary["total"] + 1


def test_a_window_that_does_not_open_costs_neither_the_table_nor_the_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise LapakError("tour_failed", reason="time_over")

    monkeypatch.setattr("ui.tour.take_tour", broken)
    status, summary = demo(tmp_path / "demo", "--booths", "2", "--sales", "2")
    assert status == 1
    assert [booth["status"] for booth in summary["booths"]] == ["tour_failed", "agrees"]
    assert "tour_failed" in capsys.readouterr().out


def test_a_demo_never_empties_a_folder_of_somebody_elses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "server").mkdir()
    (tmp_path / "server" / "lapak-server.db").write_text("precious")
    assert main(["demo", "--headless", "--out", str(tmp_path)]) == 2
    assert (tmp_path / "server" / "lapak-server.db").read_text() == "precious"
    assert str(tmp_path) in capsys.readouterr().err
