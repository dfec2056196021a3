"""The way to a printer: queue, workers, state, setting one up."""
