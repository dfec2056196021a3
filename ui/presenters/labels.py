"""The state of price tags that are about to be printed: of what, how many, and how they look."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.domain.label import MAX_LABELS, LabelDesign, LabelGrid, checked, sheets_needed
from pos_app.domain.shelf import OnShelf
from pos_app.services import barcodes, catalogue
from pos_app.services.counter import Counter
from pos_app.services.papers import label_printing, labels
from pos_app.services.papers.labels import SheetPreview, Tag
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.one_write import OneWrite
from ui.presenters.saved_file import save_made


class LabelsPresenter(QObject):
    """Begins with one tag of each product that was chosen. What was designed last is kept."""

    tags_changed = Signal(object)  # tuple[Tag, ...]
    previewed = Signal(object)  # SheetPreview
    without_room = Signal(int)  # how many products' barcodes a label is too narrow for
    numbers_given = Signal(int)
    catalogue_changed = Signal()
    saved = Signal(object)  # Path
    queued = Signal(int)  # how many tags go to the printer
    touched = Signal(int)  # the row of a product that was scanned
    barcode_unknown = Signal(str)
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._recording = OneWrite(counter, guarded)
        self._recording.failed.connect(self.failed)
        self._tags: tuple[Tag, ...] = ()
        self._design = counter.settings_file.settings.labels
        self._booth = ""
        self._turn = 0
        self._printing = self._keeping = False
        self.first = 1

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The products and how many tags of each."""
        return self._tags

    @property
    def design(self) -> LabelDesign:
        """What stands on the tags, and the sheets they are printed on."""
        return self._design

    @property
    def number(self) -> int:
        """How many tags in all."""
        return sum(tag.number for tag in self._tags)

    @property
    def sheets(self) -> int:
        """How many sheets they take."""
        return sheets_needed(self._design.sheet, self.first, self.number)

    @property
    def bare(self) -> tuple[str, ...]:
        """The products that have no barcode."""
        return tuple(tag.product.id for tag in self._tags if not tag.product.barcodes)

    def open(self, ids: Iterable[str]) -> None:
        """Begin with one tag of each of these products."""
        self._tags, self.first = (), 1
        self._read(tuple(ids))

    def set_number(self, place: int, number: int) -> None:
        """So many tags of the product in that row."""
        if 0 <= place < len(self._tags):
            tag = msgspec.structs.replace(self._tags[place], number=min(max(number, 0), MAX_LABELS))
            self._use((*self._tags[:place], tag, *self._tags[place + 1 :]))

    def scan(self, code: str) -> None:
        """One more tag of a scanned product."""

        def found(product: OnShelf | None) -> None:
            if product is None or product.variants:
                self.barcode_unknown.emit(code)
            else:
                self._add(product)

        asked = self._counter.till.read(catalogue.find_by_barcode, code)
        self._background.watch(asked, found, self.failed.emit)

    def one_of_each(self) -> None:
        """One tag of each product."""
        self._use(tuple(Tag(tag.product) for tag in self._tags))

    def as_in_stock(self) -> None:
        """As many tags of each product as lie there of it."""
        self._use(tuple(Tag(tag.product, labels.in_stock(tag.product)) for tag in self._tags))

    def set_first(self, first: int) -> None:
        """Begin at that label of the first sheet; the ones before it are used up."""
        self.first = min(max(first, 1), self._design.sheet.count)
        self._preview()

    def change(self, **fields: bool | str) -> None:
        """Put more or less on the tags, or print them on other sheets; it is kept."""
        self._keep(msgspec.structs.replace(self._design, **fields))

    def use_own_grid(self, grid: LabelGrid) -> None:
        """Print on sheets of one's own; raises LapakError as `label.checked` does."""
        self._keep(msgspec.structs.replace(self._design, grid="own", own=checked(grid)))

    def give_numbers(self) -> None:
        """Give a number to each product that has no barcode."""

        def given(numbers: dict[str, str]) -> None:
            self.numbers_given.emit(len(numbers))
            self.catalogue_changed.emit()
            self._read(tuple(tag.product.id for tag in self._tags))

        self._recording.run(barcodes.give_barcodes, self.bare, done=given)

    @property
    def can_print(self) -> bool:
        """Whether there is a printer for labels, or one for receipts in its place."""
        return label_printing.has_printer(self._counter.settings_file.settings)

    def print_tags(self, title: str) -> None:
        """Send the tags to the printer, once however often it is pressed at once."""
        number = self.number

        def queued(_job: object) -> None:
            self._printing = False
            self._counter.spooler.wake()
            self.queued.emit(number)

        def failed(error: Exception) -> None:
            self._printing = False
            self.failed.emit(error)

        if not self._printing and number:
            self._printing = True
            asked = self._counter.till.write(
                label_printing.print_labels, self._tags, self._design, self._booth, title
            )
            self._background.watch(asked, queued, failed)

    def save_pdf(self, path: Path) -> None:
        """Write the sheets into a PDF file."""
        made = self._background.run_blocking(
            labels.sheets_pdf, self._tags, self._design, self.first, self._booth
        )
        save_made(self._background, made, path, self.saved.emit, self.failed.emit)

    def preview(self) -> None:
        """Show the first sheet."""
        self._preview()

    def _read(self, ids: tuple[str, ...]) -> None:
        till, failed = self._counter.till, self.failed.emit
        self._background.watch(till.read(labels.booth_line), self._on_booth, failed)
        self._background.watch(till.read(labels.taggable, ids), self._on_read, failed)

    def _on_booth(self, line: str) -> None:
        self._booth = line

    def _on_read(self, products: tuple[OnShelf, ...]) -> None:
        numbers = {tag.product.id: tag.number for tag in self._tags}
        self._use(tuple(Tag(one, numbers.get(one.id, 1)) for one in products))

    def _add(self, product: OnShelf) -> None:
        ids = [tag.product.id for tag in self._tags]
        if product.id in ids:
            place = ids.index(product.id)
            self.set_number(place, self._tags[place].number + 1)
        else:
            self._use((*self._tags, Tag(product)))
            place = len(ids)
        self.touched.emit(place)

    def _use(self, tags: tuple[Tag, ...]) -> None:
        self._tags = tags
        self.tags_changed.emit(tags)
        self._preview()

    def _keep(self, design: LabelDesign) -> None:
        self._design = design
        self.first = min(self.first, design.sheet.count)
        if not self._keeping:
            self._store()
        self._preview()

    def _store(self) -> None:
        """Store the design, and after it what was changed meanwhile: the last one stays."""
        self._keeping = True
        design = self._design

        def over() -> None:
            self._keeping = False
            if self._design != design:
                self._store()

        def failed(error: Exception) -> None:
            self.failed.emit(error)
            over()

        change = partial(self._counter.settings_file.change, labels=design)
        stored = self._background.run_blocking(change)
        self._background.watch(stored, lambda _settings: over(), failed)

    def _preview(self) -> None:
        """Draw the first sheet on another thread; only the last one asked for is shown."""
        self._turn += 1
        turn, tags, design = self._turn, self._tags, self._design

        def drawn(made: tuple[SheetPreview, int]) -> None:
            if turn == self._turn:
                sheet, number = made
                self.previewed.emit(sheet)
                self.without_room.emit(number)

        def draw() -> tuple[SheetPreview, int]:
            sheet = labels.first_sheet(tags, design, self.first, self._booth)
            return sheet, labels.without_room(tags, design)

        self._background.watch(self._background.run_blocking(draw), drawn, self.failed.emit)
