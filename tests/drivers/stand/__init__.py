"""A booth that works through whole days, and an honest book beside it."""
