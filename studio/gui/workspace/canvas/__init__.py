"""The canvas: the engine's frame, and tools on it.  Pinned left to right, as pictures are."""
