"""What the menu "Insert" does: each action its own small file."""
