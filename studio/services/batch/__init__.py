"""Films and pictures from the rows of a sheet."""
