"""The inspector: forms made from the document's own fields and from a template's parameters."""
