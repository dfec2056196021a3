"""Doing what may need permission: the service is asked first, a supervisor only if it says so."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from pos_app.domain.permission import NOBODY, By
from pos_app.services.till import Till
from ui.background import Background


class Guarded(QObject):
    """Runs services that take `by`, who does it, as their last argument.

    Presenters of such actions are made with the one of their window.
    """

    def __init__(self, till: Till, background: Background) -> None:
        super().__init__()
        self._till = till
        self._background = background
        self.by: By = NOBODY

    def write(
        self,
        service: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run a service that records something; the answers come as from `Background.watch`."""
        self._background.watch(self._till.write(service, *args, by=self.by), done, failed)
