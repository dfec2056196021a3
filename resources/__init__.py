"""Files shipped with the program and where they are."""

from pathlib import Path

_ROOT = Path(__file__).parent


def path(*parts: str) -> Path:
    """Path of a shipped file: `path("theme", "tokens.toml")`.

    The same from a checkout, an installed wheel and a PyInstaller folder, where data files
    lie beside this package. The file may be absent; nothing is opened here.
    """
    return _ROOT.joinpath(*parts)
