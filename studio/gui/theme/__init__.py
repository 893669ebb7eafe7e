"""How the window looks: palettes, sizes, fonts, icons and style sheet, switched live."""
