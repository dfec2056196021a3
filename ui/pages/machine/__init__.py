"""This machine: start, joining an expo, settings, help."""
