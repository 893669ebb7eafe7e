"""Speech recognition, offline and optional: a model that lies in a folder, in a process of its own."""
