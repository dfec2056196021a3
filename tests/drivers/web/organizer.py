"""Somebody who works the organizer's pages: logs in, opens pages, fills forms in."""

from playwright.sync_api import Page

PASSWORD = "rahasia-besar"


class OrganizerAtWork:
    """One person at a browser, on the server at an address."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def open(self, path: str) -> None:
        """Go to a page and wait until nothing more comes."""
        self.page.goto(f"{self.address}{path}", wait_until="load")

    def log_in(self, name: str = "sri", password: str = PASSWORD) -> None:
        """Log in on the page that asks for it."""
        self.open("/login")
        self.page.fill("#name", name)
        self.page.fill("#password", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_load_state("load")

    def overflow(self) -> int:
        """How many pixels the page is wider than the screen; 0 is well."""
        return int(
            self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        )
