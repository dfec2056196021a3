"""Pictures of every page of the organizer: `python -m tests.drivers.web.screens --out DIR`.

On a phone and a desktop, in both languages.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser

from tests.drivers.web.browser import LANGUAGES, SIZES, chromium, open_page, running_browser
from tests.drivers.web.gallery import Gallery, running_gallery
from tests.drivers.web.organizer import OrganizerAtWork


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--page", default="", help="only pages whose name begins so")
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--size", choices=SIZES)
    chosen = parser.parse_args(arguments)
    if chromium() is None:
        print("There is no Chromium here, so the organizer's pages are not pictured.")
        return 0
    chosen.out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_gallery(Path(folder)) as gallery,
        running_browser() as browser,
    ):
        for language in [chosen.language] if chosen.language else LANGUAGES:
            for size in [chosen.size] if chosen.size else SIZES:
                _picture(browser, gallery, language, size, chosen)
    return 0


def _picture(
    browser: Browser, gallery: Gallery, language: str, size: str, chosen: argparse.Namespace
) -> None:
    with open_page(browser, size, language) as page:
        person = OrganizerAtWork(page, gallery.address)
        for logged_in, pages in ((False, gallery.open_pages), (True, gallery.pages)):
            if logged_in:
                person.log_in()
            for name, path in pages.items():
                if name.startswith(chosen.page):
                    person.open(path)
                    file = chosen.out / f"web-{name}-{language}-{size}.png"
                    page.screenshot(path=file, full_page=True)


if __name__ == "__main__":
    sys.exit(main())
