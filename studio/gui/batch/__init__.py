"""A batch from a sheet: columns to a template's values, rows with findings, export."""
