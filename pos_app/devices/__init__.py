"""What hangs on the till: receipts as documents, printers and the ways to reach them."""
