"""Text: from a paragraph of text to shaped, placed glyphs, without Qt, the same on every system."""
