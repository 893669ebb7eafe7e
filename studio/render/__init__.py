"""Render: display lists to pixels, PDF and SVG; the one layer that paints with QtGui."""
