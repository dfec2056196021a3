"""Leads through the till: which page follows which, and what lies over all of them."""
