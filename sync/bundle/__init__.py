"""A till's journals as one file for the organizer: its form, sealing, writing and reading."""
