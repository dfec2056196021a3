"""From journals to figures: projection, totals, completeness, closings, and what papers declare."""
