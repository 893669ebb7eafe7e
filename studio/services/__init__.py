"""Services: what a person asks for (export, batch, preflight, autosave), for window and commands alike."""
