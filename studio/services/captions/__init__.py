"""Captions from files and back: opening with mending, word times, sidecar files, what is told."""
