"""Random days, as hypothesis makes them up."""
