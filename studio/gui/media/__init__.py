"""The files of a project: tiles, import, and what is missing."""
