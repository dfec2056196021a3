"""Which printers are here: ports, queues, addresses, and parts that are not installed."""
