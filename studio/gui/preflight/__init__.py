"""The preflight: what to look at before a film is published."""
