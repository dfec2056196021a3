"""The one family of errors that Lapak raises on purpose.

A code names what happened; `pos_app.messages` turns it into a sentence for people.
"""

from typing import Any


class LapakError(Exception):
    """Something a caller cannot foresee, told by a stable code and its details.

    `code` is lower_snake_case and never shown; `details` fill the sentence made from it.
    """

    def __init__(self, code: str, /, **details: Any) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        if not self.details:
            return self.code
        told = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return f"{self.code} ({told})"
