"""Captions burnt into a film that is there already: its size, times and sound stay."""
