"""The organizer's database: its tables, opening it, and which life it is in."""
