"""Render: display lists to pixels, PDF and SVG; the one layer that paints with QtGui."""

from studio.render.binding import load_qt

load_qt()
