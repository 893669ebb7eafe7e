"""Model: the document as frozen, typed values, with no behaviour beyond validation."""
