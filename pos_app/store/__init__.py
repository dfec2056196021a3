"""The till's SQLite database: rows, journal, projections, migrations and backup."""
