"""Brand kits in the window: chosen, made from a logo, edited, handed on."""
