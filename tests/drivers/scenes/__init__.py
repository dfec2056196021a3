"""What `make screens` pictures: every page in every state that matters."""
