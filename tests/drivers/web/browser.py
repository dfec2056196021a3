"""The system's Chromium, and pages in it as a phone and as a desktop show them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

SIZES = {"phone": (390, 844), "desktop": (1366, 768)}
LANGUAGES = ("id", "en")
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
"""A browser that talks to nobody but the server it is sent to."""


def chromium() -> str | None:
    """The path of the system's Chromium; None where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A browser without a window, until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(_QUIET))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(browser: Browser, size: str = "desktop", language: str = "id") -> Iterator[Page]:
    """An empty page of somebody who was never here; nothing moves in it."""
    width, height = SIZES[size]
    with browser.new_context(
        viewport={"width": width, "height": height},
        locale=f"{language}-ID" if language == "id" else "en-GB",
        reduced_motion="reduce",
        has_touch=size == "phone",
        ignore_https_errors=True,
    ) as context:
        page = context.new_page()
        page.set_default_timeout(15_000)
        yield page
