"""One function per intention of a cashier: load, call the pure core, store, return a value."""
