"""Past sales: search, reprint, refund, void."""
