"""What a page says about something that failed."""

from pos_app.messages import sentence
from resources.translations import Catalog


def told(error: Exception, tr: Catalog) -> str:
    """A sentence for people; what was not foreseen is a bug, which the background has logged."""
    return sentence(error, tr)
