"""Curves of motion: seen, shaped by two handles, chosen from a gallery.  Time runs left to right always."""
