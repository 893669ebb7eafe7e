"""Command line: one file a command, each a thin reader of arguments over a service."""
