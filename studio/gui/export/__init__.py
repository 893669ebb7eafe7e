"""Exporting: the sheet of destinations, and the queue of films that are being made."""
