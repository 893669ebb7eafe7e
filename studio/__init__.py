"""Hiwar Studio: Arabic-first films and infographics from templates."""

__version__ = "0.1.0"
