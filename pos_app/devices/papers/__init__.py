"""What stands on each paper: receipts, slips, A4 sheets, labels."""
