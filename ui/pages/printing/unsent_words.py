"""Why a test page did not come out: nothing was sold, so no receipt is spoken of."""

from pos_app.domain.errors import LapakError
from resources.translations import Catalog, mark
from ui.pages.told import told

_WORDS = {
    "delivery_uncertain": mark("The connection broke off while the test page was printed."),
    "printer_address_unusable": mark(
        "The printer's address in the settings is not understood. Choose the printer again."
    ),
    "printer_busy": mark("Another program is using the printer. Close that program."),
    "printer_cover_open": mark("The printer says that its cover is open. Close it."),
    "printer_name_unknown": mark("The network does not know this name. Use the printer's number."),
    "printer_no_network": mark(
        "There is no way from this computer to the printer's network. Check the Wi-Fi or the cable."
    ),
    "printer_no_permission": mark(
        "This account may not use the printer. On Linux add it to the group lp for a USB printer, "
        "dialout for a serial or Bluetooth one (sudo usermod -aG lp,dialout $USER), then log in "
        "again."
    ),
    "printer_not_a_printer": mark(
        "What answers at this address is no printer, so nothing was sent to it."
    ),
    "printer_not_there": mark("There is no printer at this place now. Is its cable in, is it on?"),
    "printer_offline": mark("The printer says that it is offline. Switch it on."),
    "printer_paper_out": mark("The printer says that it has no paper. Put a roll in."),
    "printer_part_missing": mark(
        "This connection needs {part}, which is not installed. Install it ({install}), then open "
        "Lapak again."
    ),
    "printer_paused": mark("The printer is paused in this computer's system. Resume it there."),
    "printer_queue_stuck": mark(
        "The queue of this computer's system did not move, so the page was taken back. Is the "
        "printer on, do other jobs wait there?"
    ),
    "printer_unreachable": mark("The printer does not answer."),
}


def unsent_words(error: Exception, tr: Catalog) -> str:
    """The sentence for an error of a test page."""
    if isinstance(error, LapakError) and error.code in _WORDS:
        details = {name: error.details.get(name, "–") for name in ("part", "install")}
        return tr(_WORDS[error.code]).format(**details)
    return told(error, tr)
