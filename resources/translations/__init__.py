"""The one gettext catalogue of till, receipts, PDFs and server.

English stands in the source; `id/LC_MESSAGES/lapak.po` holds Bahasa Indonesia, compiled to `.mo`.
"""

import gettext
from pathlib import Path

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}


class Catalog:
    """Texts in one language: `tr("Pay")` is `Bayar`."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no such language: {language}")
        self.language = language
        self._texts = _load(language)

    def __call__(self, text: str) -> str:
        """The text in this language; the English one where none is known."""
        return self._texts.gettext(text)

    def plural(self, one: str, many: str, number: int) -> str:
        """The form that fits a number; Bahasa Indonesia has a single one."""
        return self._texts.ngettext(one, many, number)


def _load(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("lapak", Path(__file__).parent, [language])


def mark(text: str) -> str:
    """The same text, marked for the catalogue; for texts that are translated later by `tr`."""
    return text
