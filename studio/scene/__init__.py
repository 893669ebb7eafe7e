"""Scene: a composition and a time evaluated to a frame description, drawn as a display list."""
