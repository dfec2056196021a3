"""Cashiers, roles, PINs, the lock and an approval."""
