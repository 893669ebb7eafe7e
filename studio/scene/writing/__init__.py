"""Written words, whatever shows them: what is laid out, how it is painted, how its units move."""
