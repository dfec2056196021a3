"""Printers to test with, good and bad, and reading what they put on paper."""
