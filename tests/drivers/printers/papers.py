"""What came out of a virtual printer, by what its head says."""

from pos_app.devices.virtual_printer import Job

_TITLES = {
    b"UANG MUKA": "down_payment",
    b"KAS KELUAR": "cash_out",
    b"BATAL": "void",
    b"RETUR": "refund",
    b"SALINAN": "copy",
    b"LAPORAN X": "x",
    b"LAPORAN Z": "z",
}


def paper(job: Job) -> str:
    """What came out of the printer."""
    head = job.data[:200]
    found = next((name for title, name in _TITLES.items() if title in head), "")
    return found or ("receipt" if b"A12-K1-" in head else "drawer")
