"""One page a file: layout and connections, no state of their own."""
