"""Words as people type, paste or import them."""


def one_line(text: str) -> str:
    """Printable characters with single spaces: no printer, page or database meets any other."""
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(text.split())
