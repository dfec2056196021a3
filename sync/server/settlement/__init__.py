"""Settling with booths: terms, what they come to, and statements that both sides sign."""
