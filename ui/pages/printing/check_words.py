"""The questions about a test page, what may be answered, and what was put right."""

from typing import NamedTuple

from pos_app.services.printing.printer_addresses import speed_of
from pos_app.services.printing.printer_check import Seen, Step
from pos_app.services.printing.printer_setup import columns_of
from resources.translations import Catalog
from ui.pages.printing.printer_words import advice, printer_name, roles_said
from ui.presenters.printer_check import CheckView, Phase
from ui.widgets.choice_list import Choice

AGAIN, GO_ON, SETUP, FIND, DONE = "again", "go_on", "setup", "find", "done"
OPEN = "open"
"""What can be chosen beside the answers."""


class CheckWords(NamedTuple):
    """What stands on the card: a question or a state, what it means, and what can be chosen."""

    title: str
    text: str
    choices: tuple[Choice, ...] = ()


def check_words(view: CheckView, tr: Catalog) -> CheckWords:
    """The words for where the questions are."""
    if view.phase is Phase.ASKING:
        return _ready(view, tr) if view.step is Step.READY else _question(view, tr)
    said = {
        Phase.SENDING: _sending,
        Phase.NOTHING: _nothing,
        Phase.COLUMNS: _columns,
        Phase.CORRECTED: _put_right,
        Phase.HELPLESS: _helpless,
    }
    return said[view.phase](view, tr)


def _sending(view: CheckView, tr: Catalog) -> CheckWords:
    words = tr("Wait until the paper comes out of {printer}.")
    text = words.format(printer=printer_name(view.setup))
    return CheckWords(tr("The test page is being printed …"), text)


def _nothing(view: CheckView, tr: Catalog) -> CheckWords:
    choices = (_again(tr), _setup(tr), _find(tr))
    return CheckWords(tr("Nothing came out"), advice(view.setup, tr), choices)


def _put_right(view: CheckView, tr: Catalog) -> CheckWords:
    on = Choice(GO_ON, "chevron-right", tr("Go on without printing"))
    again = _open(tr) if view.seen is Seen.DRAWER_SHUT else _again(tr)
    return CheckWords(tr("Put right"), _corrected(view, tr), (again, on))


def _ready(view: CheckView, tr: Catalog) -> CheckWords:
    words = tr("{printer} prints {count} letters a row.")
    text = words.format(printer=printer_name(view.setup), count=columns_of(view.setup))
    done = Choice(DONE, "check", tr("Done"), roles_said(view.setup.roles, tr))
    return CheckWords(tr("The printer is ready"), text, (done, _again(tr), _setup(tr)))


def _question(view: CheckView, tr: Catalog) -> CheckWords:
    title, text = _questions(tr)[view.step]
    answers = _answers(tr)
    choices = [Choice(seen, *answers[seen]) for seen in view.answers]
    if view.step is Step.DRAWER:
        choices.insert(1, _open(tr))
    return CheckWords(title, text, tuple(choices))


def _again(tr: Catalog) -> Choice:
    return Choice(AGAIN, "printer", tr("Print the test page again"))


def _open(tr: Catalog) -> Choice:
    return Choice(OPEN, "wallet", tr("Open the drawer"), tr("Then look at it."))


def _setup(tr: Catalog) -> Choice:
    return Choice(SETUP, "settings", tr("Change the setup"), tr("Model, address, paper and more"))


def _find(tr: Catalog) -> Choice:
    return Choice(FIND, "search", tr("Look for another printer"))


def _questions(tr: Catalog) -> dict[Step, tuple[str, str]]:
    look = tr("Look at the test page.")
    return {
        Step.CAME_OUT: (tr("What do you see?"), tr("Did the test page come out?")),
        Step.LETTERS: (tr("Can you read the letters?"), look),
        Step.RULER: (
            tr("Where does the ruler of digits end?"),
            tr("It stands near the top: 1234567890, on and on."),
        ),
        Step.DRAWER: (
            tr("Does the cash drawer open?"),
            tr("Open it and look. That it was opened is recorded."),
        ),
        Step.CUT: (tr("Was the paper cut?"), tr("Look at the end of the page.")),
        Step.QR: (
            tr("Which square codes are whole?"),
            tr("There are three, named A, B and C. A telephone should read them."),
        ),
    }


def _answers(tr: Catalog) -> dict[Seen, tuple[str, str, str]]:
    yes, no, other = "circle-check", "circle-x", "triangle-alert"
    return {
        Seen.CAME_OUT: (yes, tr("Yes, something is printed"), tr("Some short questions follow.")),
        Seen.NOTHING: (no, tr("Nothing came out"), tr("Or the paper came out empty.")),
        Seen.LETTERS_FINE: (yes, tr("Yes, all of them"), ""),
        Seen.LETTERS_STRANGE: (no, tr("No, strange or Chinese signs"), ""),
        Seen.RULER_FITS: (yes, tr("On one row, at the right edge"), ""),
        Seen.RULER_WRAPS: (other, tr("It goes on in the next row"), tr("The row is too long.")),
        Seen.RULER_SHORT: (other, tr("The right side stays empty"), tr("The row is too short.")),
        Seen.CUT_FINE: (yes, tr("Yes, below the text"), ""),
        Seen.CUT_MISSING: (no, tr("No, it was not cut"), tr("I tear it off.")),
        Seen.CUT_IN_TEXT: (other, tr("Cut in the middle of the text"), ""),
        Seen.TORN_IN_TEXT: (
            other,
            tr("The edge tears through the text"),
            tr("Let more paper come out."),
        ),
        Seen.TORN_OFF: (yes, tr("No, I tear it off"), tr("This printer has no cutter.")),
        Seen.HAS_KNIFE: (other, tr("No, but it has a cutter"), tr("Let Lapak use it.")),
        Seen.QR_C: (yes, tr("C is whole"), tr("The quickest: the printer draws codes itself.")),
        Seen.QR_B: (yes, tr("B is whole, C is not"), tr("Codes are sent as small pictures.")),
        Seen.QR_A: (
            yes,
            tr("Only A is whole"),
            tr("Codes are sent as pictures, which takes longest."),
        ),
        Seen.QR_NONE: (no, tr("None of them"), ""),
        Seen.NO_DRAWER: (yes, tr("No drawer hangs on it"), ""),
        Seen.DRAWER_OPENS: (yes, tr("Yes, it sprang open"), ""),
        Seen.DRAWER_SHUT: (no, tr("No, it stayed shut"), tr("Try the plug's other pin.")),
    }


def _columns(view: CheckView, tr: Catalog) -> CheckWords:
    if view.seen is Seen.RULER_WRAPS:
        title = tr("Which number ends the first row?")
        text = tr("Count on from the last ten above it: 30 and two more digits are 32.")
    else:
        title = tr("How many digits would fit?")
        text = tr("Choose the next larger number; the next test page shows whether it fits.")
    return CheckWords(title, text)


def _corrected(view: CheckView, tr: Catalog) -> str:
    """What was put right, in one sentence."""
    setup = view.setup
    torn = tr("The paper is fed out and not cut any more: tear it off.")
    fed = tr("More paper comes out at the end from now on: {feed} rows.")
    rows = tr("{count} letters stand on a row from now on.")
    plain = tr("Lapak sends it plain letters only from now on.")
    speed = tr("Lapak talks to it at another speed from now on: {baud} baud.")
    words = {
        Seen.LETTERS_STRANGE: speed if view.speed_changed else plain,
        Seen.RULER_WRAPS: rows,
        Seen.RULER_SHORT: rows,
        Seen.CUT_MISSING: torn,
        Seen.CUT_IN_TEXT: torn if setup.cutter is False else fed,
        Seen.TORN_IN_TEXT: fed,
        Seen.HAS_KNIFE: tr("The paper is cut from now on."),
        Seen.DRAWER_SHUT: tr("The drawer is opened by pin {pin} from now on. Open it once more."),
        Seen.QR_C: tr("The printer draws QR codes itself from now on."),
        Seen.QR_B: tr("QR codes are sent as small pictures from now on."),
        Seen.QR_A: tr("QR codes are sent as pictures from now on."),
    }
    said = words[view.seen] if view.seen is not None else ""
    feed = setup.feed if setup.feed is not None else ""
    return said.format(
        count=columns_of(setup), baud=speed_of(setup.address), feed=feed, pin=setup.drawer[3:4]
    )


def _helpless(view: CheckView, tr: Catalog) -> CheckWords:
    choices = (_setup(tr), _again(tr), Choice(GO_ON, "chevron-right", tr("Go on")))
    text = tr("Nothing changed. Look at the setup, or print once more.")
    if view.seen is Seen.LETTERS_STRANGE:
        text = tr(
            "Lapak sends plain letters only already. Switch the printer off and on, then print "
            "again; or choose another model."
        )
    if view.seen is Seen.QR_NONE:
        text = tr(
            "Print the test page again. If none is whole then either, choose another model, or in "
            "the receipt's design that it bears no code."
        )
    return CheckWords(tr("No setting helps here"), text, choices)
