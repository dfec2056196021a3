"""A hall's server that passes on what it holds to a central one, register by register."""
