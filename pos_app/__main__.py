"""Starts Lapak: `python -m pos_app`, the `lapak` command and the frozen program."""

import sys

from pos_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
