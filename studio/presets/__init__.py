"""Presets: the catalogue of templates and presets, and a template made into a composition."""
