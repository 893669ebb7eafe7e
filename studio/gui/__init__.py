"""Window: the Qt Widgets program, a view of the document that asks the services for work."""
