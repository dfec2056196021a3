"""The organizer's database from its first form to today's, one revision a file."""
