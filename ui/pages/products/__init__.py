"""Products: list, editor, import, stock, labels."""
