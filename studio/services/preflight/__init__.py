"""What to look at before a film is published: read in the document, measured on frames, heard."""
