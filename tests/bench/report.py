"""The report: figures beside their bars, and the machine they were measured on."""

import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pysqlite3
from PySide6.QtCore import qVersion

from tests.bench.measure import Figure


class Bar(msgspec.Struct, frozen=True):
    """What a figure must keep, or only aims at: `relation` is `<=` or `>=`."""

    relation: str
    limit: float
    is_aim: bool = False

    def holds(self, value: float) -> bool:
        return value <= self.limit if self.relation == "<=" else value >= self.limit

    def __str__(self) -> str:
        sign = "≤" if self.relation == "<=" else "≥"
        return f"{'aim ' if self.is_aim else ''}{sign} {self.limit:g}"


BARS: Mapping[str, Bar | None] = {
    "checkout_vs_bare": Bar("<=", 2.5),
    "checkout_20_lines_vs_bare": Bar("<=", 2.5),
    "reprice_100_lines_ms": Bar("<=", 16.7, is_aim=True),
    "close_shift_5000_over_50": Bar("<=", 1.5),
    "history_50k_vs_500": Bar("<=", 1.2),
    "history_amount_ms": None,
    "scan_50k_vs_500": Bar("<=", 1.15),
    "scan_p99_ms": Bar("<=", 16.7, is_aim=True),
    "search_p99_ms": Bar("<=", 10, is_aim=True),
    "render_20_lines_vs_escpos": Bar("<=", 1.5),
    "receipt_10_lines_bytes": Bar("<=", 1_200, is_aim=True),
    "first_byte_p99_ms": None,
    "drained_per_s": None,
    "frame_stalled_vs_none": Bar("<=", 1.1),
    "first_frame_vs_bare": Bar("<=", 2.0),
    "sell_page_vs_bare": Bar("<=", 4.5),
    "ingest_per_s": None,
    "ingest_postgresql_per_s": None,
    "ingest_postgresql_vs_bare": Bar(">=", 0.3),
    "wire_bytes_a_sale": Bar("<=", 250, is_aim=True),
    "ingest_vs_bare": Bar(">=", 0.3),
    "reconnect_s": None,
    "reconnect_p99_ms": None,
    "reconnect_memory_mb": None,
    "relay_per_s": None,
    "relay_vs_push": None,
    "checkout_merging_vs_idle": None,
    "chain_verified_per_s": None,
    "bundle_written_per_s": None,
    "bundle_verified_per_s": None,
    "bundle_imported_per_s": None,
    "bundle_bytes_a_sale": Bar("<=", 250, is_aim=True),
    "statements_made_s": None,
    "statements_zip_s": None,
    "booth_table_2m_vs_10k": Bar("<=", 1.2),
    "server_start_2m_vs_empty": Bar("<=", 1.2),
    "reprojected_per_s": None,
    "live_p99_ms": None,
    "live_postgresql_p99_ms": None,
    "ingest_4_processes_vs_1": None,
    "export_xlsx_s": None,
    "export_xlsx_memory_mb": Bar("<=", 300, is_aim=True),
    "checkout_20000_vs_200": Bar("<=", 1.1),
    "memory_vs_bare": Bar("<=", 2.5),
}
"""Every key of the report. A frame has 16.7 ms; some figures are measured without a bar."""


def save(path: Path, figures: Mapping[str, Figure]) -> None:
    """Write the report; what was not measured is null."""
    values: dict[str, Any] = {key: _value(figures.get(key)) for key in BARS}
    values["bars"] = {key: _verdict(key, figures) for key in BARS}
    values["machine"] = machine()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(values)) + b"\n")


def table(figures: Mapping[str, Figure]) -> str:
    """The figures that were measured, for people."""
    rows = [("figure", "value", "bar", "", "measured")]
    rows += [
        (key, f"{figure.value:.2f}", str(BARS[key] or ""), _word(key, figure), figure.told)
        for key in BARS
        if (figure := figures.get(key)) is not None
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    named = machine()
    lines = [
        f"{row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:<{widths[2]}}"
        f"  {row[3]:<{widths[3]}}  {row[4]}"
        for row in rows
    ]
    return "\n".join((*lines, "", ", ".join(f"{name} {what}" for name, what in named.items())))


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "qt": qVersion(),
        "sqlite": pysqlite3.sqlite_version,
    }


def _cpu() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _value(figure: Figure | None) -> float | None:
    return None if figure is None else round(figure.value, 3)


def _verdict(key: str, figures: Mapping[str, Figure]) -> dict[str, Any]:
    bar, figure = BARS[key], figures.get(key)
    holds = bar.holds(figure.value) if bar and figure else None
    return {
        "bar": str(bar) if bar else None,
        "holds": holds,
        "measured": figure.told if figure else None,
    }


def _word(key: str, figure: Figure) -> str:
    bar = BARS[key]
    return "" if bar is None else "holds" if bar.holds(figure.value) else "MISSED"
