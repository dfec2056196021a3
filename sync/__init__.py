"""How sales reach the organizer: the contract, the till's client and the organizer's server."""
