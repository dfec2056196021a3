"""Somebody who works the organizer's pages: reads, fills in and presses what stands on them."""

from pathlib import Path

from playwright.sync_api import Locator, Page

from resources.translations import Catalog

PASSWORD = "rahasia-besar"


class OrganizerAtWork:
    """One person at a browser, on the server at an address.

    Whatever they look for on a page is told in English, as the code has it.
    """

    def __init__(self, page: Page, address: str, language: str = "id") -> None:
        self.page = page
        self.address = address
        self._tr = Catalog(language)

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

    def fill(self, label: str, text: str) -> None:
        """Write into the field of a label."""
        self.field(label).fill(text)

    def choose(self, label: str, key: str) -> None:
        """Choose from the list of a label."""
        self.field(label).select_option(key)

    def tick(self, label: str) -> None:
        """Tick the box of a label."""
        self.field(label).check()

    def give(self, label: str, file: Path) -> None:
        """Pick a file for the field of a label."""
        self.field(label).set_input_files(file)

    def confirm(self) -> None:
        """Type the password once more, where something cannot be undone."""
        self.fill("Your password, to confirm", PASSWORD)

    def press(self, words: str, within: str = "main") -> None:
        """Press a button, and wait for what comes."""
        found = self.page.locator(within).get_by_role("button", name=self._tr(words), exact=True)
        found.first.click()
        self.page.wait_for_load_state("load")

    def has(self, words: str) -> bool:
        """Whether there is a button with some words."""
        return self.page.get_by_role("button", name=self._tr(words), exact=True).count() > 0

    def follow(self, words: str) -> None:
        """Follow a link by its words."""
        self.page.get_by_role("link", name=self._tr(words), exact=True).first.click()
        self.page.wait_for_load_state("load")

    def save(self, words: str, file: Path) -> None:
        """Save what a link leads to."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name=self._tr(words), exact=True).click()
        coming.value.save_as(file)

    def field(self, label: str) -> Locator:
        """The field that a label stands at."""
        return self.page.get_by_label(self._tr(label), exact=True).first

    def figure(self, title: str) -> str:
        """The large figure below a title."""
        card = self.page.locator("section.figures .card")
        titled = card.filter(has=self.page.get_by_role("heading", name=self._tr(title), exact=True))
        return titled.locator(".figure").inner_text()

    def sees(self, words: str) -> bool:
        """Whether some words stand on the page."""
        return self._tr(words) in self.page.locator("main").inner_text()

    def overflow(self) -> int:
        """How many pixels the page is wider than the screen; 0 is well."""
        return int(
            self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        )
