"""The organizer's server: ingest, projection, totals, accounts and pages on its own database."""
