"""Sheets of paper with which tills join an expo, and the codes on them that a scanner reads."""
