"""A shift: opening, drawer, counting, closing."""
