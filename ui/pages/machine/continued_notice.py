"""Says once, after a start, that restored or copied data goes on under another register."""

from pos_app.domain.continuation import Because, Continued
from resources.translations import Catalog
from ui.notices import Notice


def continued_notice(continued: Continued, tr: Catalog) -> Notice:
    """What happened, under which code the till sells now, and what to look at."""
    if continued.because is Because.RESTORED:
        text = tr(
            "The data came back from an older copy: sales after it are not on this till. It goes "
            "on as {now} instead of {before}; count the drawer."
        )
    elif continued.because is Because.MOVED:
        text = tr(
            "The booth goes on here as {now} instead of {before}. Sell only here from now on; let "
            "the other laptop go online once, so that it sends what it still has."
        )
    else:
        text = tr(
            "This data was copied from another till. It goes on here as {now} instead of {before}; "
            "the other one should not go on selling by mistake."
        )
    return Notice(text.format(now=continued.now, before=continued.before), "attention")
