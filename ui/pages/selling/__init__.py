"""The counter: shelf, cart, what is put into it."""
