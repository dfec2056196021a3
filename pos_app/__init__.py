"""The till without a screen: domain, store, devices, services and the command line."""

__version__ = "0.1.0"
