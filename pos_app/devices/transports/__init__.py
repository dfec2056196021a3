"""Ways to a printer: what carries bytes to it, and what it answers."""
