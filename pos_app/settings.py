"""What this machine prefers: language, look and printers.

Read before the first frame is painted, so nothing slow is imported here.
"""

from pathlib import Path
from typing import Any

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.label import LabelDesign
from pos_app.domain.label import checked as checked_grid
from pos_app.domain.words import one_line
from pos_app.forgiving import decoded
from pos_app.whole_file import write_whole

PAPERS = ("58", "80", "80-42")
"""Widths in mm; the last is for 80 mm printers with 42 letters a row instead of 48."""

CUSTOM_PAPER = "custom"
"""The paper of a printer whose columns and dots somebody typed."""

MAX_PRINTER_NAME = 60

QR_WAYS = ("dots", "enlarged", "native")
"""How codes are printed: each dot, a picture that the printer enlarges, or by the printer."""

ROLES = ("receipt", "order", "label")
"""What printers are for: receipts and slips, a copy of what was ordered, labels."""


class PrinterSetup(msgspec.Struct, frozen=True):
    """One printer of this machine, as it was set up; without an address papers are PDFs only.

    `id` is for good: print jobs name it. `address` is what `transport_from` reads. `columns` and
    `width_dots` count where the paper is `custom`. An empty `profile` is no model in particular;
    `cutter` is None where the paper decides, `qr` empty where the model does.
    `drawer` names the pulse (`none`, `pin2`, `pin5`). `feed` is how many rows of paper come out at
    the end, before it is cut or torn off; None is as usual.
    """

    id: str = "p1"
    name: str = ""
    address: str = "none"
    roles: tuple[str, ...] = ("receipt", "label")
    profile: str = ""
    paper: str = "58"
    columns: int = 0
    width_dots: int = 0
    code_page: str = "ascii"
    cutter: bool | None = None
    drawer: str = "pin2"
    qr: str = ""
    logo: bool = True
    feed: int | None = None


RECEIPT_CODES = ("receipt", "link", "none")
"""What the QR code under a receipt holds: the sale itself, the booth's link, or there is none."""

MAX_OWN_TEXT = 500
MAX_LINK = 200
MAX_TAX_ID = 40
"""Letters of what a booth writes on its own papers."""

_MOST_LINES = 12


class ReceiptDesign(msgspec.Struct, frozen=True):
    """What a booth puts on its papers; `header` and `footer` have several lines.

    An empty `language` is that of the screen; a `tax_id` (NPWP) is of who charges PPN. `logo_file`
    follows from where the settings are kept, whatever stood in them.
    """

    header: str = ""
    footer: str = ""
    code: str = "receipt"
    link: str = ""
    logo: bool = False
    language: str = ""
    tax_id: str = ""
    logo_file: str = ""


class Settings(msgspec.Struct, frozen=True):
    """Preferences of one machine; unknown or unreadable ones fall back to these."""

    language: str = "id"
    theme: str = "light"
    text_size: int = 100
    printers: tuple[PrinterSetup, ...] = (PrinterSetup(),)
    receipt: ReceiptDesign = ReceiptDesign()
    language_chosen: bool = False
    customer_display: bool = False
    sounds: bool = True
    below_zero: str = "warn"
    lock_after_minutes: int = 5
    labels: LabelDesign = LabelDesign()
    pdf_form: str = "roll"
    order_form: str = "a4"

    def printer_for(self, role: str) -> PrinterSetup | None:
        """The first printer that has a role."""
        return next((setup for setup in self.printers if role in setup.roles), None)

    @property
    def receipt_printer(self) -> PrinterSetup:
        """Where receipts go: there is always one, were it without an address."""
        return self.printer_for("receipt") or self.printers[0]

    def with_printer(self, setup: PrinterSetup) -> tuple[PrinterSetup, ...]:
        """The printers once this one is changed, or added."""
        others = [other for other in self.printers if other.id != setup.id]
        places = [other.id for other in self.printers]
        place = places.index(setup.id) if setup.id in places else len(others)
        return (*others[:place], setup, *others[place:])


TEXT_SIZES = (100, 110, 125, 150)
"""Per cent of the usual size."""

BELOW_ZERO = ("allow", "warn", "refuse")
"""What happens where a cart wants more of a product than there is in stock."""

LOCK_AFTER = (0, 1, 2, 5, 10, 15, 30)
"""Minutes without a touch after which a till with people locks; 0 is never."""

PDF_FORMS = ("roll", "a5", "a4")
"""What receipts and orders look like as a PDF; what was chosen last."""

_ALLOWED: dict[str, tuple[str | int, ...]] = {
    "language": ("id", "en"),
    "theme": ("light", "dark", "contrast"),
    "text_size": TEXT_SIZES,
    "below_zero": BELOW_ZERO,
    "lock_after_minutes": LOCK_AFTER,
    "pdf_form": PDF_FORMS,
    "order_form": PDF_FORMS,
}


class SettingsFile:
    """Settings and the file they are kept in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.settings = self.as_kept(_read(path))

    def change(self, **fields: Any) -> Settings:
        """Store changed fields at once; raises LapakError `settings_not_saved`."""
        changed = self.as_kept(msgspec.structs.replace(self.settings, **fields))
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, msgspec.json.format(msgspec.json.encode(changed)))
        except OSError as error:
            raise LapakError(
                "settings_not_saved", path=str(self._path), reason=str(error)
            ) from error
        self.settings = changed
        return changed

    @property
    def logo_file(self) -> Path:
        """Where the logo is kept."""
        return self._path.with_name("logo.png")

    def as_kept(self, settings: Settings) -> Settings:
        """What these would be once they are stored: checked, and with the logo's place."""
        checked = _checked(settings)
        file = str(self.logo_file) if checked.receipt.logo else ""
        design = msgspec.structs.replace(checked.receipt, logo_file=file)
        return msgspec.structs.replace(checked, receipt=design)


class _OnePrinter(msgspec.Struct):
    """Fields of settings that were written when a machine had one printer."""

    printers: Any = msgspec.UNSET
    printer_address: str = "none"
    paper: str = "58"


def _read(path: Path) -> Settings:
    try:
        stored = path.read_bytes()
        settings = decoded(stored, Settings)
        former = decoded(stored, _OnePrinter)
    except (OSError, ValueError, RecursionError):
        # msgspec's own errors are ValueErrors, as are those of bad UTF-8.
        return Settings()
    if former.printers is msgspec.UNSET:
        only = PrinterSetup(address=former.printer_address, paper=former.paper)
        settings = msgspec.structs.replace(settings, printers=(only,))
    drawing = _drawing_codes(former.printers)
    printers = tuple(
        msgspec.structs.replace(one, qr="native") if one.id in drawing else one
        for one in settings.printers
    )
    return _checked(msgspec.structs.replace(settings, printers=printers))


def _drawing_codes(printers: Any) -> list[Any]:
    """Ids of printers that draw codes themselves, of settings that knew one other way only."""
    stored = printers if isinstance(printers, list) else []
    return [
        one.get("id", PrinterSetup().id)
        for one in stored
        if isinstance(one, dict) and one.get("native_qr") is True and "qr" not in one
    ]


def _checked(settings: Settings) -> Settings:
    usual = Settings()
    wrong: dict[str, Any] = {
        name: getattr(usual, name)
        for name, allowed in _ALLOWED.items()
        if getattr(settings, name) not in allowed
    }
    return msgspec.structs.replace(
        settings,
        **wrong,
        printers=_printers(settings.printers),
        labels=_labels(settings.labels),
        receipt=checked_design(settings.receipt),
    )


def checked_design(design: ReceiptDesign) -> ReceiptDesign:
    """A design without what no paper could bear: control characters, endless texts."""
    return msgspec.structs.replace(
        design,
        header=_lines(design.header),
        footer=_lines(design.footer),
        code=design.code if design.code in RECEIPT_CODES else ReceiptDesign().code,
        link=one_line(design.link)[:MAX_LINK].replace(" ", ""),
        language=design.language if design.language in {"", *_ALLOWED["language"]} else "",
        tax_id=one_line(design.tax_id)[:MAX_TAX_ID],
    )


def _lines(text: str) -> str:
    """At most so many lines of printable letters; what is too long ends early."""
    lines = [one_line(line) for line in text[: 2 * MAX_OWN_TEXT].splitlines()]
    return "\n".join(lines[:_MOST_LINES])[:MAX_OWN_TEXT].strip()


def _labels(design: LabelDesign) -> LabelDesign:
    """A design whose sheet can be; the usual one in place of another."""
    try:
        checked_grid(design.own)
    except LapakError:
        return LabelDesign()
    return design


def _printers(setups: tuple[PrinterSetup, ...]) -> tuple[PrinterSetup, ...]:
    """Printers with an id of their own and a paper that there is; at least one."""
    by_id: dict[str, PrinterSetup] = {}
    for setup in setups:
        if setup.id:
            by_id.setdefault(setup.id, setup)
    checked = tuple(
        msgspec.structs.replace(
            setup,
            name=one_line(setup.name)[:MAX_PRINTER_NAME],
            profile=one_line(setup.profile)[:MAX_PRINTER_NAME],
            paper=setup.paper if setup.paper in {*PAPERS, CUSTOM_PAPER} else PrinterSetup().paper,
            roles=tuple(role for role in ROLES if role in setup.roles),
            qr=setup.qr if setup.qr in QR_WAYS else "",
        )
        for setup in by_id.values()
    )
    return checked or (PrinterSetup(),)
