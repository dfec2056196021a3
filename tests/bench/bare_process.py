"""A process with a bare PySide6 window: says when it has painted, and how much memory it took."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class BareWindow(QWidget):
    """An empty window that ends the program once it is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(1366, 768)
        self._painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.leave)

    def leave(self) -> None:
        sys.stdout.write(f"first_frame {time.monotonic()}\n")
        QApplication.quit()


def main() -> None:
    app = QApplication(sys.argv[:1])
    window = BareWindow()
    window.show()
    app.exec()
    if "memory" in sys.argv:
        from tests.bench.peak import peak_bytes

        sys.stdout.write(f"peak_bytes {peak_bytes()}\n")


if __name__ == "__main__":
    main()
