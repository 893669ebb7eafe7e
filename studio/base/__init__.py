"""Base: time, geometry, colour, errors, log, paths and translations, which every layer above may use."""
