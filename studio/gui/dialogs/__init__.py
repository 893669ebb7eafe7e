"""Small dialogs that any part of the window may need."""
