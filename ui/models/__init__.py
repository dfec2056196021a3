"""Qt item models and their delegates over frozen values."""
