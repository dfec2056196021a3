"""What an organizer sets up: expos, booths, join codes, registers, and what booths are told."""
