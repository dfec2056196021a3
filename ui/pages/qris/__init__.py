"""The booth's QRIS codes, and comparing with the bank."""
