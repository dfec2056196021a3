"""What an organizer reports: tables of an expo's turnover as pages, files and a press summary."""
