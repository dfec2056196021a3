"""The bench itself: on tiny sizes, without a word about time."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

KEYS = {
    "checkout_vs_bare",
    "checkout_20_lines_vs_bare",
    "reprice_100_lines_ms",
    "close_shift_5000_over_50",
    "history_50k_vs_500",
    "history_amount_ms",
    "scan_50k_vs_500",
    "scan_p99_ms",
    "search_p99_ms",
    "render_20_lines_vs_escpos",
    "receipt_10_lines_bytes",
    "first_byte_p99_ms",
    "drained_per_s",
    "frame_stalled_vs_none",
    "first_frame_vs_bare",
    "sell_page_vs_bare",
    "ingest_per_s",
    "ingest_vs_bare",
    "ingest_postgresql_per_s",
    "ingest_postgresql_vs_bare",
    "wire_bytes_a_sale",
    "reconnect_s",
    "reconnect_p99_ms",
    "reconnect_memory_mb",
    "relay_per_s",
    "relay_vs_push",
    "checkout_merging_vs_idle",
    "chain_verified_per_s",
    "bundle_written_per_s",
    "bundle_verified_per_s",
    "bundle_imported_per_s",
    "bundle_bytes_a_sale",
    "statements_made_s",
    "statements_zip_s",
    "booth_table_2m_vs_10k",
    "server_start_2m_vs_empty",
    "reprojected_per_s",
    "live_p99_ms",
    "live_postgresql_p99_ms",
    "ingest_4_processes_vs_1",
    "export_xlsx_s",
    "export_xlsx_memory_mb",
    "checkout_20000_vs_200",
    "memory_vs_bare",
}


def bench(out: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "tests.bench", "--quick", "--out", str(out), *arguments]
    top = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=top, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.timeout(300)  # it starts a dozen servers, three of them PostgreSQL
def test_the_bench_measures_every_figure_and_names_the_machine(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    printed = bench(out)
    report = json.loads(out.read_text(encoding="utf-8"))
    machine, bars = report.pop("machine"), report.pop("bars")
    assert report.keys() == KEYS
    assert all(value > 0 for value in report.values())
    assert {"cpu", "cores", "python", "qt", "sqlite"} <= machine.keys()
    assert bars.keys() == KEYS
    assert all(key in printed for key in KEYS)


def test_one_subject_alone_leaves_the_other_figures_empty(tmp_path: Path) -> None:
    out = tmp_path / "report" / "bench.json"
    bench(out, "--only", "checkout")
    report = json.loads(out.read_text(encoding="utf-8"))
    measured = {key for key in KEYS if report[key] is not None}
    assert {key.partition("_")[0] for key in measured} == {"checkout"}
    assert {"checkout_vs_bare", "checkout_20000_vs_200"} <= measured
    assert report["bars"]["ingest_vs_bare"]["holds"] is None


def test_a_figure_holds_up_to_its_bar_and_no_further() -> None:
    from tests.bench.report import BARS

    most, least = BARS["checkout_vs_bare"], BARS["ingest_vs_bare"]
    assert most is not None
    assert least is not None
    assert (most.holds(2.5), most.holds(2.51)) == (True, False)
    assert (least.holds(0.3), least.holds(0.29)) == (True, False)
    assert BARS["ingest_per_s"] is None
