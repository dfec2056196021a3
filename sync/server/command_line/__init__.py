"""`lapak server …`."""
