"""Formats: the document as bytes (project, preset, subtitle and table files, migrations between versions)."""
