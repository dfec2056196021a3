"""What a person has to do with when a till joins: a code to scan, a fingerprint to compare."""

INVITATION = "LAPAKJ1/"
"""What the text of a picture starts with that a till's scanner reads to join."""


def is_invitation(text: str) -> bool:
    """Whether this was scanned to join."""
    return text.strip().upper().startswith(INVITATION)


def in_groups(fingerprint: str) -> str:
    """The first 80 bits of a fingerprint as people compare it: 4 digits a group.

    Another certificate with the same would cost 2^80 tries; pinned is always the whole.
    """
    shown = fingerprint[:20].upper()
    return " ".join(shown[at : at + 4] for at in range(0, len(shown), 4))
