"""Captions on screen: which words, where, how they look at a moment, and how that is painted."""
