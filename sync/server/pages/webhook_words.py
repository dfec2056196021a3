"""What hooks are told, and what became of telling them, in words."""

from resources.translations import Catalog
from sync.server.webhooks.deliveries import Attempt, State
from sync.server.webhooks.happenings import Happening
from sync.server.webhooks.hooks import GONE, Hook


def kind_words(tr: Catalog) -> dict[Happening, str]:
    """What a program can be told of."""
    return {
        Happening.SHIFT_CLOSED: tr("A shift was closed"),
        Happening.BOOTH_FINISHED: tr("A booth is finished"),
        Happening.TEST: tr("A trial"),
    }


def explained_kinds(tr: Catalog) -> dict[Happening, str]:
    """The same where it is chosen."""
    return {
        Happening.SHIFT_CLOSED: tr("Closed shifts, as they come in"),
        Happening.BOOTH_FINISHED: tr(
            "Finished booths: on the last day all shifts are closed and all of it has come in"
        ),
    }


def standing_words(hook: Hook, tr: Catalog) -> tuple[str, str, str]:
    """Whether a hook is told anything: tone, drawing and words of a chip."""
    if hook.problem == GONE:
        return "danger", "triangle-alert", tr("Paused: the receiver wants no more")
    if hook.paused_at:
        return "gold", "pause", tr("Paused")
    return "good", "check", tr("Is told")


def state_words(state: State, tr: Catalog) -> tuple[str, str, str]:
    """How a delivery stands: tone, drawing and words of a chip."""
    return {
        State.WAITING: ("gold", "history", tr("On its way")),
        State.DELIVERED: ("good", "check", tr("Received")),
        State.GIVEN_UP: ("danger", "triangle-alert", tr("Given up")),
    }[state]


def attempt_words(attempt: Attempt | None, tr: Catalog) -> str:
    """How the last attempt went."""
    if attempt is None:
        return tr("Not tried yet")
    if attempt.problem == "redirect":
        return tr("Wants to send it elsewhere ({status}): write that address instead").format(
            status=attempt.status
        )
    if attempt.status:
        return tr("Answered {status}").format(status=attempt.status)
    return {
        "refused": tr("Nobody answers at this address"),
        "name_unknown": tr("This name is not known in the network"),
        "too_slow": tr("No answer in time"),
        "tls": tr("Its certificate is not valid"),
        "webhook_needs_tls": tr("The name leads where only https may go"),
        "webhook_url_not_usable": tr("The name leads where nothing is sent"),
    }.get(attempt.problem, tr("The line broke"))
