"""How entries come in: a push, a file from a stick, and whose turn it is."""
