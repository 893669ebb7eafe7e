"""Encode: export profiles as encoder settings; segments, films and picture files written and joined."""
