"""The organizer's web pages."""
