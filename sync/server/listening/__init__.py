"""Serving: sockets, certificate, and telling the local network."""
