"""Render: display lists to pixels and to pages of PDF; the one layer that paints with QtGui."""

from studio.render.binding import load_qt

load_qt()
