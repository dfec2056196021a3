"""Starts Lapak: `python -m pos_app`, the `lapak` command and the frozen program."""

import sys

from pos_app.cli import main

if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()  # a process of a server with several is this program once more
    sys.exit(main())
