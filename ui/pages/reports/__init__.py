"""What was sold: figures, tables, files."""
