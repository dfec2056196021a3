"""Servers that hold one expo together: passing on, and agreeing."""
