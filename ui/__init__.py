"""The till's window: pages over presenters over models over widgets."""
