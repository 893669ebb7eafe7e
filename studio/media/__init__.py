"""Media: pictures, sound and films on disk, and the one module that starts a process."""
