"""Tables in files: CSV as spreadsheets write it, and workbooks, read with bounds as texts."""
