"""Window: the Qt Widgets program, a view of the document that asks the services for work."""

from studio.render.binding import load_qt

load_qt()
