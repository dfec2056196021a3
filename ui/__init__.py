"""The till's window: pages over presenters over models over widgets."""

import builtins

import PySide6.QtCore  # noqa: F401 for what it does to `__import__`

# PySide puts its own function in the place of Python's import. It reads the source of each module
# that is imported from then on, to see whether that uses PySide's `__feature__`s. Lapak uses none;
# with Python's own again a start is 70 ms quicker and keeps 6 MB of source text less in memory.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
