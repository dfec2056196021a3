"""The till as `lapak` starts it: says when it has painted, then when it can sell, and ends."""

import functools
import sys
import time

from PySide6.QtWidgets import QApplication

import ui.app
from pos_app.cli import main


def say(what: str) -> None:
    sys.stdout.write(f"{what} {time.monotonic()}\n")


def say_and_leave(what: str) -> None:
    say(what)
    QApplication.quit()


if __name__ == "__main__":
    ui.app.run = functools.partial(
        ui.app.run,
        on_first_frame=functools.partial(say, "first_frame"),
        on_sell_ready=functools.partial(say_and_leave, "sell_page"),
    )
    sys.exit(main(["--data", sys.argv[1]]))
