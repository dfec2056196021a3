"""Tables in files: CSV and workbooks, read with bounds as texts, and written."""
