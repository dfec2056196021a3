"""How fast Lapak is: each figure a ratio whose two sides are measured in turns, in one run."""
