"""The program's settings, applied at once."""
