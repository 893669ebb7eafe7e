"""The workspace: canvas, panels, inspector, transport, timeline and export sheet around one open project."""
