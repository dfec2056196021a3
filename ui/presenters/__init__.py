"""State of the pages and the calls to services; no widgets."""
