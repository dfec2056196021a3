"""What a sale means: frozen values and pure functions; no clock, files, Qt, SQL or network."""
