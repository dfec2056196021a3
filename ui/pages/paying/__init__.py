"""From what is owed to a receipt: pay page, QRIS, done."""
