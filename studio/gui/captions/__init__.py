"""The caption editor: list, waveform and canvas in step; panel, check, styles, tapping, subtitle files."""
