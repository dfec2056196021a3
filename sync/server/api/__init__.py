"""The JSON API: for tills, for the organizer's programs, and for other servers."""
