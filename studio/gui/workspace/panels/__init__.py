"""The panels beside the canvas: layers and motion presets."""
