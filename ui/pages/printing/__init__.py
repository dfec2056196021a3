"""Printers: finding, setting, checking; the queue; how a receipt looks."""
