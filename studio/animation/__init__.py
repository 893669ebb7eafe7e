"""Animation: the value of an animated property at a time (easing, interpolation, springs, stagger)."""
