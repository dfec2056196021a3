"""Papers made out of entries: receipts, slips, reports, labels, and how they look."""
