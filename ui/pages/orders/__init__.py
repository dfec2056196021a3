"""Orders with a down payment."""
